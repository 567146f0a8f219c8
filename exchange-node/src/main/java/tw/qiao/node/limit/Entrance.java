package tw.qiao.node.limit;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the node works on at all for others at a time, in equal shares for those who come. */
public final class Entrance {
    private static final int INSIDE = 2048; // room for some bulkheads that are full
    private static final int WAITING = 2048;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final int inside;
    private final FairGate gate;

    Entrance(int inside, int waiting) {
        this.inside = inside;
        this.gate = new FairGate(inside, waiting);
    }

    /** With room for what a node bears. */
    public Entrance() {
        this(INSIDE, WAITING);
    }

    /**
     * Does {@code work} for {@code party}, or refuses it.
     *
     * @param refusing what is done before the refusal
     */
    public <T> T through(String party, Supplier<T> work, Runnable refusing) {
        if (!gate.enters(party, PATIENCE)) {
            refusing.run();
            throw Overload.node();
        }
        try {
            return work.get();
        } finally {
            gate.leave(party, inside);
        }
    }
}
