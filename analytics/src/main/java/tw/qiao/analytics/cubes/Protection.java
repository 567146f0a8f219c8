package tw.qiao.analytics.cubes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.kernel.Problem;

/**
 * What of a family of sums may be told, at all places of a lattice. It depends on no filter, period or total of a
 * question.
 */
final class Protection {
    private static final long LEAST_ROOM = 1_024;

    private static final int LARGEST_DIGITS = 15;

    private final Family family;
    private final Sums sums;
    private final List<String> tables;
    private final BitSet untold;

    /**
     * Decides on all places.
     *
     * @param sums figures of the whole family
     * @param tables of which tables, in which states, they are
     */
    Protection(Family family, Sums sums, List<Integer> apart, List<String> tables, Threshold threshold) {
        this.family = family;
        this.sums = sums.only(family.sums());
        this.tables = List.copyOf(tables);
        int size = sums.places().size();
        List<String> counted = family.counts();
        long[] counts = new long[size * counted.size()];
        for (int count = 0; count < counted.size(); count++) {
            for (int place = 0; place < size; place++) {
                counts[count * size + place] = count(counted.get(count), sums.figure(counted.get(count), place));
            }
        }
        var all = new ArrayList<>(apart);
        all.add(0);
        this.untold = Concealment.of(sums.places().crossed(family.parts()), counts, all, threshold);
    }

    private static long count(String name, @Nullable BigDecimal figure) {
        if (figure == null) {
            return 0;
        }
        boolean count = figure.signum() >= 0
                && (figure.scale() == 0 || figure.stripTrailingZeros().scale() <= 0)
                && figure.precision() - figure.scale() <= LARGEST_DIGITS;
        if (!count) {
            throw Problem.invalid("cube_count", "A count is a whole number from 0 on; " + name + " has others");
        }
        return figure.longValueExact();
    }

    Places places() {
        return sums.places();
    }

    /** The sums of which this says what may be told. */
    List<String> names() {
        return family.sums();
    }

    List<String> tables() {
        return tables;
    }

    /** Of a sum that is no count, by which count it is counted; else itself. */
    int number(String count) {
        return family.counts().indexOf(count);
    }

    /** Whether the count of a {@link #number} may be told at a place. */
    boolean isTold(int number, int place) {
        return !untold.get(number * sums.places().size() + place);
    }

    /** The figure at a place; null where no row of it has one. */
    @Nullable BigDecimal figure(String sum, int place) {
        return sums.figure(sum, place);
    }

    /** How many numbers are kept; what has no places has some room all the same. */
    long size() {
        return LEAST_ROOM + sums.size();
    }
}
