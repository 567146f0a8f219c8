package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

class EvidenceLogTest {
    private static final String ORIGIN = "ris.gov.tw/node1";
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ED25519);

    @TempDir
    Path folder;

    @Test
    void countsEntriesFromZeroAndKeepsThem() {
        try (var log = open()) {
            assertThat(log.append("a", bytes("one"))).isZero();
            assertThat(log.append("b", bytes("two"))).isEqualTo(1);
            assertThat(log.entry(0)).isEqualTo(bytes("one"));
            assertThat(log.entry(1)).isEqualTo(bytes("two"));
            assertThat(log.size()).isEqualTo(2);
        }
    }

    @Test
    void givesTheSameIndexForTheSameKeyAlsoAfterAnotherStart() {
        try (var log = open()) {
            log.append("a", bytes("one"));
            log.append("b", bytes("two"));
            assertThat(log.append("a", bytes("one"))).isZero();
        }
        try (var log = open()) {
            assertThat(log.append("b", bytes("two"))).isEqualTo(1);
            assertThat(log.indexOf("a")).hasValue(0);
            assertThat(log.indexOf("c")).isEmpty();
            assertThat(log.size()).isEqualTo(2);
        }
    }

    @Test
    void takesEntriesUpToTheLongestAndNoLonger() {
        byte[] longest = new byte[EvidenceLog.LONGEST_ENTRY];
        try (var log = open()) {
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
        try (var log = open()) {
            fill(log, 5);
        }
        try (var log = open()) {
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
        try (var log = open();
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
        try (var log = open()) {
            assertThat(indices).hasSize(3200).allMatch(index -> index >= 0 && index < 3200);
            assertThat(log.size()).isEqualTo(3200);
            log.forEach(0, entry -> assertThat(entry.content()).isEqualTo(bytes(entry.key())));
        }
    }

    @Test
    void givesOneIndexToThreadsThatUseOneKeyAtOnce() throws Exception {
        try (var log = open();
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
    void servesTilesThatRebuildTheTree() {
        try (var log = open()) {
            fillFast(log, 700);
            var checkpoint = log.checkpointNow();
            var rebuilt = new HashTree();
            var leaves = new ByteArrayOutputStream();
            for (String path : List.of("000", "001", "002.p/188")) {
                ByteBuffer bundle =
                        ByteBuffer.wrap(log.file("tile/entries/" + path).orElseThrow());
                while (bundle.hasRemaining()) {
                    byte[] entry = new byte[Short.toUnsignedInt(bundle.getShort())];
                    bundle.get(entry);
                    rebuilt.add(Hash.leaf(entry));
                }
                leaves.writeBytes(log.file("tile/0/" + path).orElseThrow());
            }

            assertThat(rebuilt.size()).isEqualTo(700);
            assertThat(rebuilt.root(700)).isEqualTo(checkpoint.root());
            for (int i = 0; i < 700; i++) {
                assertThat(Hash.copyOf(leaves.toByteArray(), i * 32)).isEqualTo(rebuilt.subtree(0, i));
            }
            assertThat(log.file("tile/1/000.p/2").orElseThrow())
                    .startsWith(rebuilt.subtree(8, 0).bytes())
                    .endsWith(rebuilt.subtree(8, 1).bytes());
            assertThat(log.file("checkpoint")).contains(bytes(checkpoint.note()));
        }
    }

    @Test
    void servesNothingBeyondTheCheckpointAndNoOtherNames() {
        try (var log = open()) {
            fillFast(log, 300);
            log.checkpointNow();
            for (String path : List.of(
                    "tile/0/001",
                    "tile/0/001.p/45",
                    "tile/1/000",
                    "tile/1/000.p/2",
                    "tile/entries/001",
                    "tile/8/000.p/1",
                    "tile/63/000.p/1",
                    "tile/64/000",
                    "tile/00/000",
                    "tile/0/0",
                    "tile/0/x000/000",
                    "tile/0/000.p/0",
                    "tile/0/000.p/256",
                    "tile/0/000.p/01",
                    "tile/0/x999/x999/x999/x999/999",
                    "tile/0/../0/000",
                    "/tile/0/000",
                    "lock",
                    "segment-0000000000000000.log",
                    "")) {
                assertThat(log.file(path)).as(path).isEmpty();
            }
            assertThat(log.file("tile/0/000"))
                    .hasValueSatisfying(tile -> assertThat(tile).hasSize(8192));
            assertThat(log.file("tile/0/001.p/44")).isPresent();
        }
    }

    @Test
    void publishesACheckpointByItself() throws Exception {
        try (var log = open()) {
            assertThat(log.checkpoint().size()).isZero();
            fill(log, 3);
            for (int i = 0; i < 100 && log.checkpoint().size() < 3; i++) {
                Thread.sleep(50);
            }
            var checkpoint =
                    Checkpoint.verify(Files.readString(folder.resolve("checkpoint")), ORIGIN, KEY.verificationKey());
            assertThat(checkpoint).isEqualTo(log.checkpoint());
            assertThat(checkpoint.size()).isEqualTo(3);
        }
    }

    @Test
    void givesReceiptsThatStrangersCanCheck() {
        try (var log = open()) {
            fill(log, 20);
            var receipt = log.receipt(3, 19);
            String json = CanonicalJson.MAPPER.writeValueAsString(receipt);
            var read = CanonicalJson.MAPPER.readValue(json, Receipt.class);

            assertThat(json).contains("\"tree_size\":20", "\"index\":19", "\"proof\":[\"");
            assertThat(read).isEqualTo(receipt);
            assertThat(read.verify(KEY.verificationKey(), ORIGIN).size()).isEqualTo(20);
            assertThat(read.entries().getFirst().content()).isEqualTo(bytes("entry 3"));
            assertProblem("checkpoint_of_other_log", () -> read.verify(KEY.verificationKey(), "other"));
            assertProblem(
                    "receipt_empty",
                    () -> new Receipt(ORIGIN, read.checkpoint(), List.of()).verify(KEY.verificationKey(), ORIGIN));
        }
    }

    @Test
    void writesProofsForOtherTools() {
        try (var log = open()) {
            fill(log, 3);
            var receipt = log.receipt(2);
            var left = Hash.node(Hash.leaf(bytes("entry 0")), Hash.leaf(bytes("entry 1")));

            assertThat(receipt.tlogProof(receipt.entries().getFirst()))
                    .isEqualTo("c2sp.org/tlog-proof@v1\nindex 2\n" + left + "\n\n" + receipt.checkpoint());
        }
    }

    @Test
    void noChangedCharacterOfAReceiptPasses() {
        try (var log = open()) {
            fill(log, 9);
            String json = CanonicalJson.MAPPER.writeValueAsString(log.receipt(4));
            for (int i = 0; i < json.length(); i++) {
                var changed = new StringBuilder(json);
                changed.setCharAt(i, (char) (json.charAt(i) ^ 1));
                assertThat(isProven(changed.toString()))
                        .as("%d: %s", i, changed)
                        .isFalse();
            }
            assertThat(isProven(json)).isTrue();
        }
    }

    private static boolean isProven(String json) {
        try {
            return CanonicalJson.MAPPER.readValue(json, Receipt.class).isProvenBy(KEY.verificationKey(), ORIGIN);
        } catch (tools.jackson.core.JacksonException e) {
            return false;
        }
    }

    @Test
    void provesConsistencyAcrossStarts() {
        Checkpoint before;
        try (var log = open()) {
            fill(log, 5);
            before = log.checkpointNow();
        }
        try (var log = open()) {
            log.append("more", bytes("more"));
            var after = log.checkpointNow();
            assertThat(log.consistency(before.size(), after.size()).proves(before.root(), after.root()))
                    .isTrue();
        }
    }

    @Test
    void refusesASecondWriter() {
        var log = open();
        assertProblem("evidence_in_use", this::open);
        log.close();
        log.close();
        try (var again = open()) {
            log.close();
            assertProblem("evidence_in_use", this::open);
            assertThat(again.size()).isZero();
        }
    }

    @Test
    void refusesToAppendAfterClose() {
        var log = open();
        log.close();

        assertProblem("evidence_unavailable", () -> log.append("a", bytes("a")));
    }

    @Test
    void refusesAKeyOrOriginOtherThanItsOwn() {
        open().close();

        assertProblem("checkpoint_of_other_log", () -> EvidenceLog.open(folder, "other", KEY, Clock.systemUTC()));
        assertProblem(
                "checkpoint_not_signed",
                () -> EvidenceLog.open(
                        folder, ORIGIN, SigningKey.generate(SignatureAlgorithm.ED25519), Clock.systemUTC()));
        assertProblem(
                "evidence_key_not_ed25519",
                () -> EvidenceLog.open(
                        folder, ORIGIN, SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256), Clock.systemUTC()));
        open().close();
    }

    @Test
    void stopsForGoodAfterAFailedForce() throws IOException {
        var disk = new FailingDisk();
        try (var log = EvidenceLog.open(folder, ORIGIN, KEY, Clock.systemUTC(), disk)) {
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
        try (var log = open()) {
            assertThat(log.append("b", bytes("b"))).isEqualTo(1);
            assertThat(log.append("c", bytes("c"))).isEqualTo(2);
        }
    }

    @Test
    void recoversFromADiskThatFilledUpInTheMiddleOfAFrame() throws IOException {
        var disk = new FailingDisk();
        try (var log = EvidenceLog.open(folder, ORIGIN, KEY, Clock.systemUTC(), disk)) {
            log.append("a", bytes("a"));
            disk.writesHalf.set(true);
            assertProblem("evidence_unavailable", () -> log.append("b", bytes("b".repeat(1000))));
            disk.writesHalf.set(false);
        }
        try (var log = open()) {
            assertThat(log.size()).isEqualTo(1);
            assertThat(log.append("b", bytes("b"))).isEqualTo(1);
        }
    }

    @Test
    void needsFewerForcesThanEntriesWhenManyWait() throws Exception {
        var disk = new FailingDisk();
        try (var log = EvidenceLog.open(folder, ORIGIN, KEY, Clock.systemUTC(), disk)) {
            int before = disk.forces.get();
            fillFast(log, 2000);
            assertThat(disk.forces.get() - before).isLessThan(2000);
        }
    }

    private EvidenceLog open() {
        return EvidenceLog.open(folder, ORIGIN, KEY, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static void fill(EvidenceLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append("k" + i, bytes("entry " + i));
        }
    }

    static void fillFast(EvidenceLog log, int count) {
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            LongStream.range(0, count).forEach(i -> threads.execute(() -> log.append("k" + i, bytes("entry " + i))));
        }
        assertThat(log.size()).isEqualTo(count);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static void assertProblem(String code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    /** A disk that fails when it is told to. */
    private static final class FailingDisk implements Disk {
        private final AtomicBoolean failsToForce = new AtomicBoolean();
        private final AtomicBoolean writesHalf = new AtomicBoolean();
        private final AtomicInteger forces = new AtomicInteger();

        @Override
        public void force(FileChannel channel) throws IOException {
            if (failsToForce.get()) {
                throw new IOException("Input/output error");
            }
            forces.incrementAndGet();
            Disk.super.force(channel);
        }

        @Override
        public void write(FileChannel channel, ByteBuffer bytes) throws IOException {
            if (writesHalf.get()) {
                Disk.super.write(channel, bytes.limit(bytes.limit() / 2));
                throw new IOException("No space left on device");
            }
            Disk.super.write(channel, bytes);
        }
    }
}
