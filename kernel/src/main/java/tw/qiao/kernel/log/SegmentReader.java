package tw.qiao.kernel.log;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads one segment. Each reader opens the file for itself: an interrupt closes the channel that a thread reads from,
 * and must not take it from others.
 */
final class SegmentReader implements AutoCloseable {
    private final FileChannel channel;

    SegmentReader(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** A frame as it stands in the file. */
    record Placed(long start, long end, List<Frame.Item> items) {}

    long length() throws IOException {
        return channel.size();
    }

    /** Whether the frame at {@code start} was cut off while it was written, rather than damaged later. */
    boolean isTorn(long start) throws IOException, DamagedException {
        long rest = channel.size() - start;
        if (rest < Frame.HEADER || isZeroFrom(start)) {
            return true;
        }
        return rest - Frame.HEADER < Frame.header(read(start, Frame.HEADER)).bodyLength();
    }

    /** A file system that grew the file before the data came leaves zeros. */
    private boolean isZeroFrom(long start) throws IOException {
        long end = channel.size();
        for (long at = start; at < end; at += 65_536) {
            var block = read(at, (int) Math.min(65_536, end - at));
            while (block.hasRemaining()) {
                if (block.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    Placed frame(long start) throws IOException, DamagedException {
        try {
            var header = Frame.header(read(start, Frame.HEADER));
            long end = start + Frame.HEADER + header.bodyLength();
            if (end > channel.size()) {
                throw new DamagedException("the frame of entry " + header.firstIndex() + " is cut off");
            }
            byte[] body = read(start + Frame.HEADER, header.bodyLength()).array();
            return new Placed(start, end, Frame.items(header, body));
        } catch (EOFException e) {
            throw new DamagedException("a frame's header is cut off");
        }
    }

    byte[] content(long offset) throws IOException {
        int length = Short.toUnsignedInt(read(offset, 2).getShort());
        return read(offset + 2, length).array();
    }

    /** The attachment of the entry whose content is at {@code offset} in a frame of today's form. */
    byte[] attachment(long offset) throws IOException {
        long start = offset + 2 + Short.toUnsignedInt(read(offset, 2).getShort());
        return read(start + Integer.BYTES, read(start, Integer.BYTES).getInt()).array();
    }

    private ByteBuffer read(long start, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, start + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
