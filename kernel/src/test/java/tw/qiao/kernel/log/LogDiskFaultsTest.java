package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tw.qiao.kernel.log.TestLog.assertProblem;
import static tw.qiao.kernel.log.TestLog.bytes;
import static tw.qiao.kernel.log.TestLog.fillFast;
import static tw.qiao.kernel.log.TestLog.open;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;

/** What a log does with a disk that is full, broken, read-only or slow. */
class LogDiskFaultsTest {
    @TempDir
    Path folder;

    @Test
    void stopsForGoodAfterAFailedForce() throws IOException {
        var disk = new FailingDisk();
        try (var log = open(folder, disk)) {
            log.append("a", bytes("a"));
            disk.failsToForce.set(true);
            assertProblem("evidence_unavailable", () -> log.append("b", bytes("b")));
            disk.failsToForce.set(false);
            assertThatThrownBy(() -> log.append("c", bytes("c")))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.retryable()).isTrue());
            assertThat(log.size()).isEqualTo(1);
            assertThat(log.append("a", bytes("a"))).isZero();
        }
        try (var log = open(folder)) {
            assertThat(log.append("b", bytes("b"))).isEqualTo(1);
            assertThat(log.append("c", bytes("c"))).isEqualTo(2);
        }
    }

    @Test
    void recoversFromADiskThatFilledUpInTheMiddleOfAFrame() throws IOException {
        var disk = new FailingDisk();
        try (var log = open(folder, disk)) {
            log.append("a", bytes("a"));
            disk.writesHalf.set(true);
            assertProblem("evidence_unavailable", () -> log.append("b", bytes("b".repeat(1000))));
            disk.writesHalf.set(false);
        }
        try (var log = open(folder)) {
            assertThat(log.size()).isEqualTo(1);
            assertThat(log.append("b", bytes("b"))).isEqualTo(1);
        }
    }

    @Test
    void needsFewerForcesThanEntriesWhenManyWait() throws Exception {
        var disk = new FailingDisk();
        try (var log = open(folder, disk)) {
            int before = disk.forces.get();
            fillFast(log, 2000);
            assertThat(disk.forces.get() - before).isLessThan(2000);
        }
    }

    @Test
    void waitsForASlowDiskAndLosesNothing() {
        var disk = new FailingDisk();
        try (var log = open(folder, disk)) {
            disk.isSlow.set(true);
            fillFast(log, 600);
            for (int i = 0; i < 600; i++) {
                assertThat(log.indexOf("k" + i)).isPresent();
            }
        }
    }

    @Test
    void stopsWhenThereIsNoRoomForItsScratchAndKeepsWhatWasAppended() {
        var disk = new FailingDisk();
        long acknowledged;
        try (var log = open(folder, disk)) {
            fillFast(log, 10);
            disk.hasNoRoomForScratch.set(true);
            assertProblem("evidence_unavailable", () -> {
                for (int i = 10; i < 10_000; i++) {
                    log.append("k" + i, bytes("entry " + i));
                }
            });
            acknowledged = log.size();
            assertThat(log.prove(0, acknowledged)
                            .proves(log.entry(0), log.checkpointNow().root()))
                    .isTrue();
            assertProblem("evidence_unavailable", () -> log.append("one more", bytes("")));
        }
        assertProblem("evidence_unavailable", () -> open(folder, disk));
        try (var log = open(folder)) {
            assertThat(log.size()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(log.indexOf("k9")).isPresent();
        }
    }

    @Test
    void publishesAgainOnceItsCheckpointCanBeWritten() {
        var disk = new FailingDisk();
        try (var log = open(folder, disk)) {
            disk.isReadOnlyForNames.set(true);
            log.append("a", bytes("a"));
            assertProblem("evidence_unavailable", log::checkpointNow);
            assertThat(log.checkpoint().size()).isZero();
            disk.isReadOnlyForNames.set(false);
            assertThat(log.checkpointNow().size()).isEqualTo(1);
        }
    }

    @Test
    void stopsWhenItCannotBeginANewSegmentAndGoesOnThereLater() {
        byte[] large = new byte[EvidenceLog.LONGEST_ENTRY];
        int enough = (int) (Segments.FULL / large.length) + 300; // more than a group beyond the end of a segment
        var disk = new FailingDisk();
        long acknowledged;
        try (var log = open(folder, disk)) {
            disk.isReadOnlyForNames.set(true);
            assertProblem("evidence_unavailable", () -> {
                for (int i = 0; i < enough; i++) {
                    log.append("k" + i, large);
                }
            });
            acknowledged = log.size();
            disk.isReadOnlyForNames.set(false);
        }
        try (var log = open(folder)) {
            assertThat(log.size()).isEqualTo(acknowledged);
            assertThat(log.append("next", large)).isEqualTo(acknowledged);
        }
        assertThat(folder.resolve(Segments.name(acknowledged))).exists();
    }
}
