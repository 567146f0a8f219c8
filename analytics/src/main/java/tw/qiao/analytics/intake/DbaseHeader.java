package tw.qiao.analytics.intake;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.Problem;

/**
 * The header of a table of dBase III or IV.
 *
 * @param language the language driver, by which some programs tell the encoding
 * @param recordLength bytes of a record with its mark of deletion
 */
record DbaseHeader(long records, int recordLength, int language, List<Field> fields) {
    private static final int FIXED = 32;
    private static final int FIELD = 32;
    private static final int END = 0x0D;
    private static final String VERSIONS = "\u0003012\u0083\u008bCc\u00cb\u00f5";

    /** A column. {@code name} has a character for each byte of the file. */
    record Field(String name, char type, int length) {}

    /** Whether a file that begins with {@code start} (a character for each byte) is one. */
    static boolean isLike(String start) {
        if (start.length() < FIXED + FIELD || VERSIONS.indexOf(start.charAt(0)) < 0) {
            return false;
        }
        int headerLength = start.charAt(8) | start.charAt(9) << 8;
        int recordLength = start.charAt(10) | start.charAt(11) << 8;
        boolean date = start.charAt(2) <= 12 && start.charAt(3) <= 31;
        return date
                && recordLength > 1
                && headerLength > FIXED + FIELD
                && "CNFDLMBGIT@+OYV".indexOf(start.charAt(43)) >= 0;
    }

    static DbaseHeader read(Path path, DataInputStream in) throws IOException {
        byte[] fixed = in.readNBytes(FIXED);
        if (fixed.length < FIXED) {
            throw new EOFException("the header is cut off");
        }
        ByteBuffer header = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Short.toUnsignedInt(header.getShort(8));
        var fields = new ArrayList<Field>();
        int rest = headerLength - FIXED;
        byte[] descriptors = in.readNBytes(rest);
        for (int at = 0; at + FIELD <= descriptors.length && descriptors[at] != END; at += FIELD) {
            fields.add(field(descriptors, at));
        }
        var read = new DbaseHeader(
                Integer.toUnsignedLong(header.getInt(4)),
                Short.toUnsignedInt(header.getShort(10)),
                Byte.toUnsignedInt(header.get(29)),
                fields);
        if (descriptors.length < rest || read.width() != read.recordLength()) {
            throw Problem.invalid(
                    "intake_dbf", path + " contradicts itself: its columns do not fill its records 欄位長度與紀錄長度不符");
        }
        return read;
    }

    private static Field field(byte[] descriptors, int at) {
        int end = at;
        while (end < at + 11 && descriptors[end] != 0) {
            end++;
        }
        char type = new String(descriptors, at + 11, 1, StandardCharsets.ISO_8859_1).charAt(0);
        int length = Byte.toUnsignedInt(descriptors[at + 16]);
        // Clipper keeps the upper half of a long text's length where numbers have their decimals
        int more = type == 'C' ? Byte.toUnsignedInt(descriptors[at + 17]) << 8 : 0;
        return new Field(new String(descriptors, at, end - at, StandardCharsets.ISO_8859_1), type, length + more);
    }

    private int width() {
        return 1 + fields.stream().mapToInt(Field::length).sum();
    }
}
