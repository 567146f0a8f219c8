package tw.qiao.analytics.cubes;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.ColumnType;

/**
 * What a cube counts or sums up (量值).
 *
 * @param version counts up with each change of what the figure means
 * @param unit what one of it is, for example {@code 千元}
 * @param type a decimal, so that sums are the same whatever the order in which they are made
 */
public record Measure(String name, int version, Title title, Title unit, ColumnType type, Kind kind) {

    /** How a figure comes to be. */
    public sealed interface Kind {}

    /**
     * Summed up over rows.
     *
     * @param sql what of each row, as an expression over its columns; empty for rows themselves
     * @param stock whether it is the state at a moment, so that a period has that of its last rows
     * @param people whether it counts people, so that small figures are not told
     * @param parts other measures that make up this one
     * @param countedBy the measure of people whose figure is not told together with this one
     */
    public record Sum(
            Aggregate aggregate,
            String sql,
            boolean stock,
            boolean people,
            List<String> parts,
            Optional<String> countedBy)
            implements Kind {}

    /** So many times one sum by another. */
    public record Ratio(String numerator, String denominator, long times) implements Kind {}

    /** How rows are put together. */
    public enum Aggregate {
        SUM,
        COUNT,
        /** A sum of counts that were made before: 0 where there are none. */
        TALLY,
        MIN,
        MAX
    }
}
