package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.disk.Disk;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** The rules of C2SP tlog-witness. */
class WitnessTest {
    private static final String NAME = "audit.gov.tw/witness";

    private final GrowingLog log = GrowingLog.withTwoKeys();
    private final List<SigningKey> keys =
            List.of(SigningKey.generate(SignatureAlgorithm.ED25519), SigningKey.generate(SignatureAlgorithm.ML_DSA_44));

    @TempDir
    Path folder;

    private Witness witness;
    private boolean isDiskFull;

    @BeforeEach
    void open() {
        var disk = new Disk() {
            @Override
            public void force(FileChannel channel) throws IOException {
                if (isDiskFull) {
                    throw new IOException("No space left on device");
                }
                Disk.super.force(channel);
            }
        };
        witness = Witness.open(
                folder,
                NAME,
                keys,
                origin -> origin.equals(GrowingLog.ORIGIN) ? log.noteKeys() : List.of(),
                Clock.systemUTC(),
                disk);
    }

    @AfterEach
    void close() throws IOException {
        witness.close();
    }

    private WitnessAnswer add(long from, long to) {
        return witness.addCheckpoint(log.body(from, to));
    }

    private void assertHolds(long size) {
        assertThat(add(size == 1 ? 0 : 1, 100_000).body()).isEqualTo(size + "\n");
    }

    @Test
    void cosignsTheFirstCheckpointAndWhatContinuesIt() {
        assertThat(add(0, 3).status()).isEqualTo(200);
        var answer = add(3, 8);

        assertThat(answer.status()).isEqualTo(200);
        var cosigned = log.at(8).with(Note.parseSignatures(answer.body()));
        var note = Note.parse(cosigned.note());
        assertThat(keys).allMatch(key -> note.isSignedBy(NoteKey.ofWitness(NAME, key.verificationKey())));
        assertThat(log.noteKeys()).allMatch(note::isSignedBy);
    }

    @Test
    void cosignsAgainWhatItHolds() {
        add(0, 3);

        assertThat(add(3, 3).status()).isEqualTo(200);
    }

    @Test
    void cosignsAnEmptyLog() {
        assertThat(add(0, 0).status()).isEqualTo(200);
        assertThat(add(0, 2).status()).isEqualTo(200);
    }

    @Test
    void showsTheCheckpointThatItHolds() {
        assertThat(witness.checkpoint(Witness.hash(GrowingLog.ORIGIN))).isEmpty();
        String lines = add(0, 3).body();

        String shown = witness.checkpoint(Witness.hash(GrowingLog.ORIGIN)).orElseThrow();

        assertThat(Checkpoint.verify(shown, GrowingLog.ORIGIN, log.noteKeys()).size())
                .isEqualTo(3);
        assertThat(shown).endsWith(lines);
        assertThat(witness.checkpoint("../lock")).isEmpty();
    }

    @Test
    void leavesOutSignaturesOfStrangers() {
        var stranger = NoteSigner.ofWitness("stranger", keys.getFirst());
        var checkpoint = log.at(3);
        var line = stranger.sign(
                Note.parse(checkpoint.note()).text(), Clock.systemUTC().instant());
        var body = new AddCheckpoint(
                0, List.of(), checkpoint.with(List.of(line.orElseThrow())).note());

        assertThat(witness.addCheckpoint(body.toString().getBytes(UTF_8)).status())
                .isEqualTo(200);
        assertThat(witness.checkpoint(Witness.hash(GrowingLog.ORIGIN)).orElseThrow())
                .doesNotContain("stranger");
    }

    @Test
    void doesNotKnowAnUnknownLog() {
        var unknown = Checkpoint.sign("somewhere.else/log", 0, Hash.EMPTY, log.keys.getFirst());
        String body = "old 0\n\n" + unknown.note();

        assertThat(witness.addCheckpoint(body.getBytes(UTF_8)).status()).isEqualTo(404);
    }

    @Test
    void forbidsCheckpointsThatTheLogDidNotSign() {
        var impostor = GrowingLog.withTwoKeys();
        var onlyOneKey = new GrowingLog("", log.keys.subList(0, 1));
        String spoiled = new String(log.body(0, 3), UTF_8).replace("\n3\n", "\n4\n");

        assertThat(witness.addCheckpoint(impostor.body(0, 3)).status()).isEqualTo(403);
        assertThat(witness.addCheckpoint(onlyOneKey.body(0, 3)).status()).isEqualTo(403);
        assertThat(witness.addCheckpoint(spoiled.getBytes(UTF_8)).status()).isEqualTo(403);
        assertHolds(0);
    }

    @Test
    void refusesWhatIsNoRequest() {
        String good = new String(log.body(0, 3), UTF_8);
        String hash = Hash.EMPTY.base64() + "\n";
        for (String body : List.of(
                "",
                "old 0",
                "old 0\n",
                good.replace("old 0", "old 00"),
                good.replace("old 0", "old -1"),
                good.replace("old 0", "old +0"),
                good.replace("old 0", "new 0"),
                good.replace("old 0\n", ""),
                good.replace("old 0\n", "old 0\nAAAA\n"),
                good.replace("old 0\n", "old 0\n" + hash.repeat(64)),
                good.replace("old 0\n", "old 0\r\n"),
                good + "\n",
                good.replace("\n\n—", "\n—"),
                good + "x".repeat(300_000))) {
            assertThat(witness.addCheckpoint(body.getBytes(UTF_8)).status()).isEqualTo(400);
        }
        assertThat(witness.addCheckpoint(new byte[] {'o', 'l', 'd', ' ', (byte) 0xff})
                        .status())
                .isEqualTo(400);
        assertHolds(0);
    }

    @Test
    void refusesALogThatShrinks() {
        assertThat(add(5, 3).status()).isEqualTo(400);
    }

    @Test
    void tellsTheSizeThatItHolds() {
        add(0, 3);

        var answer = add(0, 5);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.contentType()).isEqualTo("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo("3\n");
        assertThat(add(2, 5).body()).isEqualTo("3\n");
        assertThat(add(4, 5).body()).isEqualTo("3\n");
        assertThat(add(2, 2).body()).as("a rolled back log").isEqualTo("3\n");
    }

    @Test
    void refusesAForkedLog() {
        add(0, 3);
        var forked = log.forked();

        assertThat(witness.addCheckpoint(forked.body(3, 3)).status()).isEqualTo(422);
        assertThat(witness.addCheckpoint(forked.body(3, 7)).status()).isEqualTo(422);
        assertHolds(3);
    }

    @Test
    void refusesProofsThatDoNotHold() {
        var bare = new AddCheckpoint(0, List.of(Hash.EMPTY), log.at(3).note());
        assertThat(witness.addCheckpoint(bare.toString().getBytes(UTF_8)).status())
                .isEqualTo(422);
        add(0, 3);
        var without = new AddCheckpoint(3, List.of(), log.at(5).note());
        var more = new ArrayList<>(log.request(3, 5).proof());
        more.add(Hash.EMPTY);
        var longer = new AddCheckpoint(3, more, log.at(5).note());
        var same = new AddCheckpoint(3, List.of(Hash.EMPTY), log.at(3).note());

        for (var request : List.of(without, longer, same)) {
            assertThat(witness.addCheckpoint(request.toString().getBytes(UTF_8)).status())
                    .isEqualTo(422);
        }
        assertHolds(3);
    }

    @Test
    void refusesAnEmptyLogWithARoot() {
        var signer = new CheckpointSigner(GrowingLog.ORIGIN, log.keys, Clock.systemUTC());
        var wrong = signer.sign(0, Hash.leaf(new byte[0]));

        assertThat(witness.addCheckpoint(("old 0\n\n" + wrong.note()).getBytes(UTF_8))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void ofTwoAtOnceFromOneSizeTheSecondIsTold() throws Exception {
        add(0, 3);
        for (int round = 0; round < 20; round++) {
            long from = 3 + round * 10L;
            byte[] shorter = log.body(from, from + 5);
            byte[] longer = log.body(from, from + 10);
            List<Future<WitnessAnswer>> answers;
            try (var threads = Executors.newFixedThreadPool(2)) {
                answers = threads.invokeAll(
                        List.of(() -> witness.addCheckpoint(shorter), () -> witness.addCheckpoint(longer)));
            }
            var statuses =
                    List.of(answers.get(0).get().status(), answers.get(1).get().status());
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            if (statuses.getFirst() == 200) {
                assertThat(add(from + 5, from + 10).status()).isEqualTo(200);
            }
        }
        assertHolds(203);
    }

    @Test
    void remembersWhenOpenedAgain() throws IOException {
        add(0, 3);
        witness.close();
        open();

        assertHolds(3);
        assertThat(add(3, 4).status()).isEqualTo(200);
    }

    @Test
    void cosignsNothingThatItsDiskDoesNotHave() {
        add(0, 3);
        isDiskFull = true;
        assertThat(add(3, 5).status()).isEqualTo(503);
        isDiskFull = false;

        assertHolds(3);
    }

    @Test
    void cosignsNothingOnceItsMemoryIsDamaged() throws IOException {
        add(0, 3);
        witness.close();
        var file = folder.resolve(Witness.hash(GrowingLog.ORIGIN));
        Files.writeString(file, Files.readString(file).replace("\n3\n", "\n2\n"));
        open();

        assertThat(add(2, 5).status()).isEqualTo(500);
        assertThat(add(0, 5).status()).isEqualTo(500);
    }

    @Test
    void cosignsFurtherLinesOnlyWithAKeyThatCoversThem() throws IOException {
        var key = NoteSigner.ofLog("other.gov.tw/log", log.keys.getFirst());
        String text = "other.gov.tw/log\n0\n" + Hash.EMPTY + "\nmore\n";
        byte[] body = ("old 0\n\n" + Note.sign(text, List.of(key), Instant.EPOCH)).getBytes(UTF_8);
        for (var own : keys) {
            var name = own.algorithm().label();
            try (var one = Witness.open(
                    folder.resolve(name), NAME, List.of(own), origin -> List.of(key.key()), Clock.systemUTC())) {
                boolean isCovered = own.algorithm() == SignatureAlgorithm.ED25519;
                assertThat(one.addCheckpoint(body).status()).isEqualTo(isCovered ? 200 : 400);
                assertThat(one.checkpoint(Witness.hash("other.gov.tw/log")).isPresent())
                        .isEqualTo(isCovered);
            }
        }
    }
}
