package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.spool.Bounds;

/** Bodies that are longer than a node's memory; of 2 GiB with {@code -Dqiao.large=true}. */
class LargeProcessTest {
    private static final long SIZE = Boolean.getBoolean("qiao.large") ? 2L << 30 : 150L << 20;

    @ParameterizedTest
    @EnumSource
    void carriesMoreThanItsMemoryHoldsInBothDirections(PeerProtocol protocol, @TempDir Path folder) throws Exception {
        try (var large = new LargeFixture(folder, Bounds.CUSTOMARY)) {
            large.exchange.speak(protocol);
            large.exchange.publishRegistry();
            var both = NodeProcess.launch(large.exchange, List.of("QIAO", "RIS"), "-Xmx100m");
            var consumer = both.getFirst();
            var provider = both.getLast();
            String expected = LargeFixture.sha256OfZeros(SIZE);

            long start = System.nanoTime();
            var request = large.ask("POST", "", SIZE);
            long between = System.nanoTime();
            var answer = large.ask("GET", "/" + SIZE, 0);
            long end = System.nanoTime();

            System.out.printf(
                    "%s, %d MiB there in %.1f s, back in %.1f s; processor time: consumer %s, provider %s%n",
                    protocol,
                    SIZE >> 20,
                    (between - start) / 1e9,
                    (end - between) / 1e9,
                    consumer.info().totalCpuDuration().orElseThrow(),
                    provider.info().totalCpuDuration().orElseThrow());
            assertThat(request.start()).isEqualTo(expected);
            assertThat(answer.length()).isEqualTo(SIZE);
            assertThat(answer.sha256()).isEqualTo(expected);
            assertThat(large.leftInSpools()).isEmpty();
            consumer.destroy();
            provider.destroy();
            consumer.waitFor();
            provider.waitFor();
        }
    }
}
