package tw.qiao.kernel.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The unit of writing: the entries that became durable by one fdatasync. A header (magic, length of the body, first
 * index, time, CRC of the body, CRC of the header) and a body of entries (length and bytes of the key, of the content,
 * and of the attachment, which the first form of a frame does not have); all numbers big-endian.
 */
final class Frame {
    static final int HEADER = 32;
    static final int LARGEST_BODY = 64 * 1024 * 1024;

    private static final int FIRST_MAGIC = 0x514C_4F31; // QLO1
    private static final int MAGIC = 0x514C_4F32; // QLO2
    private static final int COVERED_BY_HEADER_CRC = HEADER - 4;

    private Frame() {}

    /** What a frame's header says. */
    record Header(boolean isOfFirstForm, int bodyLength, long firstIndex, Instant time, int bodyCrc) {
        /** Throws if {@code body} is not the one that was written with this header. */
        void check(ByteBuffer body) throws DamagedException {
            if (crc(body.array(), body.arrayOffset() + body.position(), body.remaining()) != bodyCrc) {
                throw new DamagedException("the frame of entry " + firstIndex + " does not check");
            }
        }
    }

    static int sizeOf(byte[] key, byte[] content, byte[] attachment) {
        return 8 + key.length + content.length + attachment.length;
    }

    static ByteBuffer encode(long firstIndex, Instant time, List<Pending> entries) {
        int length = entries.stream().mapToInt(Pending::size).sum();
        var frame = ByteBuffer.allocate(HEADER + length).position(HEADER);
        for (Pending entry : entries) {
            frame.putShort((short) entry.keyBytes().length).put(entry.keyBytes());
            frame.putShort((short) entry.content().length).put(entry.content());
            frame.putInt(entry.attachment().length).put(entry.attachment());
        }
        int bodyCrc = crc(frame.array(), HEADER, length);
        frame.position(0);
        frame.putInt(MAGIC).putInt(length).putLong(firstIndex);
        frame.putLong(time.toEpochMilli()).putInt(bodyCrc);
        frame.putInt(crc(frame.array(), 0, COVERED_BY_HEADER_CRC));
        return frame.rewind();
    }

    /** The header at the position of {@code bytes}, which moves behind it; throws if it does not check. */
    static Header header(ByteBuffer bytes) throws DamagedException {
        int start = bytes.position();
        int crc = crc(bytes.array(), bytes.arrayOffset() + start, COVERED_BY_HEADER_CRC);
        int magic = bytes.getInt();
        var header = new Header(
                magic == FIRST_MAGIC,
                bytes.getInt(),
                bytes.getLong(),
                Instant.ofEpochMilli(bytes.getLong()),
                bytes.getInt());
        boolean known = magic == MAGIC || magic == FIRST_MAGIC;
        if (crc != bytes.getInt() || !known || header.bodyLength() <= 0 || header.bodyLength() > LARGEST_BODY) {
            throw new DamagedException("a frame's header does not check");
        }
        return header;
    }

    /** The entries of a body; throws if it does not check. */
    static List<LogEntry> entries(Header header, ByteBuffer body) throws DamagedException {
        header.check(body);
        var entries = new ArrayList<LogEntry>();
        while (body.hasRemaining()) {
            String key = StandardCharsets.UTF_8.decode(chunk(body)).toString();
            long index = header.firstIndex() + entries.size();
            byte[] content = octets(chunk(body));
            byte @Nullable [] attachment = header.isOfFirstForm() ? null : octets(attachment(body));
            entries.add(new LogEntry(index, key, header.time(), content, attachment));
        }
        return entries;
    }

    /** The key or content at the position of {@code in}, which moves behind it. */
    static ByteBuffer chunk(ByteBuffer in) throws DamagedException {
        if (in.remaining() < Short.BYTES) {
            throw cutOff();
        }
        return part(in, Short.toUnsignedInt(in.getShort()));
    }

    /** The attachment at the position of {@code in}, which moves behind it. */
    static ByteBuffer attachment(ByteBuffer in) throws DamagedException {
        if (in.remaining() < Integer.BYTES) {
            throw cutOff();
        }
        return part(in, in.getInt());
    }

    private static ByteBuffer part(ByteBuffer in, int length) throws DamagedException {
        if (length < 0 || in.remaining() < length) {
            throw cutOff();
        }
        var part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static DamagedException cutOff() {
        return new DamagedException("an entry is cut off");
    }

    private static byte[] octets(ByteBuffer part) {
        byte[] octets = new byte[part.remaining()];
        part.get(octets);
        return octets;
    }

    private static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
