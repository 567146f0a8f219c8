package tw.qiao.analytics.feeds;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were set aside, in a CSV file that says for each where it is, what is wrong and what was there. The
 * file is made with its first row.
 */
final class Quarantine implements AutoCloseable {
    private final Path file;
    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    private @Nullable BufferedWriter writer;

    Quarantine(Path file) {
        this.file = file;
    }

    /** Sets a row aside. {@code value} is what came, and nothing else of the row. */
    void add(String source, long line, String column, Reason reason, String value) {
        counts.merge(reason, 1L, Long::sum);
        try {
            BufferedWriter out = writer();
            out.write(String.join(
                            ",",
                            quoted(source),
                            Long.toString(line),
                            quoted(column),
                            quoted(reason.label()),
                            quoted(value))
                    + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedWriter writer() throws IOException {
        BufferedWriter present = writer;
        if (present == null) {
            Files.createDirectories(file.getParent());
            present = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            present.write("\uFEFF檔案 file,列 line,欄位 column,原因 reason,值 value\r\n");
            writer = present;
        }
        return present;
    }

    /** As a cell, in which nothing is a formula for a spreadsheet. */
    private static String quoted(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    Map<Reason, Long> counts() {
        return counts;
    }

    /** The file, if a row was set aside. */
    Optional<Path> file() {
        return writer == null ? Optional.empty() : Optional.of(file);
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
