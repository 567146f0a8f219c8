package tw.qiao.kernel.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Up to 256 neighbouring entries in one file (C2SP tlog-tiles): each its length in 16 bits, and its bytes. */
final class EntryBundle {
    /** The length of the longest bundle. */
    static final int LONGEST = TilePath.FULL * (EvidenceLog.LONGEST_ENTRY + Short.BYTES);

    private EntryBundle() {}

    /** The entries, if {@code bundle} holds exactly {@code count} of them. */
    static Optional<List<byte[]>> entries(byte[] bundle, int count) {
        var bytes = ByteBuffer.wrap(bundle);
        var entries = new ArrayList<byte[]>();
        while (bytes.hasRemaining()) {
            if (bytes.remaining() < Short.BYTES) {
                return Optional.empty();
            }
            int length = Short.toUnsignedInt(bytes.getShort());
            if (length > bytes.remaining()) {
                return Optional.empty();
            }
            byte[] entry = new byte[length];
            bytes.get(entry);
            entries.add(entry);
        }
        return entries.size() == count ? Optional.of(entries) : Optional.empty();
    }

    /** The first {@code count} entries of a bundle that holds more, as a bundle. */
    static Optional<byte[]> beginning(byte[] bundle, int count) {
        var bytes = ByteBuffer.wrap(bundle);
        for (int i = 0; i < count; i++) {
            if (bytes.remaining() < Short.BYTES) {
                return Optional.empty();
            }
            int length = Short.toUnsignedInt(bytes.getShort());
            if (length > bytes.remaining()) {
                return Optional.empty();
            }
            bytes.position(bytes.position() + length);
        }
        return Optional.of(Arrays.copyOf(bundle, bytes.position()));
    }
}
