package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** Kills a process that appends, again and again, and looks at what it left. */
class EvidenceLogKillTest {
    private static final String ORIGIN = "ris.gov.tw/node1";
    private static final int ROUNDS = 10;

    @TempDir
    Path folder;

    @Test
    void keepsEveryAcknowledgedEntryOnceThroughKills() throws Exception {
        var random = new Random(7);
        var key = SigningKey.readOrGenerate(folder.resolve("key.pem"), SignatureAlgorithm.ED25519);
        var acknowledged = new HashMap<String, Long>();
        var checkpoint = Checkpoint.sign(ORIGIN, 0, Hash.EMPTY, key);
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.putAll(appendUntilKilled(round, random.nextInt(700)));
            try (var log = EvidenceLog.open(folder.resolve("log"), ORIGIN, key, Clock.systemUTC())) {
                assertHolds(log, acknowledged);
                var next = log.checkpoint();
                assertThat(log.consistency(checkpoint.size(), next.size()).proves(checkpoint.root(), next.root()))
                        .isTrue();
                checkpoint = next;
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    }

    private static void assertHolds(EvidenceLog log, Map<String, Long> acknowledged) {
        var keys = new HashSet<String>();
        log.forEach(0, entry -> {
            assertThat(keys.add(entry.key())).as("once: %s", entry.key()).isTrue();
            assertThat(new String(entry.content(), UTF_8)).isEqualTo(entry.key());
        });
        acknowledged.forEach((key, index) -> assertThat(log.indexOf(key)).hasValue(index));
    }

    private Map<String, Long> appendUntilKilled(int round, int milliseconds) throws Exception {
        var acknowledged = new HashMap<String, Long>();
        KilledProcess.output(
                        folder.resolve("acknowledged-" + round),
                        milliseconds,
                        () -> assertThat(isInUse()).isTrue(),
                        Child.class,
                        folder.toString(),
                        Integer.toString(round))
                .forEach(line -> {
                    int space = line.indexOf(' ');
                    acknowledged.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
                });
        return acknowledged;
    }

    private boolean isInUse() {
        var key = SigningKey.read(folder.resolve("key.pem"));
        try (var log = EvidenceLog.open(folder.resolve("log"), ORIGIN, key, Clock.systemUTC())) {
            return log.size() < 0;
        } catch (Problem e) {
            return e.code().equals("evidence_in_use");
        }
    }

    /** Appends from eight threads and prints each key with its index as soon as it is acknowledged. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            var folder = Path.of(arguments[0]);
            var key = SigningKey.read(folder.resolve("key.pem"));
            var log = EvidenceLog.open(folder.resolve("log"), ORIGIN, key, Clock.systemUTC());
            IntStream.range(0, 8)
                    .forEach(thread -> Thread.ofPlatform().start(() -> append(log, arguments[1] + "/" + thread)));
        }

        private static void append(EvidenceLog log, String prefix) {
            for (int i = 0; ; i++) {
                String key = prefix + "/" + i;
                long index = log.append(key, key.getBytes(UTF_8));
                KilledProcess.print(key + " " + index);
            }
        }
    }
}
