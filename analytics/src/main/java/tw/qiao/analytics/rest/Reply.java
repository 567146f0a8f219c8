package tw.qiao.analytics.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What is answered. */
public record Reply(int status, Map<String, String> headers, Content content) {
    private static final int BLOCK = 64 * 1024;

    /** What follows the headers; a server leaves it away where the method is HEAD. */
    public sealed interface Content {
        /** How many bytes it has. */
        long length();

        /** Writes all of it. */
        void write(OutputStream out) throws IOException;
    }

    /** Bytes in memory. */
    private static final class Bytes implements Content {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    /** A part of a file. */
    record FilePart(Path file, long from, long length) implements Content {
        @Override
        public void write(OutputStream out) throws IOException {
            byte[] block = new byte[BLOCK];
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                for (long at = from; at < from + length; ) {
                    ByteBuffer buffer = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, from + length - at));
                    int read = channel.read(buffer, at);
                    if (read < 0) {
                        throw new IOException("The file ended early: " + file.getFileName());
                    }
                    out.write(block, 0, read);
                    at += read;
                }
            }
        }
    }

    static Reply json(JsonNode tree) {
        return of(200, "application/json", tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(String text) {
        return of(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new Bytes(new byte[0]));
    }

    static Reply of(int status, String type, byte[] bytes) {
        return new Reply(status, Map.of("Content-Type", type), new Bytes(bytes));
    }

    Reply with(String name, String value) {
        var all = new TreeMap<>(headers);
        all.put(name, value);
        return new Reply(status, all, content);
    }
}
