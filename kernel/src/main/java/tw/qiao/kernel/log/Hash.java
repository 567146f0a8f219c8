package tw.qiao.kernel.log;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;

/** A node of a Merkle tree: 32 bytes of SHA-256 (RFC 6962, 2.1). In JSON and notes, base64. */
public final class Hash {
    /** The length in bytes. */
    public static final int LENGTH = 32;

    /** The root of a tree without entries. */
    public static final Hash EMPTY = new Hash(Sha256.digest().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash with the given 32 bytes. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw Problem.invalid("hash_malformed", "A tree hash has 32 bytes, but there are " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash in its only base64 form. */
    @JsonCreator
    public static Hash ofBase64(String text) {
        return of(Base64Form.decode(text));
    }

    /** The hash of a leaf that holds {@code entry}. */
    public static Hash leaf(byte[] entry) {
        var digest = Sha256.digest();
        digest.update(LEAF);
        return new Hash(digest.digest(entry));
    }

    /** The hash of the node above {@code left} and {@code right}. */
    public static Hash node(Hash left, Hash right) {
        var digest = Sha256.digest();
        digest.update(NODE);
        digest.update(left.bytes);
        return new Hash(digest.digest(right.bytes));
    }

    /** Replaces {@code right} by the node above {@code left} and it, without an allocation. */
    static void node(MessageDigest digest, byte[] left, byte[] right) {
        digest.update(NODE);
        digest.update(left);
        digest.update(right);
        end(digest, right, 0);
    }

    /** Writes the hash of a leaf that holds {@code entry} to {@code target}, without an allocation. */
    static void leaf(MessageDigest digest, ByteBuffer entry, byte[] target, int at) {
        digest.update(LEAF);
        digest.update(entry);
        end(digest, target, at);
    }

    private static void end(MessageDigest digest, byte[] target, int at) {
        try {
            digest.digest(target, at, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("A SHA-256 has 32 bytes", e);
        }
    }

    /** The SHA-256 of {@code data}, 32 bytes. */
    public static byte[] sha256(byte[] data) {
        return Sha256.of(data);
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, LENGTH);
    }

    static Hash copyOf(byte[] source, int offset) {
        return new Hash(Arrays.copyOfRange(source, offset, offset + LENGTH));
    }

    /** The base64 form. */
    @JsonValue
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
