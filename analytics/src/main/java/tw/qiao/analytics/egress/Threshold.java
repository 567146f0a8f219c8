package tw.qiao.analytics.egress;

import tw.qiao.kernel.Problem;

/**
 * When a count of people is too small to be told.
 *
 * @param smallest the smallest count that may be told; zero may be told too
 * @param range how wide the span must at least be to which anybody can narrow down a count that is not told
 */
public record Threshold(long smallest, long range) {
    /** Counts of one and two are not told, and spans are three wide. */
    public static final Threshold CUSTOMARY = of(3);

    /** Refuses what protects nothing. */
    public Threshold {
        if (smallest < 1 || range < 1) {
            throw Problem.invalid("egress_threshold", "A threshold and a range of at least 1 were expected");
        }
    }

    /** Spans as wide as the threshold. */
    public static Threshold of(long smallest) {
        return new Threshold(smallest, smallest);
    }

    boolean isTooSmall(long count) {
        return count > 0 && count < smallest;
    }
}
