package tw.qiao.node.operations;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many of the observed values lie below each of some bounds; a histogram of Prometheus. Costs some 20 ns a value.
 */
final class Distribution {
    private static final long[] DURATIONS = {
        100_000L,
        250_000L,
        500_000L,
        1_000_000L,
        2_500_000L,
        5_000_000L,
        10_000_000L,
        25_000_000L,
        50_000_000L,
        100_000_000L,
        250_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };
    private static final long[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final long[] bounds;
    private final double unit;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    private Distribution(long[] bounds, double unit) {
        this.bounds = bounds;
        this.unit = unit;
        this.counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Of durations, observed in nanoseconds and told in seconds. */
    static Distribution ofDurations() {
        return new Distribution(DURATIONS, 1e-9);
    }

    /** Of small numbers of things. */
    static Distribution ofSizes() {
        return new Distribution(SIZES, 1);
    }

    void observe(long value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(value);
    }

    /** Writes the lines of this histogram; {@code labels} are those of its series, without braces. */
    void write(Exposition out, String name, String labels) {
        String more = labels.isEmpty() ? "" : labels + ",";
        long soFar = 0;
        for (int i = 0; i < bounds.length; i++) {
            soFar += counts[i].sum();
            out.sample(name + "_bucket", more + "le=\"" + Exposition.number(bounds[i] * unit) + "\"", soFar);
        }
        soFar += counts[bounds.length].sum();
        out.sample(name + "_bucket", more + "le=\"+Inf\"", soFar);
        out.sample(name + "_sum", labels, sum.sum() * unit);
        out.sample(name + "_count", labels, soFar);
    }
}
