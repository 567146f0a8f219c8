package tw.qiao.analytics.feeds;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.intake.Content;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.kernel.Problem;

/** A file of separated values once more, as UTF-8, with some of its cells changed. */
final class CorrectedFile {
    private final Feed feed;
    private final SourceFile source;

    CorrectedFile(Feed feed, Path path) {
        this.feed = feed;
        this.source = SourceFile.inspect(path);
        if (source.content() != Content.TEXT) {
            throw Problem.invalid(
                    "correct_text_only",
                    "只有文字檔（CSV）可以逐格更正，請更正原始檔後再送一次。 Only separated values can be corrected cell by cell;"
                            + " correct the file itself and send it again");
        }
    }

    /**
     * A cell that is changed.
     *
     * @param line where its row begins
     * @param column what the file or the table calls its column
     */
    record Change(long line, String column, String value) {}

    /** Writes the file with {@code changes} to {@code target}; a problem when a change fits no cell. */
    void write(List<Change> changes, Path target) {
        var waiting = new HashMap<Long, List<Change>>();
        changes.forEach(change ->
                waiting.computeIfAbsent(change.line(), _ -> new ArrayList<>()).add(change));
        for (Layout layout : feed.layouts()) {
            if (layout.reading().widths().isEmpty() && copy(layout, waiting, target)) {
                return;
            }
        }
        throw Problem.invalid("correct_layout", "這個檔案的欄位無法對應。 The file has no header that the feed knows");
    }

    private boolean copy(Layout layout, Map<Long, List<Change>> waiting, Path target) {
        Reading way = layout.reading();
        try (Rows rows = Rows.of(source, way);
                BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
            Optional<Header> header = Optional.empty();
            var left = new HashMap<>(waiting);
            for (Optional<Rows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                List<String> cells = row.get().cells();
                if (header.isEmpty() && row.get().line() >= way.header()) {
                    if (cells.size() < 2 && feed.layouts().size() > 1) {
                        return false; // it has another separator
                    }
                    header = Optional.of(Header.of("", feed, List.of(layout), cells));
                } else if (header.isPresent()) {
                    cells = changed(header.get(), cells, left.remove(row.get().line()));
                }
                write(out, way.separator(), cells);
            }
            if (!left.isEmpty()) {
                throw Problem.invalid("correct_line", "檔案沒有這一列。 The file has no such line");
            }
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> changed(Header header, List<String> cells, @Nullable List<Change> changes) {
        if (changes == null) {
            return cells;
        }
        var changed = new ArrayList<>(cells);
        for (Change change : changes) {
            changed.set(position(header, change.column(), cells.size()), change.value());
        }
        return changed;
    }

    private int position(Header header, String column, int cells) {
        for (int i = 0; i < Math.min(header.width(), cells); i++) {
            int place = header.position(i);
            if (header.name(i).equals(column)
                    || (place >= 0 && feed.columns().get(place).name().equals(column))) {
                return i;
            }
        }
        throw Problem.invalid("correct_column", "檔案沒有這一欄。 The file has no column " + column);
    }

    private static void write(Writer out, char separator, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(separator);
            }
            out.write(quoted(separator, cells.get(i)));
        }
        out.write("\r\n");
    }

    private static String quoted(char separator, String text) {
        boolean plain = text.indexOf(separator) < 0
                && text.indexOf('"') < 0
                && text.indexOf('\n') < 0
                && text.indexOf('\r') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
