package tw.qiao.node.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;

/** A message body: octets in memory, which are not copied and which nobody changes, or a large one elsewhere. */
public final class Body {
    /** The largest body that is read into memory, in octets. */
    public static final int SMALL = 256 * 1024;

    /** No octets. */
    public static final Body EMPTY = new Body(new byte[0], null);

    private static final int PIECE = 64 * 1024;

    private final byte[] octets;
    private final @Nullable Large large;

    private Body(byte[] octets, @Nullable Large large) {
        this.octets = octets;
        this.large = large;
    }

    /** A body that is too large for memory. */
    public interface Large {
        /** How many octets it has. */
        long length();

        /** Its SHA-256. */
        byte[] sha256();

        /** Reads it from its beginning. */
        InputStream open() throws IOException;

        /** Whether it can still be read. */
        boolean isThere();
    }

    /** The given octets. */
    public static Body of(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Body(octets, null);
    }

    /** A large body. */
    public static Body of(Large large) {
        return new Body(EMPTY.octets, large);
    }

    /** The octets; a problem where there are too many for memory. */
    public byte[] octets() {
        if (large != null) {
            throw Problem.of("body_too_large", 413, false, "The body must not be longer than " + SMALL + " octets");
        }
        return octets;
    }

    /** The body, if it is large. */
    public Optional<Large> large() {
        return Optional.ofNullable(large);
    }

    /** Whether it is too large for memory. */
    public boolean isLarge() {
        return large != null;
    }

    /** How many octets there are. */
    public long length() {
        return large == null ? octets.length : large.length();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return length() == 0;
    }

    /** SHA-256 of the octets. */
    public byte[] sha256() {
        return large == null ? Sha256.of(octets) : large.sha256();
    }

    /** What {@code digest} makes of the octets. */
    byte[] digest(MessageDigest digest) {
        if (large == null) {
            return digest.digest(octets);
        }
        try (var in = large.open()) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
            return digest.digest();
        } catch (IOException e) {
            throw new UncheckedIOException("A large body cannot be read again", e);
        }
    }

    /** Reads it from its beginning. */
    public InputStream open() throws IOException {
        return large == null ? new ByteArrayInputStream(octets) : large.open();
    }

    /** Writes it piece by piece. */
    public void writeTo(OutputStream out) throws IOException {
        try (var in = open()) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                out.write(piece, 0, count);
            }
        }
    }

    /** As UTF-8 text. */
    public String text() {
        return new String(octets(), StandardCharsets.UTF_8);
    }
}
