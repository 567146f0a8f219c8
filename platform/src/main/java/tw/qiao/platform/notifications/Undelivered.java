package tw.qiao.platform.notifications;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the page of undelivered messages shows.
 *
 * @param waiting how many messages are still to be sent or tried again
 * @param dead how many are not tried again by themselves
 */
public record Undelivered(long waiting, long dead, List<Line> lines) {
    public Undelivered {
        lines = List.copyOf(lines);
    }

    /** A message that is not tried again by itself. */
    public record Line(UUID id, String template, String recipient, int attempts, String error, Instant created) {
        @Override
        public String toString() {
            return "Line[" + id + "]";
        }
    }
}
