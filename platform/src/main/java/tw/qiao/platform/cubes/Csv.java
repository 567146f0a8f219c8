package tw.qiao.platform.cubes;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.Result;

/** Answers as CSV. */
final class Csv {
    static final MediaType TYPE = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private Csv() {}

    /** The answer after {@code mark}, which is a byte order mark or empty. */
    static byte[] of(Result result, String mark) {
        var text = new StringWriter();
        try {
            CsvFormat.write(result, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return (mark + text).getBytes(StandardCharsets.UTF_8);
    }
}
