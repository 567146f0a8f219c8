package tw.qiao.analytics.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;

/** Messages between a worker and its client: four bytes of length, big-endian, then as many bytes of UTF-8 JSON. */
final class Frames {
    /** How many characters a message may carry: six bytes for each, which JSON may need, leave it within 16 MiB. */
    static final int MOST_CHARACTERS = 5 * 512 * 1024;

    private static final int LONGEST = 16 * 1024 * 1024;

    private Frames() {}

    /** Writes one message and flushes it. Callers take turns. */
    static void write(DataOutputStream out, JsonNode message) throws IOException {
        byte[] bytes = CanonicalJson.MAPPER.writeValueAsBytes(message);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /** The next message, or empty when the other side is gone, be it in the middle of a message. */
    static Optional<JsonNode> read(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            if (length < 0 || length > LONGEST) {
                throw new IOException("A message of " + length + " bytes is not within 16 MiB");
            }
            return Optional.of(CanonicalJson.MAPPER.readTree(in.readNBytes(length)));
        } catch (EOFException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException("A message was not JSON, or was cut off", e);
        }
    }
}
