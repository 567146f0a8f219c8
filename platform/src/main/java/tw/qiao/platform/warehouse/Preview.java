package tw.qiao.platform.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.intake.Content;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.kernel.Problem;

/**
 * The first rows of a file as it came.
 *
 * @param rows the first is the header; none when they cannot be read
 */
public record Preview(List<List<String>> rows) {
    private static final int ROWS = 11;
    private static final List<Character> SEPARATORS = List.of(',', '\t', ';', '|');

    /** Reads the beginning of {@code file}; what is wrong with it, the import says. */
    static Preview of(Path file) {
        try {
            return of(SourceFile.inspect(file));
        } catch (Problem unreadable) {
            return new Preview(List.of());
        }
    }

    private static Preview of(SourceFile source) {
        if (source.content() != Content.TEXT) {
            return new Preview(List.of()); // the others need memory or the engine, which belong into another process
        }
        return new Preview(SEPARATORS.stream()
                .map(separator -> read(source, Reading.separated(separator)))
                .reduce(List.of(), (best, rows) -> width(rows) > width(best) ? rows : best));
    }

    private static int width(List<List<String>> rows) {
        return rows.isEmpty() ? 0 : rows.getFirst().size();
    }

    private static List<List<String>> read(SourceFile source, Reading reading) {
        var read = new ArrayList<List<String>>();
        try (Rows rows = Rows.of(source, reading)) {
            for (Optional<Rows.Row> row = rows.next(); row.isPresent() && read.size() < ROWS; row = rows.next()) {
                read.add(row.get().cells());
            }
        } catch (Problem unreadable) {
            return read;
        }
        return read;
    }
}
