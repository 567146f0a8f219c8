package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/** The example of Go's golang.org/x/mod/sumdb/note, and the rules of C2SP signed-note and tlog-checkpoint. */
class NoteTest {
    private static final String NAME = "PeterNeumann";
    private static final String VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String SIGNED = TEXT + """

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;
    private static final VerificationKey PETER = VerificationKey.ofEd25519(tail(VKEY.substring(22)));
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ED25519);

    @Test
    void acceptsTheSignatureOfPeterNeumann() {
        var note = Note.parse(SIGNED);

        assertThat(note.text()).isEqualTo(TEXT);
        assertThat(note.isSignedBy(NAME, PETER)).isTrue();
        assertThat(note.isSignedBy("EnochRoot", PETER)).isFalse();
        assertThat(note).hasToString(SIGNED);
    }

    @Test
    void signsAsPeterNeumannDid() {
        byte[] pkcs8 = HexFormat.of()
                .parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(tail(SECRET)));

        assertThat(Note.sign(TEXT, NAME, SigningKey.of(pkcs8, PETER))).hasToString(SIGNED);
    }

    @Test
    void writesKeysAsGoDoes() {
        assertThat(Note.vkey(NAME, PETER)).isEqualTo(VKEY);
    }

    @Test
    void ignoresSignaturesByStrangersUpToALimit() {
        var stranger = SigningKey.generate(SignatureAlgorithm.ED25519);
        String line = lastLine(Note.sign(TEXT, "stranger", stranger));

        assertThat(Note.parse(SIGNED + line.repeat(30)).isSignedBy(NAME, PETER)).isTrue();
        assertThatThrownBy(() -> Note.parse(SIGNED + line.repeat(100))).isInstanceOf(Problem.class);
    }

    @Test
    void isFalseWhenOneLineOfTheKnownKeyFails() {
        String wrong = lastLine(Note.sign("Another text\n", "log", KEY));
        String right = Note.sign(TEXT, "log", KEY).toString();

        assertThat(Note.parse(right).isSignedBy("log", KEY.verificationKey())).isTrue();
        assertThat(Note.parse(right + wrong).isSignedBy("log", KEY.verificationKey()))
                .isFalse();
    }

    @Test
    void refusesWhatIsNotANote() {
        for (String text : List.of(
                "",
                "\n",
                "\n\n",
                TEXT,
                TEXT + "\n",
                SIGNED.strip(),
                SIGNED + "\n",
                SIGNED.replace("—", "-"),
                SIGNED.replace("PeterNeumann x", "Peter+Neumann x"),
                SIGNED.replace("AM=", "AM"),
                SIGNED.replace("AM=", "AN="),
                SIGNED.replace("If", "\tIf"),
                SIGNED.replace("problem,\n", "problem,\r\n"),
                SIGNED.replace("If", "\ud800"))) {
            assertThatThrownBy(() -> Note.parse(text)).as(text).isInstanceOf(Problem.class);
        }
    }

    @Test
    void checkpointsSayOriginSizeAndRoot() {
        var checkpoint = Checkpoint.sign("gov.tw/log", 7, Hash.EMPTY, KEY);

        assertThat(checkpoint.note()).startsWith("gov.tw/log\n7\n" + Hash.EMPTY.base64() + "\n\n— gov.tw/log ");
        assertThat(Checkpoint.verify(checkpoint.note(), "gov.tw/log", KEY.verificationKey()))
                .isEqualTo(checkpoint);
        assertThatThrownBy(() -> Checkpoint.verify(checkpoint.note(), "gov.tw/other", KEY.verificationKey()))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Checkpoint.verify(checkpoint.note(), "gov.tw/log", PETER))
                .isInstanceOf(Problem.class);
    }

    @Test
    void refusesSignedTextThatIsNoCheckpoint() {
        for (String text : List.of(
                "o\n", "o\n1\n", "o\n01\n" + Hash.EMPTY + "\n", "o\n-1\n" + Hash.EMPTY + "\n", "o\n1\nAAAA\n")) {
            String note = Note.sign(text, "o", KEY).toString();
            assertThatThrownBy(() -> Checkpoint.verify(note, "o", KEY.verificationKey()))
                    .isInstanceOf(Problem.class);
        }
    }

    @Property(tries = 500)
    void noChangedByteOfACheckpointPasses(@ForAll @IntRange int place, @ForAll @IntRange(min = 1, max = 255) int flip) {
        byte[] note = Checkpoint.sign("gov.tw/log", 7, Hash.EMPTY, KEY).note().getBytes(UTF_8);
        note[Math.floorMod(place, note.length)] ^= (byte) flip;
        String changed = new String(note, UTF_8);

        assertThatThrownBy(() -> Checkpoint.verify(changed, "gov.tw/log", KEY.verificationKey()))
                .isInstanceOf(Problem.class);
    }

    private static String lastLine(Note note) {
        String whole = note.toString();
        return whole.substring(whole.indexOf('—'));
    }

    private static byte[] tail(String base64) {
        byte[] typed = Base64.getDecoder().decode(base64);
        return Arrays.copyOfRange(typed, 1, typed.length);
    }
}
