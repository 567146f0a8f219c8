package tw.qiao.node.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate with a burst, as the generic cell rate algorithm (ITU-T I.371) keeps it: one number, the moment at which the
 * bucket would be full again.
 */
final class TokenBucket {
    private final AtomicLong fullAt;

    /** A full bucket. */
    TokenBucket(long now) {
        fullAt = new AtomicLong(now);
    }

    /**
     * Takes a token.
     *
     * @param now a moment in nanoseconds
     * @param interval nanoseconds in which a token comes back
     * @param burst how many tokens there are in a full bucket
     * @return 0, or the nanoseconds after which there is a token again
     */
    long take(long now, long interval, int burst) {
        while (true) {
            long known = fullAt.get();
            long base = known - now > 0 ? known : now;
            long wait = base - now - (burst - 1L) * interval;
            if (wait > 0) {
                return wait;
            }
            if (fullAt.compareAndSet(known, base + interval)) {
                return 0;
            }
        }
    }
}
