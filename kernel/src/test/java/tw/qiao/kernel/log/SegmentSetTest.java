package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.assertProblem;
import static tw.qiao.kernel.log.TestLog.bytes;
import static tw.qiao.kernel.log.TestLog.fill;
import static tw.qiao.kernel.log.TestLog.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of three segments: entries 0 and 1, entry 2, entry 3. */
class SegmentSetTest {
    @TempDir
    Path folder;

    @BeforeEach
    void fillThree() throws IOException {
        try (var log = open(folder)) {
            fill(log, 4);
        }
        byte[] all = Files.readAllBytes(segment(0));
        int frame = all.length / 4;
        Files.write(segment(0), Arrays.copyOf(all, 2 * frame));
        Files.write(segment(2), Arrays.copyOfRange(all, 2 * frame, 3 * frame));
        Files.write(segment(3), Arrays.copyOfRange(all, 3 * frame, all.length));
    }

    private Path segment(long firstIndex) {
        return folder.resolve(Segments.name(firstIndex));
    }

    private void assertRefused(String code) {
        assertProblem(code, () -> open(folder));
    }

    @Test
    void goesOnAfterAllThree() {
        try (var log = open(folder)) {
            assertThat(log.append("k2", bytes("entry 2"))).isEqualTo(2);
            assertThat(log.append("k4", bytes("entry 4"))).isEqualTo(4);
            assertThat(log.entry(1)).isEqualTo(bytes("entry 1"));
            assertThat(log.entry(3)).isEqualTo(bytes("entry 3"));
        }
    }

    @Test
    void refusesADeletedSegment() throws IOException {
        for (long deleted : new long[] {0, 2}) {
            byte[] octets = Files.readAllBytes(segment(deleted));
            Files.delete(segment(deleted));
            assertRefused("evidence_damaged");
            Files.write(segment(deleted), octets);
        }
        Files.delete(segment(3));
        assertRefused("evidence_forked");
    }

    @Test
    void refusesADuplicatedSegment() throws IOException {
        Files.copy(segment(2), segment(4));

        assertRefused("evidence_damaged");
    }

    @Test
    void refusesSegmentsInAnotherOrder() throws IOException {
        byte[] octets = Files.readAllBytes(segment(2));
        Files.copy(segment(3), segment(2), StandardCopyOption.REPLACE_EXISTING);
        Files.write(segment(3), octets);

        assertRefused("evidence_damaged");
    }

    @Test
    void refusesASegmentInTheMiddleThatIsCutOff() throws IOException {
        byte[] octets = Files.readAllBytes(segment(2));
        for (int length = 0; length < octets.length; length++) {
            Files.write(segment(2), Arrays.copyOf(octets, length));
            assertRefused("evidence_damaged");
        }
    }

    @Test
    void refusesAnotherSegmentWithEntriesOfItsOwn(@TempDir Path other) throws IOException {
        try (var log = open(other)) {
            log.append("k0", bytes("entry 0"));
            log.append("k1", bytes("other 1"));
        }
        Files.copy(other.resolve(Segments.name(0)), segment(0), StandardCopyOption.REPLACE_EXISTING);

        assertRefused("evidence_forked");
    }

    @Test
    void needsNothingButItsSegmentsAndItsCheckpoint(@TempDir Path elsewhere) throws IOException {
        for (String name : new String[] {Segments.name(0), Segments.name(2), Segments.name(3), "checkpoint"}) {
            Files.copy(folder.resolve(name), elsewhere.resolve(name));
        }
        Files.write(elsewhere.resolve("scratch"), bytes("left over"));

        try (var log = open(elsewhere)) {
            assertThat(log.indexOf("k3")).hasValue(3);
            assertThat(log.prove(0, 4).proves(bytes("entry 0"), log.checkpoint().root()))
                    .isTrue();
        }
        try (var files = Files.list(elsewhere)) {
            assertThat(files).hasSize(5).doesNotContain(elsewhere.resolve("scratch"));
        }
    }

    @Test
    void saysThatAnEntryCannotBeReadNow() throws IOException {
        try (var log = open(folder)) {
            Files.delete(segment(2));

            assertProblem("evidence_unreadable", () -> log.entry(2));
            assertProblem("evidence_unreadable", () -> log.indexOf("k2"));
            assertProblem("evidence_unreadable", () -> log.append("k2", bytes("entry 2")));
            assertThat(log.append("k4", bytes("entry 4"))).isEqualTo(4);
            assertThat(log.entry(3)).isEqualTo(bytes("entry 3"));
        }
    }
}
