package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.KEY;
import static tw.qiao.kernel.log.TestLog.ORIGIN;
import static tw.qiao.kernel.log.TestLog.assertProblem;
import static tw.qiao.kernel.log.TestLog.bytes;
import static tw.qiao.kernel.log.TestLog.fill;
import static tw.qiao.kernel.log.TestLog.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

class EvidenceLogTest {
    @TempDir
    Path folder;

    @Test
    void countsEntriesFromZeroAndKeepsThem() {
        try (var log = open(folder)) {
            assertThat(log.append("a", bytes("one"))).isZero();
            assertThat(log.append("b", bytes("two"))).isEqualTo(1);
            assertThat(log.entry(0)).isEqualTo(bytes("one"));
            assertThat(log.entry(1)).isEqualTo(bytes("two"));
            assertThat(log.size()).isEqualTo(2);
        }
    }

    @Test
    void givesTheSameIndexForTheSameKeyAlsoAfterAnotherStart() {
        try (var log = open(folder)) {
            log.append("a", bytes("one"));
            log.append("b", bytes("two"));
            assertThat(log.append("a", bytes("one"))).isZero();
        }
        try (var log = open(folder)) {
            assertThat(log.append("b", bytes("two"))).isEqualTo(1);
            assertThat(log.indexOf("a")).hasValue(0);
            assertThat(log.indexOf("c")).isEmpty();
            assertThat(log.size()).isEqualTo(2);
        }
    }

    @Test
    void takesEntriesUpToTheLongestAndNoLonger() {
        byte[] longest = new byte[EvidenceLog.LONGEST_ENTRY];
        try (var log = open(folder)) {
            log.append("long", longest);
            log.append("empty", new byte[0]);
            assertThat(log.entry(0)).isEqualTo(longest);
            assertThat(log.entry(1)).isEmpty();
            assertProblem("evidence_too_long", () -> log.append("longer", new byte[longest.length + 1]));
            assertProblem("evidence_key_invalid", () -> log.append("", longest));
            assertProblem("evidence_key_invalid", () -> log.append("\ud800", longest));
            assertProblem("evidence_key_invalid", () -> log.append("k".repeat(1025), longest));
        }
    }

    @Test
    void replaysEntriesWithTheirKeysAndTimes() {
        try (var log = open(folder)) {
            fill(log, 5);
        }
        try (var log = open(folder)) {
            var seen = new ArrayList<String>();
            log.forEach(
                    3,
                    entry -> seen.add(entry.index() + " " + entry.key() + " " + new String(entry.content(), UTF_8) + " "
                            + entry.appendedAt()));
            assertThat(seen).containsExactly("3 k3 entry 3 2026-11-21T00:00:00Z", "4 k4 entry 4 2026-11-21T00:00:00Z");
        }
    }

    @Test
    void givesEachOf64ThreadsItsOwnDurableIndex() throws Exception {
        var indices = ConcurrentHashMap.<Long>newKeySet();
        try (var log = open(folder);
                var threads =
                        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            var tasks = new ArrayList<Future<?>>();
            for (int t = 0; t < 64; t++) {
                int thread = t;
                tasks.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        long index = log.append(thread + "/" + i, bytes(thread + "/" + i));
                        assertThat(indices.add(index)).isTrue();
                        assertThat(log.entry(index)).isEqualTo(bytes(thread + "/" + i));
                    }
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }
        try (var log = open(folder)) {
            assertThat(indices).hasSize(3200).allMatch(index -> index >= 0 && index < 3200);
            assertThat(log.size()).isEqualTo(3200);
            log.forEach(0, entry -> assertThat(entry.content()).isEqualTo(bytes(entry.key())));
        }
    }

    @Test
    void givesOneIndexToThreadsThatUseOneKeyAtOnce() throws Exception {
        try (var log = open(folder);
                var threads =
                        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            var start = new CountDownLatch(1);
            var tasks = new ArrayList<Future<Long>>();
            for (int t = 0; t < 64; t++) {
                tasks.add(threads.submit(() -> {
                    start.await();
                    return log.append("same", bytes("same"));
                }));
            }
            start.countDown();
            for (Future<Long> task : tasks) {
                assertThat(task.get()).isZero();
            }
            assertThat(log.size()).isEqualTo(1);
        }
    }

    @Test
    void refusesASecondWriter() {
        var log = open(folder);
        assertProblem("evidence_in_use", () -> open(folder));
        log.close();
        log.close();
        try (var again = open(folder)) {
            log.close();
            assertProblem("evidence_in_use", () -> open(folder));
            assertThat(again.size()).isZero();
        }
    }

    @Test
    void refusesToAppendAfterClose() {
        var log = open(folder);
        log.close();

        assertProblem("evidence_unavailable", () -> log.append("a", bytes("a")));
    }

    @Test
    void refusesAKeyOrOriginOtherThanItsOwn() {
        open(folder).close();

        assertProblem("checkpoint_of_other_log", () -> EvidenceLog.open(folder, "other", KEY, Clock.systemUTC()));
        assertProblem(
                "checkpoint_not_signed",
                () -> EvidenceLog.open(
                        folder, ORIGIN, SigningKey.generate(SignatureAlgorithm.ED25519), Clock.systemUTC()));
        assertProblem(
                "evidence_key_not_ed25519",
                () -> EvidenceLog.open(
                        folder, ORIGIN, SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256), Clock.systemUTC()));
        open(folder).close();
    }

    @Test
    void refusesAByteThatChangedAnywhereInAnOlderPart() throws IOException {
        try (var log = open(folder)) {
            for (int i = 0; i < 30; i++) {
                log.append("k" + i, new byte[EvidenceLog.LONGEST_ENTRY]);
            }
        }
        var segment = folder.resolve(Segments.name(0));
        byte[] whole = Files.readAllBytes(segment);
        for (int place = 100; place < whole.length; place += 300_000) {
            byte[] changed = whole.clone();
            changed[place] ^= 1;
            Files.write(segment, changed);
            assertProblem("evidence_damaged", () -> open(folder));
        }
        Files.write(segment, whole);
        open(folder).close();
    }
}
