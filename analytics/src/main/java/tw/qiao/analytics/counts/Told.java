package tw.qiao.analytics.counts;

import java.util.Set;

/**
 * A question and what of its answer was not told.
 *
 * @param untold the keys of the rows whose counts were not told; all others were
 * @param refused whether nothing was told at all
 */
public record Told(CountQuestion question, Set<String> untold, boolean refused) {
    /** Keeps a copy. */
    public Told {
        untold = Set.copyOf(untold);
    }
}
