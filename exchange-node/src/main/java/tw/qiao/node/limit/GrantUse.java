package tw.qiao.node.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Quota;

/** What a grant was used for so far, at this node. */
final class GrantUse {
    static final long HOUR = Duration.ofHours(1).toSeconds();
    static final long DAY = Duration.ofDays(1).toSeconds();

    private static final ZoneOffset TAIWAN = ZoneOffset.ofHours(8);
    private static final long SECOND = 1_000_000_000L;

    private final AtomicInteger underWay = new AtomicInteger();
    private final TokenBucket bucket;
    private long day = Long.MIN_VALUE;
    private long today;
    private long hour = Long.MIN_VALUE;
    private long thisHour;

    GrantUse(long nanos) {
        bucket = new TokenBucket(nanos);
    }

    /** The number of the window of {@code length} seconds, by the calendar of Taiwan, that {@code moment} is in. */
    static long window(Instant moment, long length) {
        return Math.floorDiv(local(moment), length);
    }

    /** Counts one use that was admitted before this node was started. */
    synchronized void recall(Instant moment) {
        turn(moment);
        today += window(moment, DAY) == day ? 1 : 0;
        thisHour += window(moment, HOUR) == hour ? 1 : 0;
    }

    /** Begins a use, if the node's share of {@code quota} allows it. */
    void begin(Quota quota, Share share, Instant now, long nanos) {
        int most = quota.atOnce() == 0 ? Integer.MAX_VALUE : share.atLeastOne(quota.atOnce());
        if (underWay.incrementAndGet() > most) {
            underWay.decrementAndGet();
            throw Overload.tooMany(Duration.ofSeconds(1));
        }
        try {
            takeToken(quota, share, nanos);
            takeFromWindows(quota, share, now);
        } catch (Problem refused) {
            underWay.decrementAndGet();
            throw refused;
        }
    }

    /** Ends a use. */
    void end() {
        underWay.decrementAndGet();
    }

    private void takeToken(Quota quota, Share share, long nanos) {
        if (quota.perSecond() == 0) {
            return;
        }
        long wait = bucket.take(nanos, SECOND * share.nodes() / quota.perSecond(), share.atLeastOne(quota.burst()));
        if (wait > 0) {
            throw Overload.tooMany(Duration.ofNanos(wait));
        }
    }

    private synchronized void takeFromWindows(Quota quota, Share share, Instant now) {
        turn(now);
        if (today >= share.of(quota.perDay())) {
            throw Overload.quota(untilNext(now, DAY));
        }
        if (thisHour >= share.of(quota.perHour())) {
            throw Overload.quota(untilNext(now, HOUR));
        }
        today++;
        thisHour++;
    }

    /** Uncounts a use of the given moment. */
    synchronized void takeBack(Instant moment) {
        today -= window(moment, DAY) == day && today > 0 ? 1 : 0;
        thisHour -= window(moment, HOUR) == hour && thisHour > 0 ? 1 : 0;
    }

    /** Only forward: a clock that is set back opens no window again. */
    private void turn(Instant moment) {
        if (window(moment, DAY) > day) {
            day = window(moment, DAY);
            today = 0;
        }
        if (window(moment, HOUR) > hour) {
            hour = window(moment, HOUR);
            thisHour = 0;
        }
    }

    private static Duration untilNext(Instant now, long length) {
        return Duration.ofSeconds(length - Math.floorMod(local(now), length));
    }

    private static long local(Instant moment) {
        return moment.getEpochSecond() + TAIWAN.getTotalSeconds();
    }
}
