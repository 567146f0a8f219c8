package tw.qiao.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of all nodes of a test, which is right until it is moved. */
final class MovableClock extends Clock {
    private final Clock right = Clock.systemUTC();
    private volatile Duration off = Duration.ZERO;

    /** Has it show {@code now}, and go on from there. */
    void set(Instant now) {
        off = Duration.between(right.instant(), now);
    }

    @Override
    public Instant instant() {
        return right.instant().plus(off);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nodes ask for moments alone");
    }
}
