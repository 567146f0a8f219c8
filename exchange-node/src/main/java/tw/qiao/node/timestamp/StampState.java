package tw.qiao.node.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How far the time stamps of a log have come. Messages go on whatever it says; one later stamp covers all before it.
 *
 * @param level how bad it is
 * @param stamped the number of entries under the newest stamp
 * @param entries the number of entries that could be under one
 * @param waitingSince since when some of them wait
 * @param failure why the last try failed, empty when it did not
 */
public record StampState(Level level, long stamped, long entries, Optional<Instant> waitingSince, String failure) {
    /** What to do about it. */
    public enum Level {
        /** No authority is set: there are no stamps. */
        OFF,
        /** Nothing. */
        CURRENT,
        /** Look at it today. */
        LATE,
        /** Look at it now. */
        ALARM,
        /** Longer than a court should be asked to bridge. */
        CRITICAL
    }

    private static final Duration LATE = Duration.ofMinutes(5);
    private static final Duration ALARM = Duration.ofHours(4);
    private static final Duration CRITICAL = Duration.ofHours(24);

    static Level level(Duration waiting) {
        if (waiting.compareTo(LATE) < 0) {
            return Level.CURRENT;
        }
        if (waiting.compareTo(ALARM) < 0) {
            return Level.LATE;
        }
        return waiting.compareTo(CRITICAL) < 0 ? Level.ALARM : Level.CRITICAL;
    }

    /** For canonical JSON. */
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("level", level.name().toLowerCase(Locale.ROOT));
        json.put("stamped", stamped);
        json.put("entries", entries);
        waitingSince.ifPresent(since -> json.put("waiting_since", since.toString()));
        json.put("failure", failure);
        return json;
    }
}
