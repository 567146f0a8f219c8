package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report = new Report();

    private String printed() {
        var out = new ByteArrayOutputStream();
        report.print(new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    @Test
    void printsTimesAsClocksInTaiwanShowThem() {
        report.proved("stamp.bundle", Instant.parse("2026-11-22T16:30:05.123Z"), "an authority");

        assertThat(printed())
                .contains("The bundle existed at 2026-11-23 00:30:05 +08:00, by the time stamp of an authority.")
                .doesNotContain("16:30");
    }

    @Test
    void saysOnceWhatSeveralStampsHaveInCommon() {
        report.open("stamp.authority.unchecked", "an authority");
        report.open("stamp.authority.unchecked", "another");
        report.open("stamp.authority.unchecked", "an authority");

        assertThat(report.lines()).hasSize(2);
    }
}
