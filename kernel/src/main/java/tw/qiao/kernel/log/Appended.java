package tw.qiao.kernel.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an entry stands now that it is durable, and the signature of the message that came with it. */
public final class Appended {
    private final long index;
    private final @Nullable SigningGroup group;
    private final int place;

    Appended(long index, @Nullable SigningGroup group, int place) {
        this.index = index;
        this.group = group;
        this.place = place;
    }

    /** Makes the signature that {@link #signature} gives, if one does. */
    void sign() {
        if (group != null) {
            group.sign();
        }
    }

    /** The index of the entry, from 0. */
    public long index() {
        return index;
    }

    /** The {@link GroupSignature} of the message that came with the entry, if one did. */
    public Optional<byte[]> signature() {
        return group == null ? Optional.empty() : Optional.of(group.signature(place));
    }
}
