package tw.qiao.kernel.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import tw.qiao.kernel.Problem;

/**
 * A ZIP file whose files are stored, not compressed, in one byte form for each list of files. What is read must be the
 * very bytes that would be written, so nothing can be hidden in it, unpacked beside it, or blown up by it.
 */
public final class StoredArchive {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_LENGTH = 46;
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LARGEST = 32 * 1024 * 1024;
    private static final int MOST_FILES = 256;
    private static final short VERSION = 20;
    private static final short FIRST_OF_1980 = 0x21;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final int LONGEST_NAME = 200;

    private StoredArchive() {}

    /** The archive of {@code files}, by name and in their order. */
    public static byte[] write(SequencedMap<String, byte[]> files) {
        var local = new ByteArrayOutputStream();
        var central = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            byte[] label = name.getBytes(StandardCharsets.US_ASCII);
            int offset = local.size();
            local.writeBytes(common(header(LOCAL, LOCAL_LENGTH), label, content)
                    .putShort((short) 0)
                    .array());
            local.writeBytes(label);
            local.writeBytes(content);
            central.writeBytes(common(header(CENTRAL, CENTRAL_LENGTH).putShort(VERSION), label, content)
                    .putInt(CENTRAL_LENGTH - Integer.BYTES, offset)
                    .array());
            central.writeBytes(label);
        });
        int start = local.size();
        local.writeBytes(central.toByteArray());
        local.writeBytes(header(END, END_LENGTH)
                .putInt(0)
                .putShort((short) files.size())
                .putShort((short) files.size())
                .putInt(central.size())
                .putInt(start)
                .array());
        return local.toByteArray();
    }

    private static ByteBuffer header(int mark, int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(mark);
    }

    private static ByteBuffer common(ByteBuffer header, byte[] name, byte[] content) {
        var sum = new CRC32();
        sum.update(content);
        return header.putShort(VERSION)
                .putInt(0)
                .putShort((short) 0)
                .putShort(FIRST_OF_1980)
                .putInt((int) sum.getValue())
                .putInt(content.length)
                .putInt(content.length)
                .putShort((short) name.length);
    }

    /** The files of an archive in this form; every other is refused. */
    public static SequencedMap<String, byte[]> read(byte[] archive) {
        if (archive.length > LARGEST) {
            throw malformed("it is larger than " + LARGEST + " octets");
        }
        var files = new LinkedHashMap<String, byte[]>();
        var in = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= LOCAL_LENGTH && in.getInt(in.position()) == LOCAL) {
            file(in, files);
        }
        if (!Arrays.equals(write(files), archive)) {
            throw malformed("its bytes are not those of its files, stored in their order");
        }
        return files;
    }

    private static void file(ByteBuffer in, Map<String, byte[]> files) {
        int size = in.getInt(in.position() + 22);
        int length = Short.toUnsignedInt(in.getShort(in.position() + 26));
        in.position(in.position() + LOCAL_LENGTH);
        if (size < 0 || length > LONGEST_NAME || in.remaining() - length < size) {
            throw malformed("a file is longer than the archive");
        }
        byte[] label = new byte[length];
        in.get(label);
        byte[] content = new byte[size];
        in.get(content);
        String name = new String(label, StandardCharsets.ISO_8859_1);
        if (!NAME.matcher(name).matches() || files.size() == MOST_FILES || files.put(name, content) != null) {
            throw malformed("a name is strange or comes twice, or there are more than " + MOST_FILES + " files");
        }
    }

    private static Problem malformed(String reason) {
        return Problem.invalid("archive_malformed", "The archive is not in the form of Qiao's archives: " + reason);
    }
}
