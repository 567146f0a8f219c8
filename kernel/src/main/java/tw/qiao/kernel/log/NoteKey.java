package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * A key under whose name notes are signed in one way (C2SP signed-note, tlog-cosignature). The way is part of its id,
 * so no signature of one kind passes for one of another.
 *
 * @param name the name in the signature lines
 * @param kind what its signatures cover
 * @param key the public key
 */
public record NoteKey(String name, Kind kind, VerificationKey key) {
    private static final int ID = 4;

    /** What a signature covers, by its type byte. */
    public enum Kind {
        /** The text, by Ed25519. */
        TEXT(1, SignatureAlgorithm.ED25519),
        /** The text and the time of signing, by Ed25519. */
        TIMED_TEXT(4, SignatureAlgorithm.ED25519),
        /** The state of a log, the signer's name and the time, by ML-DSA-44. */
        TIMED_TREE(6, SignatureAlgorithm.ML_DSA_44);

        private final byte type;
        private final SignatureAlgorithm algorithm;

        Kind(int type, SignatureAlgorithm algorithm) {
            this.type = (byte) type;
            this.algorithm = algorithm;
        }

        boolean isTimed() {
            return this != TEXT;
        }

        private static Kind of(byte type) {
            return Arrays.stream(values())
                    .filter(kind -> kind.type == type)
                    .findFirst()
                    .orElseThrow(NoteKey::malformed);
        }
    }

    public NoteKey {
        Note.requireName(name);
        if (key.algorithm() != kind.algorithm) {
            throw Problem.invalid(
                    "note_key_of_other_kind", "Such notes are signed with " + kind.algorithm + ", not " + key);
        }
    }

    /** The key of a log: Ed25519 signs the text, ML-DSA-44 the state. */
    public static NoteKey ofLog(String origin, VerificationKey key) {
        return new NoteKey(origin, ofAlgorithm(key, Kind.TEXT), key);
    }

    /** The key of a witness, which says when it saw a checkpoint. */
    public static NoteKey ofWitness(String name, VerificationKey key) {
        return new NoteKey(name, ofAlgorithm(key, Kind.TIMED_TEXT), key);
    }

    private static Kind ofAlgorithm(VerificationKey key, Kind ofEd25519) {
        return key.algorithm() == SignatureAlgorithm.ML_DSA_44 ? Kind.TIMED_TREE : ofEd25519;
    }

    /** Reads a {@link #vkey()}. */
    public static NoteKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw malformed();
        }
        byte[] typed = Base64Form.decode(parts[2]);
        if (typed.length == 0) {
            throw malformed();
        }
        var kind = Kind.of(typed[0]);
        byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
        var key = new NoteKey(parts[0], kind, VerificationKey.ofRaw(kind.algorithm, raw));
        if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
            throw malformed();
        }
        return key;
    }

    /** Its form in Go's and C2SP's tools: name, id and key, joined by plus signs. */
    public String vkey() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    byte[] id() {
        byte[] label = (name + "\n").getBytes(UTF_8);
        byte[] typed = typed();
        byte[] whole = ByteBuffer.allocate(label.length + typed.length)
                .put(label)
                .put(typed)
                .array();
        return Arrays.copyOf(Hash.sha256(whole), ID);
    }

    private byte[] typed() {
        byte[] raw = key.raw();
        return ByteBuffer.allocate(1 + raw.length).put(kind.type).put(raw).array();
    }

    /** Whether {@code signature}, as in a line of the note after the id, was made over {@code text}. */
    boolean verifies(String text, byte[] signature) {
        if (!kind.isTimed()) {
            return key.verifies(text.getBytes(UTF_8), signature);
        }
        if (signature.length < Long.BYTES) {
            return false;
        }
        long time = ByteBuffer.wrap(signature).getLong();
        byte[] bare = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
        return time >= 0
                && covered(text, time)
                        .filter(covered -> key.verifies(covered, bare))
                        .isPresent();
    }

    /** The bytes to sign; empty for a text that keys of this kind do not sign. */
    Optional<byte[]> covered(String text, long time) {
        return switch (kind) {
            case TEXT -> Optional.of(text.getBytes(UTF_8));
            case TIMED_TEXT -> Optional.of(("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8));
            case TIMED_TREE -> head(text).flatMap(head -> head.cosignedMessage(name, time));
        };
    }

    private static Optional<TreeHead> head(String text) {
        try {
            return Optional.of(TreeHead.parse(text));
        } catch (Problem notOfALog) {
            return Optional.empty();
        }
    }

    private static Problem malformed() {
        return Problem.invalid("note_key_malformed", "A verifier key is NAME+ID+KEY (C2SP signed-note)");
    }
}
