package tw.qiao.node.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tw.qiao.kernel.registry.Registry;

/** How much the registry that a node works with is to be trusted to be the newest. */
enum RegistryState {
    /** Its source confirmed it within the hour. */
    FRESH(System.Logger.Level.INFO),
    /** Its source has not confirmed it for an hour. */
    AGING(System.Logger.Level.WARNING),
    /** Its source has not confirmed it for twelve hours. */
    STALE(System.Logger.Level.ERROR),
    /** Somebody signed another edition with its number. */
    FORKED(System.Logger.Level.ERROR),
    /** It has ended; the node refuses every exchange. */
    EXPIRED(System.Logger.Level.ERROR);

    private static final Duration WARNING = Duration.ofHours(1);
    private static final Duration SERIOUS = Duration.ofHours(12);

    private final System.Logger.Level level;

    RegistryState(System.Logger.Level level) {
        this.level = level;
    }

    static RegistryState of(Registry registry, Instant confirmed, boolean forked, Instant now) {
        if (!now.isBefore(registry.validUntil())) {
            return EXPIRED;
        }
        if (forked) {
            return FORKED;
        }
        var age = Duration.between(confirmed, now);
        if (age.compareTo(WARNING) < 0) {
            return FRESH;
        }
        return age.compareTo(SERIOUS) < 0 ? AGING : STALE;
    }

    /** How loudly the node's log says so. */
    System.Logger.Level level() {
        return level;
    }

    /** The word for it in answers. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
