package tw.qiao.node.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tw.qiao.node.message.Body;

/**
 * What is erased after its time: without it nobody can tell what was asked and answered.
 *
 * @param salt the salt of both commitments
 * @param message the message of the entry
 * @param body the answer's body; empty where this node gave none
 * @param headers the header fields of the answer as they cross
 * @param file by what a large body is found; empty where there is none
 */
record Erasable(String salt, KeptMessage message, Body body, String headers, String file) {
    byte[] octets() {
        byte[][] parts = {
            salt.getBytes(StandardCharsets.US_ASCII),
            message.base(),
            message.signature(),
            body.octets(),
            headers.getBytes(StandardCharsets.US_ASCII),
            file.getBytes(StandardCharsets.US_ASCII)
        };
        int length = 0;
        for (byte[] part : parts) {
            length += Integer.BYTES + part.length;
        }
        var out = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            out.putInt(part.length).put(part);
        }
        return out.array();
    }

    static Erasable of(byte[] octets) {
        var in = ByteBuffer.wrap(octets);
        String salt = text(in);
        var message = new KeptMessage(part(in), part(in));
        return new Erasable(salt, message, Body.of(part(in)), text(in), in.hasRemaining() ? text(in) : "");
    }

    private static String text(ByteBuffer in) {
        return new String(part(in), StandardCharsets.US_ASCII);
    }

    private static byte[] part(ByteBuffer in) {
        byte[] part = new byte[in.getInt()];
        in.get(part);
        return part;
    }
}
