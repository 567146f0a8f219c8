package tw.qiao.analytics.cubes;

import java.util.Arrays;
import tw.qiao.analytics.egress.Threshold;

/**
 * A table without totals, of which counts are left out until each small one could as well be larger by the range: so
 * much is moved to it from others of its row, and the same between the same columns of another row back, that all sums
 * stay as they are. All corners of such a box are not told. This is how the hypercube method (GHMITER) of official
 * statistics leaves out counts; here the least are left out that it takes, and always the same.
 */
final class BlockTable {
    private static final long ABSENT = -1;
    private static final long OF_ZERO = 1_000_000;

    private final int[] sizes;
    private final int[] strides;
    private final long[] counts;
    private final boolean[] told;
    private final int[] open;
    private final boolean[] forced;
    private final boolean[] exposed;
    private final Threshold threshold;

    BlockTable(int[] sizes, Threshold threshold) {
        this.sizes = sizes;
        this.strides = new int[sizes.length];
        int places = 1;
        for (int side = 0; side < strides.length; side++) {
            strides[side] = places;
            places *= sizes[side];
        }
        this.counts = new long[places];
        this.told = new boolean[places];
        this.open = new int[places];
        this.forced = new boolean[places];
        this.exposed = new boolean[places];
        this.threshold = threshold;
        Arrays.fill(counts, ABSENT);
        Arrays.fill(told, true);
    }

    /**
     * There is a count at a place.
     *
     * @param openSides a bit for each side along which the sum is not told that it is part of
     * @param isForced whether it is not told although it is not small
     */
    void set(int at, long count, int openSides, boolean isForced) {
        counts[at] = count;
        open[at] = openSides;
        forced[at] = isForced;
        told[at] = openSides == 0 && !isForced && !Block.isSmall(count, threshold);
    }

    boolean isTold(int at) {
        return told[at];
    }

    /** Whether a small count cannot be kept secret by the table alone. */
    boolean isExposed(int at) {
        return exposed[at];
    }

    /**
     * Leaves out counts. Where a small one has no box along all sides, it takes one without those along which the sums
     * of all corners are not told, since these move with it; where there is none either, it is exposed.
     */
    void hide() {
        var boxes = new BoxSearch(this);
        for (int at = 0; at < counts.length; at++) {
            if (forced[at] || Block.isSmall(counts[at], threshold)) {
                exposed[at] = !moves(boxes, at);
            }
        }
    }

    private boolean moves(BoxSearch boxes, int at) {
        for (int free = 0; free < allSides(); free++) {
            if (isOpen(at, free) && move(boxes, at, free)) {
                return true;
            }
        }
        return isOpen(at, allSides());
    }

    /** A bit for each side. */
    private int allSides() {
        return (1 << sizes.length) - 1;
    }

    /** Finds boxes along all sides but the free ones, along which sums may move. */
    private boolean move(BoxSearch boxes, int at, int free) {
        long gained = 0;
        boxes.begin(at, free);
        while (gained < threshold.range()) {
            long amount = boxes.takeCheapest(threshold.range() - gained);
            if (amount == 0) {
                break;
            }
            gained += amount;
        }
        boolean enough = gained > 0 && counts[at] + gained >= threshold.smallest();
        if (enough) {
            boxes.taken().forEach(corner -> told[corner] = false);
        }
        return enough;
    }

    /** Whether sums along the free sides may move with a count. */
    boolean isOpen(int at, int free) {
        return (open[at] & free) == free;
    }

    /** The count at a place; less than 0 where there is none. */
    long count(int at) {
        return counts[at];
    }

    /** What it costs that a count is not told: the larger, the more is missed; zeros only where nothing else helps. */
    long cost(int at) {
        if (!told[at]) {
            return 0;
        }
        return counts[at] == 0 ? OF_ZERO : counts[at] + threshold.range();
    }

    int sides() {
        return sizes.length;
    }

    /** How many places there are. */
    int places() {
        return counts.length;
    }

    /** How many places stand along a side. */
    int size(int side) {
        return sizes[side];
    }

    /** The step from a place to the next along a side. */
    int stride(int side) {
        return strides[side];
    }
}
