package tw.qiao.society;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A published statistics file: gzip'd comma-separated UTF-8 text whose quotes carry no meaning, one or two header
 * lines.
 */
final class RawFile {
    private RawFile() {}

    static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The rows of figures: those whose first cell is a month or a year. */
    static List<String[]> rows(Path file) {
        return lines(file).stream()
                .map(line -> line.replace("\"", "").split(",", -1))
                .filter(cells -> Character.isDigit(cells[0].isEmpty() ? ' ' : cells[0].charAt(0))
                        || (cells.length == 11 && Character.isDigit(cells[3].isEmpty() ? ' ' : cells[3].charAt(0))))
                .toList();
    }

    /** The last line above the first row. */
    static String[] header(Path file) {
        return lines(file).stream()
                .takeWhile(line -> !Character.isDigit(line.charAt(0)))
                .reduce((first, second) -> second)
                .orElseThrow()
                .split(",", -1);
    }

    static List<String> lines(Path file) {
        try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return reader.readAllLines();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static BufferedWriter writer(Path file) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    }
}
