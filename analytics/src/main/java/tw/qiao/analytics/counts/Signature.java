package tw.qiao.analytics.counts;

import java.util.SplittableRandom;

/**
 * Stands for the told rows in which people are counted: a sum of numbers drawn for the rows, so that the sums of two
 * pairs are equal just when the pairs are counted in the same rows as often, except by a chance of one in 2^100.
 */
record Signature(long high, long low) {
    /** Of people who are in no told row. */
    static final Signature NONE = new Signature(0, 0);

    private static final long SEED = 0x71_69_61_6f;

    /** That of one row alone. */
    static Signature of(int row) {
        var numbers = new SplittableRandom(SEED + row);
        return new Signature(numbers.nextLong(), numbers.nextLong());
    }

    Signature plus(Signature other) {
        return new Signature(high + other.high, low + other.low);
    }

    Signature minus(Signature other) {
        return new Signature(high - other.high, low - other.low);
    }
}
