package tw.qiao.analytics.egress;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How counts of people stand in a result, so that what sums and differences tell is known. Every column has its part in
 * it; a result with others does not leave.
 *
 * @param apart columns whose values part the result into tables that share no totals, for example the year
 * @param levels columns from the widest area to the narrowest, for example county, township, village; a row in which
 *     the last of them have a mark of a total sums up all below
 * @param across the column with the second dimension, for example the sex; empty when there is none or when its values
 *     are columns of their own
 * @param counts the columns with counts; more than one only without {@code across}
 * @param total which of the counts is the sum of the others; empty when none is
 * @param derived columns that would tell the count of their row, such as rates
 * @param labels columns that only name what the others say, such as an area's name beside its code
 * @param marks the texts that mark a total; a missing value always does
 */
public record CountLayout(
        List<String> apart,
        List<String> levels,
        Optional<String> across,
        List<String> counts,
        Optional<String> total,
        List<String> derived,
        List<String> labels,
        Set<String> marks) {

    /** Counts in one column by areas, with totals in rows without an area. */
    public static CountLayout byArea(List<String> levels, String count) {
        return new CountLayout(
                List.of(), levels, Optional.empty(), List.of(count), Optional.empty(), List.of(), List.of(), Set.of());
    }

    /** Counts in one column by areas and another column, with totals in both. */
    public static CountLayout crossed(List<String> levels, String across, String count) {
        return new CountLayout(
                List.of(),
                levels,
                Optional.of(across),
                List.of(count),
                Optional.empty(),
                List.of(),
                List.of(),
                Set.of());
    }

    /** The columns that have a part. */
    Set<String> columns() {
        var all = new HashSet<String>(apart);
        all.addAll(levels);
        across.ifPresent(all::add);
        all.addAll(counts);
        all.addAll(derived);
        all.addAll(labels);
        return all;
    }
}
