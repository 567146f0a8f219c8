package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** A log that was restored from an old backup, and what a witness holds of it. */
class HistoryTest {
    private static final String ORIGIN = "ris.gov.tw/node1";

    private final List<SigningKey> keys =
            List.of(SigningKey.generate(SignatureAlgorithm.ED25519), SigningKey.generate(SignatureAlgorithm.ML_DSA_44));

    @TempDir
    Path folder;

    private EvidenceLog open(String name) {
        return EvidenceLog.open(folder.resolve(name), ORIGIN, keys, Clock.systemUTC());
    }

    private static void append(EvidenceLog log, String... entries) {
        for (String entry : entries) {
            log.append(entry, entry.getBytes(UTF_8));
        }
    }

    private void copy(String from, String to) throws IOException {
        Files.createDirectories(folder.resolve(to));
        try (var files = Files.list(folder.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(to).resolve(file.getFileName()));
            }
        }
    }

    /** A log of three entries in {@code log}, what a witness holds of it, and its backup of one entry. */
    private String logAndBackup() throws IOException {
        try (var log = open("log")) {
            append(log, "a");
        }
        copy("log", "backup");
        try (var log = open("log")) {
            append(log, "b", "c");
            return log.checkpointNow().note();
        }
    }

    private static void assertStopped(EvidenceLog log) {
        long size = log.checkpoint().size();
        assertThatThrownBy(() -> append(log, "x"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("evidence_forked"));
        assertThat(log.checkpointNow().size()).isEqualTo(size);
    }

    @Test
    void aRestoredBackupSignsNothingOnceAWitnessKnowsMore() throws IOException {
        String held = logAndBackup();
        try (var log = open("backup")) {
            assertThat(log.history().continues(held)).isFalse();
            assertStopped(log);
        }
        try (var log = open("backup")) {
            assertStopped(log);
        }
    }

    @Test
    void aBackupThatWentItsOwnWayStops() throws IOException {
        String held = logAndBackup();
        try (var log = open("backup")) {
            append(log, "d", "e", "f");
            long signed = log.checkpointNow().size();
            append(log, "g");

            assertThat(log.history().continues(held)).isFalse();

            assertStopped(log);
            assertThat(log.checkpoint().size()).isEqualTo(signed);
        }
    }

    @Test
    void goesOnOnceItsEntriesAreRestored() throws IOException {
        String held = logAndBackup();
        try (var log = open("backup")) {
            log.history().continues(held);
        }
        Files.copy(folder.resolve("backup/fork"), folder.resolve("log/fork"));

        try (var log = open("log")) {
            append(log, "d");
            assertThat(log.checkpointNow().size()).isEqualTo(4);
        }
        assertThat(folder.resolve("log/fork")).doesNotExist();
    }

    @Test
    void nobodyStopsALogWithACheckpointThatItDidNotSign() throws IOException {
        String held = logAndBackup();
        var impostor = new CheckpointSigner(
                ORIGIN, List.of(SigningKey.generate(SignatureAlgorithm.ED25519)), Clock.systemUTC());
        try (var log = open("log")) {
            assertThatThrownBy(() -> log.history()
                            .continues(impostor.sign(99, Hash.EMPTY).note()))
                    .isInstanceOf(Problem.class);
            assertThat(log.history().continues(held)).isTrue();
            append(log, "d");
            assertThat(log.size()).isEqualTo(4);
        }
    }

    @Test
    void aLogGainsAKey() {
        try (var log = EvidenceLog.open(folder.resolve("log"), ORIGIN, keys.getFirst(), Clock.systemUTC())) {
            append(log, "a");
        }
        try (var log = open("log")) {
            var noteKeys = keys.stream()
                    .map(key -> NoteKey.ofLog(ORIGIN, key.verificationKey()))
                    .toList();
            assertThat(Checkpoint.verify(log.checkpoint().note(), ORIGIN, noteKeys)
                            .size())
                    .isEqualTo(1);
        }
    }
}
