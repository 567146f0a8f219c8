package tw.qiao.kernel.log;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An entry on its way to the disk; {@link #appended} completes when it is there. */
final class Pending {
    private static final byte[] NOTHING = new byte[0];

    private final NewEntry entry;
    private final byte[] keyBytes;
    private final Hash leaf;
    private final CompletableFuture<Appended> appended = new CompletableFuture<>();
    private byte[] attachment = NOTHING;
    private boolean taken;

    /**
     * An entry.
     *
     * @param keyBytes its key in UTF-8
     */
    Pending(NewEntry entry, byte[] keyBytes) {
        this.entry = entry;
        this.keyBytes = keyBytes;
        this.leaf = Hash.leaf(entry.content());
    }

    String key() {
        return entry.key();
    }

    byte[] keyBytes() {
        return keyBytes;
    }

    byte[] content() {
        return entry.content();
    }

    Hash leaf() {
        return leaf;
    }

    Optional<NewEntry.Signing> signing() {
        return entry.signing();
    }

    /** It belongs to a group that is about to be written; under the sequencer's lock. */
    void take() {
        taken = true;
    }

    boolean isTaken() {
        return taken;
    }

    /** Makes the attachment, now that the entry has its place. */
    void placed(long index) {
        attachment = entry.attachment().map(octets -> octets.at(index)).orElse(NOTHING);
    }

    byte[] attachment() {
        return attachment;
    }

    CompletableFuture<Appended> appended() {
        return appended;
    }

    /** In a frame. */
    int size() {
        return Frame.sizeOf(keyBytes, content(), attachment);
    }

    /** More or less, before it is placed. */
    int about() {
        return size() + entry.about();
    }
}
