package tw.qiao.analytics.vitalevents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A folder with one compressed file a month, named by it: {@code 2014-04.csv.gz}. */
final class RawFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private RawFiles() {}

    /** The months' files in their order. */
    static List<Path> in(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static YearMonth month(Path file) {
        return YearMonth.parse(file.getFileName().toString().substring(0, 7));
    }

    /** The lines of a file, which must be strict UTF-8; a byte order mark is dropped. */
    static List<String> lines(Path file) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), decoder))) {
            return reader.lines()
                    .map(line -> line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
