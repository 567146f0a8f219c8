package tw.qiao.platform.warehouse;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A query that somebody asked (查詢紀錄).
 *
 * @param tables each table that was read with its snapshot, as {@code births@6542}
 * @param outcome {@code answered}, or the code of the problem
 */
public record AskedQuery(
        UUID id,
        UUID account,
        Via via,
        String statement,
        List<String> parameters,
        List<String> tables,
        String outcome,
        int found,
        boolean truncated,
        long milliseconds,
        Instant at) {
    static final String ANSWERED = "answered";
    private static final String CUBES = "/warehouse/cubes/";

    /** How it came. */
    public enum Via {
        PAGE,
        PROGRAM
    }

    /** The page that shows it: that of its own, or what was asked of a cube, whose address is what was asked. */
    public String page() {
        return statement.startsWith(CUBES) ? statement : "/warehouse/queries/" + id;
    }

    /** Whether there was an answer. */
    public boolean isAnswered() {
        return outcome.equals(ANSWERED);
    }
}
