package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Sha256;

/** A body that is passed on and is much longer than the memory of both nodes. */
class PassThroughProcessTest {
    private static final long SIZE = 1L << 30;

    @Test
    void passesAGibibyteThroughLittleMemoryAndOverNoDisk(@TempDir Path folder) throws Exception {
        try (var passing = new PassThroughFixture(folder)) {
            passing.exchange.publishRegistry();
            var consumer = NodeProcess.launch(passing.exchange, "QIAO", "-Xmx64m");
            var provider = NodeProcess.launch(passing.exchange, "RIS", "-Xmx64m");
            String gxId = passing.exchange.newId();

            long start = System.nanoTime();
            var answer = passing.ask(gxId, "archive/gate/" + SIZE);
            var digest = Sha256.digest();
            byte[] piece = new byte[PassThroughSystem.PIECE];
            long length = answer.body().readNBytes(piece, 0, piece.length);
            digest.update(piece, 0, (int) length);
            long first = System.nanoTime();
            passing.system.gate.countDown();
            for (int count = answer.body().read(piece);
                    count >= 0;
                    count = answer.body().read(piece)) {
                digest.update(piece, 0, count);
                length += count;
            }
            long end = System.nanoTime();

            System.out.printf(
                    "%d MiB passed in %.1f s, the first octets after %.2f s; processor time: consumer %s, provider %s%n",
                    SIZE >> 20,
                    (end - start) / 1e9,
                    (first - start) / 1e9,
                    consumer.info().totalCpuDuration().orElseThrow(),
                    provider.info().totalCpuDuration().orElseThrow());
            assertThat(length).isEqualTo(SIZE);
            assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(LargeFixture.sha256OfZeros(SIZE));
            assertThat(passing.entries("QIAO", gxId)).containsExactly("request", "response");
            for (String code : new String[] {"QIAO", "RIS"}) {
                Path home = passing.exchange.settings(code).home();
                assertThat(home.resolve("spool")).isEmptyDirectory();
                assertThat(home.resolve("private").resolve("answers")).isEmptyDirectory();
            }
            consumer.destroy();
            provider.destroy();
            consumer.waitFor();
            provider.waitFor();
        }
    }
}
