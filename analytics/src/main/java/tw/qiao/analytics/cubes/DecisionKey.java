package tw.qiao.analytics.cubes;

import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;

/**
 * On what it depends what may be told of a family of sums.
 *
 * @param rule which rows and columns are seen
 * @param statement finds the sums, and names the levels and years
 */
record DecisionKey(
        String cube,
        int version,
        long snapshot,
        Clearance clearance,
        @Nullable TableRule rule,
        Threshold threshold,
        Family family,
        Lattice.Statement statement) {}
