package tw.qiao.platform.alerts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a rule found (警示).
 *
 * @param version of the rule's terms under which it was found
 * @param place for which of the rule's figures; empty where they have no places
 * @param period in which it began
 * @param lastPeriod in which it was last known to go on
 * @param figure of that period, as people read it
 * @param base with what that was compared; empty when with nothing
 * @param stamps the tables' snapshots from which it was found, as {@code births@6542}
 * @param closedBy null when it ended by itself
 * @param step the number of the next step of the chain
 */
public record Alert(
        long id,
        UUID rule,
        int version,
        Terms.Severity severity,
        String place,
        String period,
        String lastPeriod,
        String figure,
        String base,
        List<String> stamps,
        State state,
        Instant opened,
        @Nullable Instant acknowledged,
        @Nullable UUID acknowledgedBy,
        @Nullable Instant closed,
        @Nullable UUID closedBy,
        @Nullable Instant snoozedUntil,
        int step) {

    /** How far it is. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        CLOSED;

        /** The look of its tag. */
        public String tone() {
            return switch (this) {
                case OPEN -> "bad";
                case ACKNOWLEDGED -> "waiting";
                case CLOSED -> "good";
            };
        }
    }

    /**
     * Something that happened to it.
     *
     * @param actor null where nobody did it
     */
    public record Happened(String kind, @Nullable UUID actor, String note, Instant at) {}
}
