package tw.qiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.bench.chaos.ChaosSpans;

class ChaosTest {
    private static final long SEED = 1912;

    @Test
    void anExchangeKeepsItsPromisesWhileItsNodesAreKilledAndItsNetworkFails(@TempDir Path results) {
        assertThat(Chaos.run(ChaosSpans.of(Duration.ofSeconds(40)), SEED, results, System.out))
                .isZero();
    }
}
