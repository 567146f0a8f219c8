package tw.qiao.analytics.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineByLineReaderTest {
    private static final List<Charset> WRITTEN =
            List.of(StandardCharsets.UTF_8, Charset.forName("x-windows-950"), StandardCharsets.US_ASCII);

    @Test
    void readsEachLineAsItIsWrittenHoweverLongItIs() throws Exception {
        var random = new Random(3);
        var expected = new StringBuilder();
        var octets = new ByteArrayOutputStream();
        for (int line = 0; line < 400; line++) {
            Charset charset = WRITTEN.get(random.nextInt(WRITTEN.size()));
            String word = charset.equals(StandardCharsets.US_ASCII) ? "63000010-001," : "臺北市中正區,";
            String text = word.repeat(line % 50 == 0 ? 30_000 : random.nextInt(20)) + (line == 399 ? "" : "\r\n");
            expected.append(text);
            octets.write(text.getBytes(charset));
        }

        try (var reader = new LineByLineReader(new ByteArrayInputStream(octets.toByteArray()))) {
            assertThat(reader.readAllAsString()).isEqualTo(expected.toString());
        }
    }
}
