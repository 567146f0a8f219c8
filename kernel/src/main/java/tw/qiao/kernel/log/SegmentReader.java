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
    record Placed(long end, List<LogEntry> entries) {}

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
        var header = header(start);
        var body = read(start + Frame.HEADER, header.bodyLength());
        return new Placed(start + Frame.HEADER + header.bodyLength(), Frame.entries(header, body));
    }

    /** The header of a frame that is all there. */
    private Frame.Header header(long start) throws IOException, DamagedException {
        long rest = channel.size() - start;
        if (rest < Frame.HEADER) {
            throw new DamagedException("a frame's header is cut off");
        }
        var header = Frame.header(read(start, Frame.HEADER));
        if (header.bodyLength() > rest - Frame.HEADER) {
            throw new DamagedException("the frame of entry " + header.firstIndex() + " is cut off");
        }
        return header;
    }

    /** The frames from {@code start} on, about {@code length} bytes and at least one frame; their bodies unchecked. */
    ByteBuffer frames(long start, int length) throws IOException, DamagedException {
        var bytes = read(start, (int) Math.min(length, channel.size() - start));
        int end = 0;
        while (bytes.remaining() >= Frame.HEADER) {
            int body;
            try {
                body = Frame.header(bytes).bodyLength();
            } catch (DamagedException e) {
                break; // found again as the first of the next block
            }
            if (body > bytes.remaining()) {
                break;
            }
            bytes.position(bytes.position() + body);
            end = bytes.position();
        }
        return end > 0
                ? bytes.rewind().limit(end)
                : read(start, Frame.HEADER + header(start).bodyLength());
    }

    /** The key of the entry at {@code place}. */
    byte[] key(long place) throws IOException {
        return read(place + Short.BYTES, length(place)).array();
    }

    /** The content of the entry at {@code place}. */
    byte[] content(long place) throws IOException {
        long start = contentAt(place);
        return read(start + Short.BYTES, length(start)).array();
    }

    /** The attachment of the entry at {@code place}, in a frame of today's form. */
    byte[] attachment(long place) throws IOException {
        long content = contentAt(place);
        long start = content + Short.BYTES + length(content);
        return read(start + Integer.BYTES, read(start, Integer.BYTES).getInt()).array();
    }

    private long contentAt(long place) throws IOException {
        return place + Short.BYTES + length(place);
    }

    private int length(long at) throws IOException {
        return Short.toUnsignedInt(read(at, Short.BYTES).getShort());
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
