package tw.qiao.node.limit;

/**
 * How many calls a system bears at a time: one more for each round that was quick (additive increase), a fifth fewer
 * when calls fail or take much longer than they use to (multiplicative decrease), at most once in a while.
 */
final class AdaptiveLimit {
    private static final double CUT = 0.8;
    private static final double SLOW = 3;
    private static final double WEIGHT = 1.0 / 64;
    private static final long UNNOTICED = 50_000_000; // nanoseconds that nobody would call slow
    private static final long BETWEEN_CUTS = 200_000_000;

    private final int least;
    private final int most;
    private double limit;
    private double usual;
    private long lastCut;

    AdaptiveLimit(int first, int least, int most, long now) {
        this.least = least;
        this.most = most;
        this.limit = first;
        this.lastCut = now - BETWEEN_CUTS;
    }

    synchronized int now() {
        return (int) limit;
    }

    /**
     * Learns from one call.
     *
     * @param failed whether the call failed because the system could not answer
     * @param took nanoseconds
     * @param inside how many calls there were at a time
     */
    synchronized void after(boolean failed, long took, int inside, long now) {
        boolean slow = took > UNNOTICED && usual > 0 && took > SLOW * usual;
        if (failed || slow) {
            cut(now);
        } else if (inside * 2 >= limit) {
            limit = Math.min(most, limit + 1 / limit);
        }
        if (!failed) {
            usual = usual == 0 ? took : usual + (took - usual) * WEIGHT;
        }
    }

    private void cut(long now) {
        if (now - lastCut >= BETWEEN_CUTS) {
            limit = Math.max(least, limit * CUT);
            lastCut = now;
        }
    }
}
