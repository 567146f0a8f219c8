package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
        var output = folder.resolve("acknowledged-" + round);
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        Integer.toString(round))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            awaitFirstLine(output, child);
            assertThat(isInUse()).isTrue();
            Thread.sleep(milliseconds);
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        return read(output);
    }

    private boolean isInUse() {
        var key = SigningKey.read(folder.resolve("key.pem"));
        try (var log = EvidenceLog.open(folder.resolve("log"), ORIGIN, key, Clock.systemUTC())) {
            return log.size() < 0;
        } catch (Problem e) {
            return e.code().equals("evidence_in_use");
        }
    }

    private static void awaitFirstLine(Path output, Process child) throws Exception {
        for (int i = 0; i < 3000 && Files.size(output) == 0 && child.isAlive(); i++) {
            Thread.sleep(10);
        }
        assertThat(child.isAlive()).as(() -> text(output)).isTrue();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The whole lines; the last may be torn. */
    private static Map<String, Long> read(Path output) throws IOException {
        var acknowledged = new HashMap<String, Long>();
        String text = Files.readString(output);
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> {
            int space = line.indexOf(' ');
            acknowledged.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
        });
        return acknowledged;
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
                byte[] line = (key + " " + index + "\n").getBytes(UTF_8);
                System.out.write(line, 0, line.length);
                System.out.flush();
            }
        }
    }
}
