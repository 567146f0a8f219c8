package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.assertProblem;
import static tw.qiao.kernel.log.TestLog.bytes;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

class MirrorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<NoteKey> KEYS = List.of(NoteKey.ofLog(TestLog.ORIGIN, TestLog.KEY.verificationKey()));

    @TempDir
    private Path folder;

    private Mirror mirror() {
        return Mirror.open(folder.resolve("mirror"), TestLog.ORIGIN, KEYS);
    }

    private EvidenceLog log(String name, int size) {
        var log = TestLog.open(folder.resolve(name));
        fill(log, 0, size);
        return log;
    }

    private static void fill(EvidenceLog log, int from, int to) {
        for (int i = from; i < to; i++) {
            log.append("k" + i, bytes("entry " + i));
        }
        log.checkpointNow();
    }

    private static LogSource source(EvidenceLog log) {
        return (path, limit) -> log.file(path);
    }

    private static void assertSame(Mirror mirror, EvidenceLog log) {
        assertThat(mirror.held()).isEqualTo(log.checkpoint());
        for (long i = 0; i < log.size(); i++) {
            assertThat(mirror.entries(i).getFirst()).isEqualTo(log.entry(i));
        }
        for (int level = -1; level < 3; level++) {
            for (long number = 0; TilePath.in(log.size(), level, number).isPresent(); number++) {
                String path = TilePath.in(log.size(), level, number).get().path();
                assertThat(mirror.file(path)).as(path).contains(log.file(path).orElseThrow());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 700})
    void servesTheSameFilesAsTheLogAndGoesOnAfterARestart(int size) {
        try (var log = log("log", size)) {
            mirror().update(source(log), PATIENCE);
            assertSame(mirror(), log);
            for (int next : new int[] {size + 1, size + 300}) {
                fill(log, (int) log.size(), next);
                assertThat(mirror().update(source(log), PATIENCE)).isTrue();
                assertSame(mirror(), log);
            }
            assertThat(mirror().update(source(log), PATIENCE)).isFalse();
        }
    }

    @Test
    void provesEveryEntryThatItHolds() {
        try (var log = log("log", 600)) {
            var mirror = mirror();
            mirror.update(source(log), PATIENCE);
            for (long i = 0; i < 600; i++) {
                assertThat(mirror.prove(i).proves(log.entry(i), log.checkpoint().root()))
                        .isTrue();
            }
        }
    }

    @Test
    void keepsBothCheckpointsOfALogThatShowsAnotherHistoryAndStaysAtTheFirst() {
        for (int other : new int[] {150, 300, 700}) {
            var path = folder.resolve("mirror-" + other);
            try (var log = log("log" + other, 300);
                    var fork = TestLog.open(folder.resolve("fork" + other))) {
                fork.append("k", bytes("another beginning"));
                fill(fork, 1, other);
                Mirror.open(path, TestLog.ORIGIN, KEYS).update(source(log), PATIENCE);

                assertProblem(
                        "log_forked",
                        () -> Mirror.open(path, TestLog.ORIGIN, KEYS).update(source(fork), PATIENCE));

                var mirror = Mirror.open(path, TestLog.ORIGIN, KEYS);
                assertThat(mirror.fork()).isPresent();
                assertThat(mirror.fork().get().held()).isEqualTo(log.checkpoint());
                assertThat(mirror.fork().get().other()).isEqualTo(fork.checkpoint());
                assertThat(mirror.size()).isEqualTo(300);
                assertProblem("log_forked", () -> mirror.update(source(log), PATIENCE));
            }
        }
    }

    @Test
    void isNotTurnedBackByAnOldCheckpoint() {
        try (var log = log("log", 10)) {
            byte[] old = log.file("checkpoint").orElseThrow();
            fill(log, 10, 600);
            var mirror = mirror();
            mirror.update(source(log), PATIENCE);

            assertThat(mirror.update((path, limit) -> Optional.of(old), PATIENCE))
                    .isFalse();
            assertSame(mirror, log);
        }
    }

    /** As a cache in between would give it that keeps files longer than it may. */
    @ParameterizedTest
    @ValueSource(strings = {"tile/entries/000", "tile/0/000", "tile/0/001.p/44"})
    void noticesAnOldFileUnderANewNameAndGoesOnWhenItHasTheRightOne(String stale) {
        try (var log = log("log", 200)) {
            var mirror = mirror();
            mirror.update(source(log), PATIENCE);
            String partial = stale.startsWith("tile/entries") ? "tile/entries/000.p/200" : "tile/0/000.p/200";
            byte[] old = log.file(partial).orElseThrow();
            fill(log, 200, 300);

            assertProblem(
                    "log_damaged",
                    () -> mirror.update(
                            (path, limit) -> path.equals(stale) ? Optional.of(old) : log.file(path), PATIENCE));

            assertThat(mirror.fork()).isEmpty();
            assertThat(mirror.size()).isEqualTo(200);
            mirror.update(source(log), PATIENCE);
            assertSame(mirror, log);
        }
    }

    @Test
    void takesTheBeginningOfTheFullFileWhereAPartialOneIsGone() {
        try (var log = log("log", 200)) {
            byte[] old = log.file("checkpoint").orElseThrow();
            fill(log, 200, 300);
            var mirror = mirror();

            mirror.update(
                    (path, limit) -> path.equals("checkpoint")
                            ? Optional.of(old)
                            : path.contains(".p/") ? Optional.empty() : log.file(path),
                    PATIENCE);

            assertThat(mirror.size()).isEqualTo(200);
            mirror.update(source(log), PATIENCE);
            assertSame(mirror, log);
        }
    }

    @Test
    void refusesACheckpointWithAFailingLineOfTheLogAndIgnoresLinesOfStrangers() {
        try (var log = log("log", 3)) {
            String note = log.checkpoint().note();
            String stranger = note + "— example.org/stranger AAAAAAAA\n";
            String failing = note + note.lines().toList().getLast().replaceFirst(".{4}$", "AAAA") + "\n";

            assertProblem("checkpoint_not_signed", () -> mirror().update(with(log, failing), PATIENCE));
            assertThat(mirror().update(with(log, stranger), PATIENCE)).isTrue();
        }
    }

    private static LogSource with(EvidenceLog log, String checkpoint) {
        return (path, limit) -> path.equals("checkpoint") ? Optional.of(bytes(checkpoint)) : log.file(path);
    }

    @Test
    void believesNothingThatWasChangedOnTheWay() {
        try (var log = log("log", 100)) {
            String old = log.checkpoint().note();
            fill(log, 100, 600);
            var random = new Random(7);
            for (int i = 0; i < 120; i++) {
                int which = i % 12;
                int where = random.nextInt(1_000_000);
                var mirror = Mirror.open(folder.resolve("mirror" + i), TestLog.ORIGIN, KEYS);
                mirror.update(with(log, old), PATIENCE);
                int[] reads = {0};

                try {
                    mirror.update(
                            (path, limit) ->
                                    log.file(path).map(file -> reads[0]++ == which ? flipped(file, where) : file),
                            PATIENCE);
                } catch (Problem refused) {
                    assertThat(mirror.size()).isEqualTo(100);
                    assertThat(refused.code()).isNotEqualTo("log_forked");
                }
                mirror.update(source(log), PATIENCE);
                assertThat(mirror.held()).isEqualTo(log.checkpoint());
            }
        }
    }

    private static byte[] flipped(byte[] file, int where) {
        byte[] changed = file.clone();
        changed[where % changed.length] ^= 1;
        return changed;
    }

    @Test
    void restoresALostLogWithEveryEntryUnderTheCheckpointThatItSigned() {
        Checkpoint last;
        try (var log = log("log", 700)) {
            mirror().update(source(log), PATIENCE);
            last = log.checkpoint();
        }
        var again = folder.resolve("again");

        long size = LogRestoration.restore(
                mirror(), again, List.of(TestLog.KEY), (index, content) -> "k" + index, Clock.systemUTC());

        assertThat(size).isEqualTo(700);
        try (var log = TestLog.open(again)) {
            assertThat(log.checkpoint()).isEqualTo(last);
            assertThat(log.indexOf("k699")).hasValue(699);
            fill(log, 700, 710);
            assertThat(mirror().update(source(log), PATIENCE)).isTrue();
        }
        assertProblem(
                "evidence_there",
                () -> LogRestoration.restore(
                        mirror(), again, List.of(TestLog.KEY), (index, content) -> "k" + index, Clock.systemUTC()));
    }
}
