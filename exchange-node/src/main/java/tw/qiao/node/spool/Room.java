package tw.qiao.node.spool;

import java.util.Optional;
import tw.qiao.node.message.Body;

/**
 * Where the body of a message goes while it is read: into memory, and beyond {@link Body#SMALL} into a spool.
 *
 * @param largest the longest body
 * @param spool where large ones go; all stay in memory where there is none
 */
public record Room(long largest, Optional<Spool> spool) {
    /** For bodies of at most {@code largest} octets, all in memory. */
    public static Room inMemory(int largest) {
        return new Room(largest, Optional.empty());
    }

    /** For bodies of any length up to {@code largest}. */
    public static Room in(Spool spool, long largest) {
        return new Room(largest, Optional.of(spool));
    }

    /** How long a body in memory may be. */
    long inMemory() {
        return spool.isPresent() ? Math.min(largest, Body.SMALL) : largest;
    }

    /** Whether a body of the given length stays in memory. */
    public boolean keepsInMemory(long length) {
        return length <= inMemory();
    }

    /** Begins to take in a body of a known length. */
    public Intake intake(long length) throws TooLargeException, SpoolFullException {
        if (length > largest) {
            throw new TooLargeException(largest);
        }
        return new Intake(this, length);
    }

    /** Begins to take in a body whose end will be seen when it is there. */
    public Intake intake() throws SpoolFullException {
        return new Intake(this, 0);
    }
}
