package tw.qiao.node.spool;

import java.util.Optional;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

/**
 * Where the body of a message goes while it is read: into memory, and beyond {@link Body#SMALL} into a spool.
 *
 * @param largest the longest body
 * @param spool where large ones go; all stay in memory where there is none
 * @param passing which answers are not taken in, but read while they are passed on
 */
public record Room(long largest, Optional<Spool> spool, Passing passing) {
    private static final Passing NONE = (_, _) -> false;

    /** Decides by the head of an answer whether it is passed on while it comes. */
    public interface Passing {
        boolean passes(int status, Fields head);
    }

    /** For bodies of at most {@code largest} octets, all in memory. */
    public static Room inMemory(int largest) {
        return new Room(largest, Optional.empty(), NONE);
    }

    /** For bodies of any length up to {@code largest}. */
    public static Room in(Spool spool, long largest) {
        return new Room(largest, Optional.of(spool), NONE);
    }

    /** This room, where {@code which} answers are passed on while they come. */
    public Room passing(Passing which) {
        return new Room(largest, spool, which);
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
