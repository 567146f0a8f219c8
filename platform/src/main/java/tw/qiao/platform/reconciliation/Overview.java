package tw.qiao.platform.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tw.qiao.platform.site.Page;

/**
 * The page of the reconciliation.
 *
 * @param compared how many comparisons were decided
 * @param waiting how many exchanges still wait for a party's entries
 */
public record Overview(
        FindingFilter filter, List<Finding> rows, long total, int last, List<Log> logs, long compared, long waiting) {
    public Overview {
        rows = List.copyOf(rows);
        logs = List.copyOf(logs);
    }

    /**
     * A log and how far it is followed.
     *
     * @param mirrored the number of entries in this process's mirror
     */
    public record Log(LogState state, long mirrored, Instant now) {
        /** How long ago all that the log showed was here. */
        public String lag(Page page) {
            Instant checked = state.checkedAt();
            if (checked == null) {
                return page.text("reconciliation.log.never");
            }
            long seconds = Math.max(0, Duration.between(checked, now).toSeconds());
            return page.text("reconciliation.log.ago", page.number(seconds));
        }

        public String grown(Page page) {
            Instant grown = state.grownAt();
            return grown == null ? "–" : page.dateTime(grown);
        }
    }
}
