package tw.qiao.node.limit;

import java.time.Duration;

/**
 * A circuit breaker (斷路器). Closed, it lets everything pass. After {@value #FAILURES} failures in a row it is open: what
 * comes is refused at once. After a pause one call may try (half open); its success closes the circuit, its failure
 * doubles the pause.
 */
final class Breaker {
    private static final int FAILURES = 5;

    private final long shortest;
    private final long longest;
    private int failures;
    private boolean open;
    private boolean tried;
    private long pause;
    private long openUntil;

    Breaker(Duration shortest, Duration longest) {
        this.shortest = shortest.toNanos();
        this.longest = longest.toNanos();
        this.pause = this.shortest;
    }

    /** 0 where a call may try, otherwise nanoseconds after which one may. */
    synchronized long waitNanos(long now) {
        if (!open) {
            return 0;
        }
        return tried ? Math.max(1, shortest) : Math.max(0, openUntil - now);
    }

    /** Whether a call may pass now; in the half open circuit only one may. What passed ends in {@link #ended}. */
    synchronized boolean passes(long now) {
        if (open && (tried || openUntil - now > 0)) {
            return false;
        }
        tried = open;
        return true;
    }

    /** Tells how a call that passed went. */
    synchronized void ended(boolean failed, long now) {
        if (!failed) {
            failures = 0;
            open = false;
            tried = false;
            pause = shortest;
        } else if (open && tried) {
            pause = Math.min(longest, pause * 2);
            open(now);
        } else if (++failures >= FAILURES && !open) {
            open(now);
        }
    }

    private void open(long now) {
        open = true;
        tried = false;
        openUntil = now + pause;
    }
}
