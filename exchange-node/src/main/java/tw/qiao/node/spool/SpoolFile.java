package tw.qiao.node.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Set;
import tw.qiao.kernel.Sha256;

/** A body that is being written into the spool, digested and sealed as it comes. */
final class SpoolFile implements Closeable {
    private static final int KEY = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Spool spool;
    private final Path path;
    private final FileChannel channel;
    private final byte[] key = new byte[KEY];
    private final Chunks chunks;
    private final MessageDigest digest = Sha256.digest();
    private final byte[] clear = new byte[Chunks.CLEAR];
    private final byte[] sealed = new byte[Chunks.SEALED];
    private int filled;
    private long number;
    private long length;
    private long reserved;

    /** @param reserved how many octets of the spool are reserved for it already */
    SpoolFile(Spool spool, Path path, long reserved) throws IOException {
        this.spool = spool;
        this.path = path;
        this.reserved = reserved;
        RANDOM.nextBytes(key);
        this.chunks = new Chunks(key);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        this.channel =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
    }

    void write(byte[] octets, int offset, int count) throws SpoolFullException {
        reserve(length + count);
        digest.update(octets, offset, count);
        length += count;
        for (int done = 0; done < count; ) {
            int part = Math.min(count - done, Chunks.CLEAR - filled);
            System.arraycopy(octets, offset + done, clear, filled, part);
            filled += part;
            done += part;
            if (filled == Chunks.CLEAR) {
                writeChunk();
            }
        }
    }

    private void reserve(long needed) throws SpoolFullException {
        while (needed > reserved) {
            spool.reserve(Spool.STEP);
            reserved += Spool.STEP;
        }
    }

    private void writeChunk() throws SpoolFullException {
        var rest = ByteBuffer.wrap(sealed, 0, chunks.seal(number, clear, filled, sealed));
        number++;
        filled = 0;
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw new SpoolFullException(e);
        }
    }

    /** The whole body. */
    SealedFile finish() throws SpoolFullException {
        if (filled > 0) {
            writeChunk();
        }
        closeChannel();
        return new SealedFile(path, key, length, digest.digest());
    }

    private void closeChannel() throws SpoolFullException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SpoolFullException(e);
        }
    }

    /** Removes what is still there of it: what is kept was moved away. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            spool.release(reserved);
            reserved = 0;
        }
    }
}
