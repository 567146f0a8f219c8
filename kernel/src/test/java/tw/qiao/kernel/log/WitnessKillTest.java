package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** Kills a process that cosigns, again and again, and looks at what it remembers. */
class WitnessKillTest {
    private static final int ROUNDS = 6;
    private static final long SOME_SIZE = 20_000;

    @TempDir
    Path folder;

    @Test
    void forgetsNoCosignatureThatItGave() throws Exception {
        var random = new Random(11);
        var log = new GrowingLog(
                "", List.of(SigningKey.readOrGenerate(folder.resolve("log.pem"), SignatureAlgorithm.ED25519)));
        SigningKey.readOrGenerate(folder.resolve("witness.pem"), SignatureAlgorithm.ED25519);
        long given = 0;
        for (int round = 0; round < ROUNDS; round++) {
            given = Math.max(given, cosignUntilKilled(round, random.nextInt(300)));
            try (var witness = witness(folder)) {
                long held = size(witness.addCheckpoint(log.body(1, SOME_SIZE)));
                assertThat(held).isBetween(given, given + 1);
                var again = witness.addCheckpoint(log.body(held, held));
                assertThat(again.status()).isEqualTo(200);
                given = held;
            }
        }
        assertThat(given).isGreaterThan(ROUNDS);
    }

    @Test
    void hasItsFolderForItself() throws IOException {
        SigningKey.readOrGenerate(folder.resolve("log.pem"), SignatureAlgorithm.ED25519);
        SigningKey.readOrGenerate(folder.resolve("witness.pem"), SignatureAlgorithm.ED25519);
        try (var one = witness(folder)) {
            assertThat(one.checkpoint("0".repeat(64))).isEmpty();
            assertThatThrownBy(() -> witness(folder)).isInstanceOf(Problem.class);
        }
        witness(folder).close();
    }

    private static long size(WitnessAnswer answer) {
        assertThat(answer.status()).isEqualTo(409);
        return Long.parseLong(answer.body().strip());
    }

    private static Witness witness(Path folder) {
        var log = SigningKey.read(folder.resolve("log.pem")).verificationKey();
        return Witness.open(
                folder.resolve("witness"),
                "w",
                List.of(SigningKey.read(folder.resolve("witness.pem"))),
                origin -> List.of(NoteKey.ofLog(origin, log)),
                Clock.systemUTC());
    }

    private long cosignUntilKilled(int round, int milliseconds) throws Exception {
        return KilledProcess.output(folder.resolve("given-" + round), milliseconds, Child.class, folder.toString())
                .stream()
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    /** Lets a log grow by one entry at a time and prints each size once it is cosigned. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            var folder = Path.of(arguments[0]);
            var witness = witness(folder);
            var log = new GrowingLog("", List.of(SigningKey.read(folder.resolve("log.pem"))));
            var first = witness.addCheckpoint(log.body(1, SOME_SIZE));
            long held = Long.parseLong(first.body().strip());
            while (witness.addCheckpoint(log.body(held, held + 1)).status() == 200) {
                held++;
                KilledProcess.print(Long.toString(held));
            }
        }
    }
}
