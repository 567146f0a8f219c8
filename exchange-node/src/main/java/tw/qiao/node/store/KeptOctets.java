package tw.qiao.node.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is kept with an entry of the log, as it lies there: the period whose key seals what is erased after its time,
 * that, and what stays, sealed with the store's own key.
 */
final class KeptOctets {
    private static final byte FORM = 1;

    private final String period;
    private final byte[] erasable;
    private final byte[] lasting;

    /** @param lasting none for an entry that keeps its message alone */
    KeptOctets(String period, byte[] erasable, byte[] lasting) {
        this.period = period;
        this.erasable = erasable;
        this.lasting = lasting;
    }

    /** Reads what was attached to an entry; nothing if that had no attachment. */
    static Optional<KeptOctets> of(byte[] attachment) {
        if (attachment.length == 0 || attachment[0] != FORM) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(attachment).position(1);
        byte[] period = new byte[in.get()];
        in.get(period);
        byte[] erasable = new byte[in.getInt()];
        in.get(erasable);
        byte[] lasting = new byte[in.remaining()];
        in.get(lasting);
        return Optional.of(new KeptOctets(new String(period, StandardCharsets.US_ASCII), erasable, lasting));
    }

    byte[] octets() {
        byte[] name = period.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + name.length + Integer.BYTES + erasable.length + lasting.length)
                .put(FORM)
                .put((byte) name.length)
                .put(name)
                .putInt(erasable.length)
                .put(erasable)
                .put(lasting)
                .array();
    }

    String period() {
        return period;
    }

    byte[] erasable() {
        return erasable;
    }

    byte[] lasting() {
        return lasting;
    }
}
