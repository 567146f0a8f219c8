package tw.qiao.kernel.log;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final int ID = 4;
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
            requireName(name);
            if (Base64Form.decode(value).length <= ID) {
                throw malformed();
            }
        }

        private boolean isBy(NoteKey key) {
            return name.equals(key.name()) && Arrays.equals(Base64Form.decode(value), 0, ID, key.id(), 0, ID);
        }

        private byte[] signature() {
            byte[] whole = Base64Form.decode(value);
            return Arrays.copyOfRange(whole, ID, whole.length);
        }

        /** The line as it is sent, with its line break. */
        @Override
        public String toString() {
            return MARK + name + " " + value + "\n";
        }
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw malformed();
        }
    }

    /** The note over {@code text}, signed under {@code name} by an Ed25519 key. */
    public static Note sign(String text, String name, SigningKey key) {
        return sign(text, List.of(NoteSigner.ofLog(name, key)), Instant.EPOCH);
    }

    /** The note over {@code text}, signed by each of {@code signers} that can sign such a text. */
    static Note sign(String text, List<NoteSigner> signers, Instant now) {
        var lines = signers.stream()
                .flatMap(signer -> signer.sign(text, now).stream())
                .toList();
        return new Note(text, lines);
    }

    /** Reads a note; checks no signature. */
    public static Note parse(String note) {
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || note.length() > LARGEST || !note.endsWith("\n") || split + 2 == note.length()) {
            throw malformed();
        }
        var parsed = new Note(note.substring(0, split + 1), parseSignatures(note.substring(split + 2)));
        if (!parsed.toString().equals(note)) {
            throw malformed();
        }
        return parsed;
    }

    /** Reads signature lines that stand alone, as a witness sends them. */
    public static List<Signature> parseSignatures(String lines) {
        return lines.lines().map(Note::signature).toList();
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
        return NoteKey.ofLog(name, key).vkey();
    }

    /** Whether {@code key} signed the note under {@code name}, as {@link #isSignedBy(NoteKey)}. */
    public boolean isSignedBy(String name, VerificationKey key) {
        return isSignedBy(NoteKey.ofLog(name, key));
    }

    /** Whether {@code key} signed. A line that claims to be by this key and is not makes the whole note false. */
    public boolean isSignedBy(NoteKey key) {
        var own = linesBy(key);
        return !own.isEmpty() && own.stream().allMatch(line -> key.verifies(text, line.signature()));
    }

    /** Whether some line claims to be by {@code key}, be it true or not. */
    boolean claimsToBeBy(NoteKey key) {
        return !linesBy(key).isEmpty();
    }

    /** The lines that claim to be by {@code key}. */
    public List<Signature> linesBy(NoteKey key) {
        return signatures.stream().filter(line -> line.isBy(key)).toList();
    }

    /** The same text with those lines only that claim to be by one of {@code keys}; at least one must be. */
    Note onlyBy(List<NoteKey> keys) {
        return new Note(
                text,
                signatures.stream()
                        .filter(line -> keys.stream().anyMatch(line::isBy))
                        .toList());
    }

    /** The same text with {@code more} lines, each line once. */
    public Note with(List<Signature> more) {
        return new Note(
                text,
                Stream.concat(signatures.stream(), more.stream()).distinct().toList());
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
            out.append(signature);
        }
        return out.toString();
    }
}
