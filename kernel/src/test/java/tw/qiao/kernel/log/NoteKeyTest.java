package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.NoteKey.Kind;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** The examples of C2SP signed-note, and the key of a public witness. */
class NoteKeyTest {
    private static final SigningKey ED25519 = SigningKey.generate(SignatureAlgorithm.ED25519);
    private static final SigningKey ML_DSA = SigningKey.generate(SignatureAlgorithm.ML_DSA_44);
    private static final Instant NOW = Instant.parse("2026-07-22T08:00:00Z");
    private static final String ORIGIN = "example.com/behind-the-sofa";
    private static final String BODY = ORIGIN + "\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    @Test
    void acceptsTheExampleOfTheSpecification() {
        var key = NoteKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        var note = Note.parse("""
                This is an example message.

                — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
                """);

        assertThat(note.isSignedBy(key)).isTrue();
    }

    @Test
    void readsAndWritesKeysOfEveryKind() {
        String remora = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
        var postQuantum = NoteKey.ofWitness("w", ML_DSA.verificationKey());

        assertThat(NoteKey.parse(remora).kind()).isEqualTo(Kind.TIMED_TEXT);
        assertThat(NoteKey.parse(remora).vkey()).isEqualTo(remora);
        assertThat(NoteKey.parse(postQuantum.vkey())).isEqualTo(postQuantum);
    }

    @Test
    void refusesKeysWithAnotherIdTypeOrLength() {
        for (String vkey : List.of(
                "remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                "remora.n621.de+da77ade7+AuvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                "remora.n621.de+da77ade7+BOvN63jn",
                "remora.n621.de+da77ade7+",
                "+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                "remora.n621.de")) {
            assertThatThrownBy(() -> NoteKey.parse(vkey)).as(vkey).isInstanceOf(Problem.class);
        }
    }

    @Test
    void coversTextAndTimeAsInTheSpecification() {
        var key = NoteKey.ofWitness("witness.example.com/w1", ED25519.verificationKey());

        assertThat(key.covered(BODY, 1679315147).orElseThrow())
                .asString(UTF_8)
                .isEqualTo("cosignature/v1\ntime 1679315147\n" + BODY);
    }

    @Test
    void coversNamesTimeSizeAndRootAsInTheSpecification() {
        var key = NoteKey.ofWitness("w1", ML_DSA.verificationKey());

        byte[] covered = key.covered(BODY, 0x6418_50cbL).orElseThrow();

        assertThat(covered)
                .startsWith("subtree/v1\n\0\2w1\0\0\0\0\144\30P".getBytes(StandardCharsets.ISO_8859_1))
                .hasSize(12 + 3 + 8 + 1 + ORIGIN.length() + 8 + 8 + 32);
    }

    @Test
    void severalKeysSignOneCheckpointAndEachIsChecked() {
        var witness = NoteSigner.ofWitness("w", ED25519);
        var post = NoteSigner.ofWitness("w", ML_DSA);
        var log = NoteSigner.ofLog(ORIGIN, SigningKey.generate(SignatureAlgorithm.ED25519));

        var note = Note.parse(Note.sign(BODY, List.of(log, witness, post), NOW).toString());

        assertThat(note.signatures()).hasSize(3);
        assertThat(List.of(log.key(), witness.key(), post.key())).allMatch(note::isSignedBy);
        assertThat(note.isSignedBy(NoteKey.ofLog("w", ED25519.verificationKey())))
                .as("a cosignature is no signature of the text")
                .isFalse();
    }

    @Test
    void aSignatureOfOneKindNeverPassesAsAnother() {
        var asText = NoteSigner.ofLog("w", ED25519).sign(BODY, NOW).orElseThrow();
        byte[] value = Base64.getDecoder().decode(asText.value());
        System.arraycopy(NoteKey.ofWitness("w", ED25519.verificationKey()).id(), 0, value, 0, 4);
        var renamed = new Note.Signature("w", Base64.getEncoder().encodeToString(value));

        assertThat(new Note(BODY, List.of(renamed)).isSignedBy(NoteKey.ofWitness("w", ED25519.verificationKey())))
                .isFalse();
    }

    @Test
    void linesThatAKeyDoesNotCoverAreNotBelieved() {
        var key = NoteSigner.ofLog(ORIGIN, ML_DSA);
        var line = key.sign(BODY, NOW).orElseThrow();

        assertThat(new Note(BODY, List.of(line)).isSignedBy(key.key())).isTrue();
        assertThat(new Note(BODY + "more\n", List.of(line)).isSignedBy(key.key()))
                .isFalse();
        assertThat(key.sign(BODY + "more\n", NOW)).isEmpty();
    }

    @Test
    void aCheckpointOfALogWithTwoKeysNeedsBoth() {
        var log = GrowingLog.withTwoKeys();
        String whole = log.at(5).note();
        String half = new CheckpointSigner(GrowingLog.ORIGIN, log.keys.subList(0, 1), Clock.systemUTC())
                .sign(5, log.at(5).root())
                .note();

        assertThat(Checkpoint.verify(whole, GrowingLog.ORIGIN, log.noteKeys()).size())
                .isEqualTo(5);
        assertThatThrownBy(() -> Checkpoint.verify(half, GrowingLog.ORIGIN, log.noteKeys()))
                .isInstanceOf(Problem.class);
    }

    @Property(tries = 300)
    void noChangedByteOfACosignedCheckpointPasses(
            @ForAll @IntRange int place, @ForAll @IntRange(min = 1, max = 255) int flip) {
        var signers = List.of(
                NoteSigner.ofLog(ORIGIN, ED25519),
                NoteSigner.ofLog(ORIGIN, ML_DSA),
                NoteSigner.ofWitness("w", ED25519),
                NoteSigner.ofWitness("w", ML_DSA));
        byte[] note = Note.sign(BODY, signers, NOW).toString().getBytes(UTF_8);
        note[Math.floorMod(place, note.length)] ^= (byte) flip;
        String changed = new String(note, UTF_8);

        assertThatThrownBy(() -> Checkpoint.verify(
                        changed, ORIGIN, signers.stream().map(NoteSigner::key).toList()))
                .isInstanceOf(Problem.class);
    }
}
