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
    record Header(boolean isOfFirstForm, int bodyLength, long firstIndex, Instant time, int bodyCrc) {}

    /** An entry and the place of its content, counted from the start of the body. */
    record Item(LogEntry entry, int offset) {}

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

    /** The header at the start of {@code bytes}; throws if it does not check. */
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
    static List<Item> items(Header header, byte[] body) throws DamagedException {
        if (crc(body, 0, body.length) != header.bodyCrc()) {
            throw new DamagedException("the frame of entry " + header.firstIndex() + " does not check");
        }
        var in = ByteBuffer.wrap(body);
        var items = new ArrayList<Item>();
        while (in.hasRemaining()) {
            String key = new String(chunk(in), StandardCharsets.UTF_8);
            int offset = in.position();
            long index = header.firstIndex() + items.size();
            byte[] content = chunk(in);
            byte @Nullable [] attachment = header.isOfFirstForm() ? null : attachment(in);
            items.add(new Item(new LogEntry(index, key, header.time(), content, attachment), offset));
        }
        return items;
    }

    private static byte[] chunk(ByteBuffer in) throws DamagedException {
        if (in.remaining() < 2) {
            throw new DamagedException("an entry is cut off");
        }
        return bytes(in, Short.toUnsignedInt(in.getShort()));
    }

    private static byte[] attachment(ByteBuffer in) throws DamagedException {
        if (in.remaining() < Integer.BYTES) {
            throw new DamagedException("an entry is cut off");
        }
        return bytes(in, in.getInt());
    }

    private static byte[] bytes(ByteBuffer in, int length) throws DamagedException {
        if (length < 0 || in.remaining() < length) {
            throw new DamagedException("an entry is cut off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
