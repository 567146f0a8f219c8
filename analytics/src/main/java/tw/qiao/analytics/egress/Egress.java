package tw.qiao.analytics.egress;

import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.kernel.Problem;

/**
 * The gate for one person: what she asks reads from {@link #catalogue}, and what is found leaves by {@link #rows} or
 * {@link #counts}. Layouts are stated by whoever wrote the statement for her; a statement of her own over tables about
 * single people has none and does not leave.
 */
public final class Egress {
    private final Policy policy;

    /** The gate for whom {@code policy} is. */
    public Egress(Policy policy) {
        this.policy = policy;
    }

    /** What of {@code all} she finds. */
    public Catalogue catalogue(Catalogue all) {
        return new PolicedCatalogue(all, policy);
    }

    /** The rows as they were found; a problem {@code egress_counts_only} when they may be about single people. */
    public Result rows(Found found) {
        for (String stamp : found.provenance().tables()) {
            String table = stamp.substring(0, stamp.indexOf('@'));
            TableRule rule = policy.tables().get(table);
            if (rule == null || rule.people()) {
                throw Problem.forbidden(
                        "egress_counts_only", "Rows of " + table + " are about single people; only counts may leave");
            }
        }
        return Result.of(found);
    }

    /** The counts, without those that are too small and those by which they could be computed. */
    public Result counts(Found found, CountLayout layout, Threshold threshold) {
        return SmallCounts.suppress(Result.of(found), layout, threshold);
    }
}
