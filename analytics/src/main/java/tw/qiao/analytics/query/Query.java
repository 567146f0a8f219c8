package tw.qiao.analytics.query;

import java.util.List;
import java.util.Map;

/**
 * A statement with its parameters and limits.
 *
 * @param parameters texts for {@code $1}, {@code $2} and so on
 * @param snapshots which state of a table to read; the newest of tables that are not in it
 * @param maximumRows how many rows are given at most, up to 100,000
 * @param seconds how long it may take, up to 60
 */
public record Query(
        String statement, List<String> parameters, Map<String, Long> snapshots, int maximumRows, int seconds) {
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_SECONDS = 60;

    /** Keeps the limits within bounds. */
    public Query {
        maximumRows = Math.clamp(maximumRows, 1, MOST_ROWS);
        seconds = Math.clamp(seconds, 1, MOST_SECONDS);
    }

    /** A statement without parameters over the newest states: up to 10,000 rows within 10 seconds. */
    public static Query of(String statement) {
        return new Query(statement, List.of(), Map.of(), 10_000, 10);
    }
}
