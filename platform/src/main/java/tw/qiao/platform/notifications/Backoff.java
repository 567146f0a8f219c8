package tw.qiao.platform.notifications;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: {@code min(cap, base · 2ⁿ) · random(0.5 … 1)}, so that many senders that fail
 * together do not come back together.
 */
record Backoff(Duration base, Duration cap, RandomGenerator random) {
    private static final int MOST_DOUBLINGS = 30;

    /** The delay after the {@code failures}-th failure, from 1. */
    Duration after(int failures) {
        long doubled = base.toMillis() << Math.min(Math.max(0, failures - 1), MOST_DOUBLINGS);
        long longest = Math.min(cap.toMillis(), doubled);
        return Duration.ofMillis(Math.round(longest * random.nextDouble(0.5, 1)));
    }
}
