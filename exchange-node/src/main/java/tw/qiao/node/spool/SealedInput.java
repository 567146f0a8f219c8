package tw.qiao.node.spool;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;

/** Reads a sealed file; a chunk that is not what was written is an error, never octets. */
final class SealedInput extends InputStream {
    private final FileChannel channel;
    private final Chunks chunks;
    private final long length;
    private final byte[] sealed = new byte[Chunks.SEALED];
    private final byte[] clear = new byte[Chunks.CLEAR];
    private long number;
    private int next;
    private int end;

    SealedInput(Path path, Chunks chunks, long length) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.chunks = chunks;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        return more() ? clear[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] octets, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int taken = Math.min(count, end - next);
        System.arraycopy(clear, next, octets, offset, taken);
        next += taken;
        return taken;
    }

    private boolean more() throws IOException {
        if (next < end) {
            return true;
        }
        if (number * Chunks.CLEAR >= length) {
            return false;
        }
        int size = Chunks.sealedLength(number, length);
        readFully(ByteBuffer.wrap(sealed, 0, size));
        try {
            end = chunks.open(number, sealed, size, clear);
        } catch (GeneralSecurityException e) {
            throw new IOException("A large body on the disk is not what was written", e);
        }
        next = 0;
        number++;
        return true;
    }

    private void readFully(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("A large body on the disk is shorter than what was written");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
