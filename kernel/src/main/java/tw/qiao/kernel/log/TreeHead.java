package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/**
 * What the text of a checkpoint says (C2SP tlog-checkpoint).
 *
 * @param origin the name of the log
 * @param size the number of its entries
 * @param root the root of their tree
 * @param isExtended whether lines follow that only some signatures cover
 */
record TreeHead(String origin, long size, Hash root, boolean isExtended) {
    private static final byte[] LABEL = "subtree/v1\n\0".getBytes(UTF_8);
    private static final int LONGEST_NAME = 255;

    static TreeHead parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
            throw malformed();
        }
        return new TreeHead(lines.getFirst(), size(lines.get(1)), Hash.ofBase64(lines.get(2)), lines.size() > 3);
    }

    /** A count in decimal, without sign and leading zeroes. */
    static long size(String line) {
        try {
            long size = Long.parseLong(line);
            if (size >= 0 && Long.toString(size).equals(line)) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw malformed();
        }
        throw malformed();
    }

    String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /**
     * The {@code cosigned_message} that an ML-DSA-44 cosignature covers (C2SP tlog-cosignature). There is none for a
     * head with further lines: they would stand under a signature that does not cover them.
     */
    Optional<byte[]> cosignedMessage(String cosigner, long time) {
        byte[] name = cosigner.getBytes(UTF_8);
        byte[] log = origin.getBytes(UTF_8);
        if (isExtended || name.length > LONGEST_NAME || log.length > LONGEST_NAME) {
            return Optional.empty();
        }
        int length = LABEL.length + 1 + name.length + 1 + log.length + 3 * Long.BYTES + Hash.LENGTH;
        return Optional.of(ByteBuffer.allocate(length)
                .put(LABEL)
                .put((byte) name.length)
                .put(name)
                .putLong(time)
                .put((byte) log.length)
                .put(log)
                .putLong(0)
                .putLong(size)
                .put(root.bytes())
                .array());
    }

    private static Problem malformed() {
        return Problem.invalid(
                "checkpoint_malformed", "A checkpoint is an origin, a size and a root (C2SP tlog-checkpoint)");
    }
}
