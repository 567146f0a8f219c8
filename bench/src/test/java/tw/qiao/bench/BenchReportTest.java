package tw.qiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.CanonicalJson;

class BenchReportTest {
    @TempDir
    Path folder;

    @Test
    void printsOneLineAFigureAndWritesTheResult() {
        var printed = new ByteArrayOutputStream();
        var report = new BenchReport("sample", new PrintStream(printed, true, StandardCharsets.UTF_8));

        report.figure("speed", 300_000.4, "people/s", Target.atLeast(250_000));
        report.figure("wait", 120.25, "ms", Target.atMost(100));
        report.figure("peer", 7, "ms", Target.none());
        int missed = report.finish(folder);

        assertThat(missed).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                speed 300000 people/s >=250000 holds
                wait 120.3 ms <=100 short
                peer 7 ms - holds
                2 hold, 1 fall short
                """);
        var json = CanonicalJson.MAPPER.readTree(folder.resolve("sample.json").toFile());
        assertThat(json.get("name").stringValue()).isEqualTo("sample");
        assertThat(json.get("machine").get("cores").intValue()).isPositive();
        assertThat(json.get("figures").get(1).get("holds").booleanValue()).isFalse();
        assertThat(json.get("figures").get(2).get("target").isNull()).isTrue();
    }
}
