package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.assertProblem;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tw.qiao.kernel.signature.VerificationKey;

class MirrorOverHttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private static Mirror mirror(Path folder, VerificationKey key) {
        return Mirror.open(folder, TestLog.ORIGIN, List.of(NoteKey.ofLog(TestLog.ORIGIN, key)));
    }

    @ParameterizedTest
    @EnumSource(value = LogServer.Manner.class, names = "GOOD", mode = EnumSource.Mode.EXCLUDE)
    void aServerThatBehavesBadlyTakesLittleTimeAndNothingOfWhatIsHeld(LogServer.Manner manner) throws Exception {
        try (var log = TestLog.open(folder.resolve("log"));
                var server = new LogServer(log)) {
            TestLog.fill(log, 10);
            log.checkpointNow();
            var mirror = mirror(folder.resolve("mirror"), TestLog.KEY.verificationKey());
            mirror.update(server.source(PATIENCE), PATIENCE);
            log.append("more", TestLog.bytes("more"));
            log.checkpointNow();
            server.behave(manner);
            long start = System.nanoTime();

            assertProblem("log_unreachable", () -> mirror.update(server.source(PATIENCE), PATIENCE));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(mirror.size()).isEqualTo(10);
            server.behave(LogServer.Manner.GOOD);
            mirror.update(server.source(PATIENCE), PATIENCE);
            assertThat(mirror.held()).isEqualTo(log.checkpoint());
        }
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        var random = new Random(5);
        try (var log = TestLog.open(folder.resolve("log"));
                var server = new LogServer(log)) {
            TestLog.fillFast(log, 3_000);
            long known = 0;
            for (int round = 0; round < 4; round++) {
                log.checkpointNow();
                var sizes = KilledProcess.output(
                        folder.resolve("output-" + round),
                        random.nextInt(300),
                        () -> grow(log),
                        Follower.class,
                        folder.resolve("mirror").toString(),
                        TestLog.KEY.verificationKey().base64(),
                        server.address());
                known = Math.max(
                        known, sizes.stream().mapToLong(Long::parseLong).max().orElse(0));
                var mirror = mirror(folder.resolve("mirror"), TestLog.KEY.verificationKey());
                assertThat(mirror.size()).isGreaterThanOrEqualTo(known);
                log.checkpointNow();
                mirror.update(server.source(PATIENCE), Duration.ofMinutes(1));
                assertThat(mirror.size()).isEqualTo(log.shown().size());
                for (long i = 0; i < mirror.size(); i += 97) {
                    assertThat(mirror.entries(i).getFirst()).isEqualTo(log.entry(i));
                    assertThat(mirror.prove(i)
                                    .proves(log.entry(i), mirror.held().root()))
                            .isTrue();
                }
            }
        }
    }

    private static void grow(EvidenceLog log) {
        for (int i = 0; i < 300; i++) {
            log.append("more" + log.size(), TestLog.bytes("more " + log.size()));
            if (i % 20 == 0) {
                log.checkpointNow();
            }
        }
    }

    /** Follows a log until it is killed, and prints each size that it reached. */
    static final class Follower {
        private Follower() {}

        public static void main(String[] arguments) {
            var mirror = mirror(Path.of(arguments[0]), VerificationKey.ofBase64(arguments[1]));
            var source = new HttpLogSource(HttpClient.newHttpClient(), arguments[2], Duration.ofSeconds(30));
            while (true) {
                mirror.update(source, Duration.ofMinutes(1));
                KilledProcess.print(String.valueOf(mirror.size()));
            }
        }
    }
}
