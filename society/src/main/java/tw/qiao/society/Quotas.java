package tw.qiao.society;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Whole numbers that keep to given proportions as closely as whole numbers can, always the same ones. */
final class Quotas {
    private Quotas() {}

    /** Largest remainders (Hamilton): whole numbers in proportion to the weights whose sum is {@code total}. */
    static int[] share(double[] weights, long total) {
        double sum = Arrays.stream(weights).sum();
        double[] exact = new double[weights.length];
        int[] quotas = new int[weights.length];
        long left = total;
        for (int i = 0; i < weights.length && sum > 0; i++) {
            exact[i] = weights[i] * total / sum;
            quotas[i] = (int) Math.floor(exact[i]);
            left -= quotas[i];
        }
        int[] byRemainder = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> quotas[i] - exact[i])
                        .thenComparingInt(i -> i))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < left && sum > 0; i++) {
            quotas[byRemainder[i % byRemainder.length]]++;
        }
        return quotas;
    }

    /**
     * Systematic rounding: deals out {@code quota} along a row of weights, each getting its share rounded up or down.
     */
    static final class Dealer {
        private final double perWeight;
        private final double offset;
        private final int quota;
        private double passed;
        private int dealt;

        Dealer(double sum, int quota, double offset) {
            this.perWeight = sum == 0 ? 0 : quota / sum;
            this.quota = quota;
            this.offset = 0.01 + 0.98 * offset;
        }

        int deal(double weight) {
            passed += weight;
            int reached = (int) Math.min(quota, Math.floor(passed * perWeight + offset));
            int now = reached - dealt;
            dealt = reached;
            return now;
        }
    }
}
