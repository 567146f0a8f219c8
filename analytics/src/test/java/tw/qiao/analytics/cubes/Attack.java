package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.List;
import tw.qiao.analytics.egress.Fraction;
import tw.qiao.analytics.egress.LinearProgram;

/**
 * Somebody who knows sums of counts, none of which is negative, and computes between what bounds another sum is. What
 * she knows is true, so sums that follow from others tell nothing more.
 */
final class Attack {
    private final List<Long> counts;
    private final Reader reader;
    private final List<boolean[]> known = new ArrayList<>();

    Attack(List<Long> counts) {
        this.counts = List.copyOf(counts);
        this.reader = new Reader(counts.size());
    }

    /** The sum of these counts was told. */
    void read(boolean[] parts) {
        if (!reader.knows(parts)) {
            reader.read(parts);
            known.add(parts.clone());
        }
    }

    /** Whether the sum of these counts can only be less than {@code limit}. */
    boolean knowsToBeBelow(boolean[] parts, long limit) {
        var program = new LinearProgram(counts.size());
        for (boolean[] sum : known) {
            long[] equation = new long[counts.size() + 1];
            for (int i = 0; i < sum.length; i++) {
                equation[i] = sum[i] ? 1 : 0;
            }
            equation[counts.size()] = count(sum);
            program.equation(equation);
        }
        long[] goal = new long[counts.size()];
        for (int i = 0; i < parts.length; i++) {
            goal[i] = parts[i] ? 1 : 0;
        }
        return program.largest(goal)
                .map(largest -> largest.isLessThan(Fraction.of(limit)))
                .orElse(false);
    }

    /** What is really there. */
    long count(boolean[] parts) {
        long count = 0;
        for (int i = 0; i < parts.length; i++) {
            count += parts[i] ? counts.get(i) : 0;
        }
        return count;
    }
}
