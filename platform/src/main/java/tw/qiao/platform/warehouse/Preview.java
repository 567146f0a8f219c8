package tw.qiao.platform.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.intake.Encoding;
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

    /** Reads the beginning of {@code file}. */
    static Preview of(Path file) {
        // UTF-8 and Big5 are told apart line by line; the length and the digest matter only to an import
        var source = new SourceFile(file, Encoding.BY_LINE, 0, "");
        List<List<String>> best = List.of();
        for (char separator : SEPARATORS) {
            List<List<String>> rows = read(source, separator);
            if (best.isEmpty()
                    || (!rows.isEmpty()
                            && rows.getFirst().size() > best.getFirst().size())) {
                best = rows;
            }
        }
        return new Preview(best);
    }

    private static List<List<String>> read(SourceFile source, char separator) {
        var read = new ArrayList<List<String>>();
        try (Rows rows = Rows.separated(source, separator)) {
            for (Optional<Rows.Row> row = rows.next(); row.isPresent() && read.size() < ROWS; row = rows.next()) {
                read.add(row.get().cells());
            }
        } catch (Problem unreadable) {
            return read; // the import says what is wrong with it
        }
        return read;
    }
}
