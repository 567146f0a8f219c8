package tw.qiao.kernel.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A frame with a true header around any body. */
final class RawFrame {
    static final int FIRST_FORM = 0x514C_4F31;
    static final int TODAYS_FORM = 0x514C_4F32;

    private static final int HEADER = 32;

    private RawFrame() {}

    static byte[] around(byte[] body, int form) {
        var frame = ByteBuffer.allocate(HEADER + body.length);
        frame.position(HEADER).put(body).position(0);
        frame.putInt(form).putInt(body.length).putLong(0).putLong(0);
        frame.putInt(crc(frame.array(), HEADER, body.length)).putInt(crc(frame.array(), 0, HEADER - 4));
        return frame.array();
    }

    private static int crc(byte[] octets, int offset, int length) {
        var crc = new CRC32C();
        crc.update(octets, offset, length);
        return (int) crc.getValue();
    }
}
