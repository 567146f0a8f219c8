package tw.qiao.kernel.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * A text with signature lines (C2SP signed-note). Signatures by unknown keys are kept and mean nothing.
 *
 * @param text the signed lines, each with its line break
 * @param signatures at least one
 */
public record Note(String text, List<Signature> signatures) {
    private static final String MARK = "— ";
    private static final int MOST_SIGNATURES = 100;
    private static final int LARGEST = 1_000_000;
    private static final byte ED25519 = 1;
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Zs}\\p{Cntrl}+]{1,255}");

    public Note {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || !isPlain(text) || signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw malformed();
        }
    }

    /**
     * One signature line.
     *
     * @param name the name of the key
     * @param value base64 of the key id (4 bytes) and the signature
     */
    public record Signature(String name, String value) {
        public Signature {
            if (!NAME.matcher(name).matches() || Base64Form.decode(value).length < 5) {
                throw malformed();
            }
        }

        private boolean isBy(String keyName, byte[] keyId) {
            return name.equals(keyName) && Arrays.equals(Base64Form.decode(value), 0, 4, keyId, 0, 4);
        }

        private byte[] signature() {
            byte[] whole = Base64Form.decode(value);
            return Arrays.copyOfRange(whole, 4, whole.length);
        }
    }

    /** The note over {@code text}, signed under {@code name} by an Ed25519 key. */
    public static Note sign(String text, String name, SigningKey key) {
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] value = ByteBuffer.allocate(4 + signature.length)
                .put(keyId(name, key.verificationKey()))
                .put(signature)
                .array();
        return new Note(text, List.of(new Signature(name, Base64.getEncoder().encodeToString(value))));
    }

    /** Reads a note; checks no signature. */
    public static Note parse(String note) {
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || note.length() > LARGEST || !note.endsWith("\n") || split + 2 == note.length()) {
            throw malformed();
        }
        var signatures = new ArrayList<Signature>();
        note.substring(split + 2).lines().forEach(line -> signatures.add(signature(line)));
        var parsed = new Note(note.substring(0, split + 1), signatures);
        if (!parsed.toString().equals(note)) {
            throw malformed();
        }
        return parsed;
    }

    private static Signature signature(String line) {
        int space = line.indexOf(' ', MARK.length());
        if (!line.startsWith(MARK) || space < 0) {
            throw malformed();
        }
        return new Signature(line.substring(MARK.length(), space), line.substring(space + 1));
    }

    /** The key's public form in Go's and C2SP's tools: name, id and key, joined by plus signs. */
    public static String vkey(String name, VerificationKey key) {
        byte[] typed = typed(key);
        return name + "+" + HexFormat.of().formatHex(keyId(name, key)) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /**
     * Whether {@code key} signed the note under {@code name}. A line that claims to be by this key and is not makes the
     * whole note false.
     */
    public boolean isSignedBy(String name, VerificationKey key) {
        byte[] id = keyId(name, key);
        byte[] covered = text.getBytes(StandardCharsets.UTF_8);
        var own = signatures.stream().filter(line -> line.isBy(name, id)).toList();
        return !own.isEmpty() && own.stream().allMatch(line -> key.verifies(covered, line.signature()));
    }

    private static byte[] keyId(String name, VerificationKey key) {
        byte[] label = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] typed = typed(key);
        byte[] whole = ByteBuffer.allocate(label.length + typed.length)
                .put(label)
                .put(typed)
                .array();
        return Arrays.copyOf(Hash.sha256(whole), 4);
    }

    private static byte[] typed(VerificationKey key) {
        byte[] raw = key.ed25519();
        return ByteBuffer.allocate(1 + raw.length).put(ED25519).put(raw).array();
    }

    private static boolean isPlain(String text) {
        return text.codePoints().noneMatch(c -> (c < 0x20 && c != '\n') || Character.getType(c) == Character.SURROGATE);
    }

    private static Problem malformed() {
        return Problem.invalid(
                "note_malformed", "A signed note is text, an empty line and signature lines (C2SP signed-note)");
    }

    /** The note as it is sent. */
    @Override
    public String toString() {
        var out = new StringBuilder(text).append('\n');
        for (Signature signature : signatures) {
            out.append(MARK)
                    .append(signature.name())
                    .append(' ')
                    .append(signature.value())
                    .append('\n');
        }
        return out.toString();
    }
}
