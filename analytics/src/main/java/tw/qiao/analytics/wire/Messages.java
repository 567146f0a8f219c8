package tw.qiao.analytics.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The messages of the protocol: a letter, four bytes of length that count themselves, the content. */
final class Messages {
    private static final int LONGEST = 1024 * 1024;

    private final DataInputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final DataOutputStream writer = new DataOutputStream(content);

    Messages(DataInputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** What a client sent. */
    record Received(char kind, ByteBuffer content) {
        /** A text that ends with a zero. */
        String text() {
            int start = content.position();
            while (content.get() != 0) {
                // the end of the text
            }
            byte[] bytes = new byte[content.position() - start - 1];
            content.get(start, bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** All that is left, as a text. */
        String rest() {
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    Received read() throws IOException {
        int kind = in.readUnsignedByte();
        return new Received((char) kind, content());
    }

    /** A first message, which has no letter. */
    ByteBuffer content() throws IOException {
        int length = in.readInt() - Integer.BYTES;
        if (length < 0 || length > LONGEST) {
            throw new IOException("A message of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("A message that ends too early");
        }
        return ByteBuffer.wrap(bytes);
    }

    Messages number(int value) throws IOException {
        writer.writeInt(value);
        return this;
    }

    Messages small(int value) throws IOException {
        writer.writeShort(value);
        return this;
    }

    Messages letter(char value) throws IOException {
        writer.writeByte(value);
        return this;
    }

    Messages text(String value) throws IOException {
        writer.write(value.getBytes(StandardCharsets.UTF_8));
        writer.writeByte(0);
        return this;
    }

    /** A text without an end. */
    Messages plain(String value) throws IOException {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Messages bytes(byte[] value) throws IOException {
        writer.write(value);
        return this;
    }

    /** Ends a message with what was written since the last. */
    void send(char kind) throws IOException {
        out.write(kind);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt(content.size() + Integer.BYTES)
                .array());
        content.writeTo(out);
        content.reset();
    }

    /** Answers a request for encryption. */
    void refuseEncryption() throws IOException {
        out.write('N');
        out.flush();
    }

    void flush() throws IOException {
        out.flush();
    }
}
