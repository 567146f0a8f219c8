package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** What a log does at start with files that are not as they were left. */
class EvidenceLogRecoveryTest {
    private static final String ORIGIN = "ris.gov.tw/node1";
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ED25519);

    @TempDir
    Path folder;

    private Path segment;
    private Path checkpoint;
    private byte[] whole;

    @BeforeEach
    void fill() throws IOException {
        segment = folder.resolve("segment-0000000000000000.log");
        checkpoint = folder.resolve("checkpoint");
        open().close();
        byte[] emptyCheckpoint = Files.readAllBytes(checkpoint);
        try (var log = open()) {
            for (int i = 0; i < 4; i++) {
                log.append("k" + i, bytes("entry " + i));
            }
        }
        whole = Files.readAllBytes(segment);
        Files.write(checkpoint, emptyCheckpoint);
    }

    @Test
    void cutsOffATornTailAtEveryLength() throws IOException {
        int frame = whole.length / 4;
        for (int length = 3 * frame; length < whole.length; length++) {
            byte[] emptyCheckpoint = Files.readAllBytes(checkpoint);
            Files.write(segment, Arrays.copyOf(whole, length));
            try (var log = open()) {
                assertThat(log.size()).isEqualTo(3);
                assertThat(log.append("k3", bytes("entry 3"))).isEqualTo(3);
            }
            try (var log = open()) {
                assertThat(log.size()).isEqualTo(4);
            }
            Files.write(checkpoint, emptyCheckpoint);
        }
    }

    @Test
    void cutsOffZerosThatTheFileSystemLeft() throws IOException {
        Files.write(segment, new byte[100_000], StandardOpenOption.APPEND);

        try (var log = open()) {
            assertThat(log.size()).isEqualTo(4);
        }
        assertThat(Files.size(segment)).isEqualTo(whole.length);
    }

    @Test
    void refusesEveryFlippedByte() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(segment, flipped);

            assertRefused("evidence_damaged");
        }
    }

    @Test
    void refusesATailThatIsShorterThanWhatWasSigned() throws IOException {
        Files.write(segment, whole);
        open().close();
        Files.write(segment, Arrays.copyOf(whole, whole.length - 1));

        assertRefused("evidence_forked");
    }

    @Test
    void refusesAnotherHistoryOfTheSameLength() throws IOException {
        byte[] first = Arrays.copyOf(whole, whole.length);
        open().close();
        byte[] signed = Files.readAllBytes(checkpoint);
        Files.delete(segment);
        Files.delete(checkpoint);
        try (var log = open()) {
            for (int i = 0; i < 4; i++) {
                log.append("k" + i, bytes("other " + i));
            }
        }
        Files.write(checkpoint, signed);

        assertRefused("evidence_forked");

        Files.write(segment, first);
        try (var log = open()) {
            assertThat(log.size()).isEqualTo(4);
        }
    }

    @Test
    void refusesRepeatedReorderedAndMissingFrames() throws IOException {
        int frame = whole.length / 4;
        byte[] repeated = whole.clone();
        System.arraycopy(whole, 0, repeated, frame, frame);
        byte[] reordered = whole.clone();
        System.arraycopy(whole, frame, reordered, 2 * frame, frame);
        System.arraycopy(whole, 2 * frame, reordered, frame, frame);

        for (byte[] changed : new byte[][] {repeated, reordered, Arrays.copyOfRange(whole, frame, whole.length)}) {
            Files.write(segment, changed);
            assertRefused("evidence_damaged");
        }
    }

    @Test
    void refusesToGoOnWithoutACheckpoint() throws IOException {
        Files.delete(checkpoint);

        assertRefused("evidence_damaged");
    }

    @Test
    void refusesAMissingSegment() throws IOException {
        Files.move(segment, folder.resolve("segment-0000000000000004.log"));

        assertRefused("evidence_damaged");
    }

    @Test
    void refusesAFlippedCheckpoint() throws IOException {
        byte[] note = Files.readAllBytes(checkpoint);
        note[note.length - 20] ^= 1;
        Files.write(checkpoint, note);

        assertThatThrownBy(() -> open()).isInstanceOf(Problem.class);
    }

    @Test
    void noticesAnEntryThatChangesOnDiskWhileItRuns() throws IOException {
        try (var log = open()) {
            byte[] flipped = whole.clone();
            int lengthOfNoAttachment = 4;
            flipped[whole.length - lengthOfNoAttachment - 1] ^= 1;
            Files.write(segment, flipped);

            TestLog.assertProblem("evidence_damaged", () -> log.entry(3));
            TestLog.assertProblem("evidence_damaged", () -> log.forEach(0, entry -> {}));
            assertThat(log.entry(2)).isEqualTo(bytes("entry 2"));
        }
    }

    @Test
    void goesOnInANewSegmentWhenOneIsFull() throws IOException {
        byte[] large = new byte[EvidenceLog.LONGEST_ENTRY];
        int enough = (int) (Segments.FULL / large.length) + 200;
        try (var log = open();
                var threads =
                        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            for (int i = 0; i < enough; i++) {
                String key = "large" + i;
                threads.execute(() -> log.append(key, large));
            }
        }
        try (var log = open();
                var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".log"))).hasSize(2);
            assertThat(log.size()).isEqualTo(4 + enough);
            long[] seen = {0};
            log.forEach(2, entry -> assertThat(entry.index()).isEqualTo(2 + seen[0]++));
            assertThat(seen[0]).isEqualTo(2 + enough);
            assertThat(log.entry(3 + enough)).isEqualTo(large);
        }
    }

    private void assertRefused(String code) throws IOException {
        byte[] before = Files.readAllBytes(segmentOnDisk());
        TestLog.assertProblem(code, this::open);
        assertThat(Files.readAllBytes(segmentOnDisk())).as("the refused file").isEqualTo(before);
    }

    private Path segmentOnDisk() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private EvidenceLog open() {
        return EvidenceLog.open(folder, ORIGIN, KEY, Clock.systemUTC());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
