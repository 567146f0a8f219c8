package tw.qiao.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics(Clock.systemUTC());

    private static Crossing crossing(String service, long nanoseconds) {
        return new Crossing(Crossing.CONSUMER, service, "TW/GOV/QIAO/portal", "ok", nanoseconds, 10, 20);
    }

    @Test
    void sortsTimesIntoBucketsThatAddUp() {
        metrics.count(crossing("s", 50_000));
        metrics.count(crossing("s", 3_000_000));
        metrics.count(crossing("s", 30_000_000_000L));

        String series = "side=\"consumer\",service=\"s\",client=\"TW/GOV/QIAO/portal\"";
        assertThat(metrics.text())
                .contains("qiao_exchange_seconds_bucket{" + series + ",le=\"0.0001\"} 1\n")
                .contains("qiao_exchange_seconds_bucket{" + series + ",le=\"0.0025\"} 1\n")
                .contains("qiao_exchange_seconds_bucket{" + series + ",le=\"0.005\"} 2\n")
                .contains("qiao_exchange_seconds_bucket{" + series + ",le=\"+Inf\"} 3\n")
                .contains("qiao_exchange_seconds_sum{" + series + "} 30.00305\n")
                .contains("qiao_exchanges_total{" + series + ",code=\"ok\"} 3\n")
                .contains("qiao_exchange_octets_total{side=\"consumer\",direction=\"in\"} 30\n");
    }

    @Test
    void countsWhatIsBeyondItsMemoryAsOther() {
        for (int i = 0; i < 5000; i++) {
            metrics.count(crossing("s" + i, 1));
        }

        assertThat(metrics.text().lines().filter(line -> line.startsWith("qiao_exchanges_total")))
                .hasSizeLessThan(2100)
                .anyMatch(line -> line.contains("service=\"other\"") && line.endsWith(" 3000"));
    }
}
