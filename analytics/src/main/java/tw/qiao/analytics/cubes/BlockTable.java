package tw.qiao.analytics.cubes;

import java.util.Arrays;
import java.util.stream.IntStream;
import tw.qiao.analytics.egress.Threshold;

/**
 * A table without totals, of which counts are left out until each small one could as well be larger by the range: so
 * much is moved to it from others of its row, and the same between the same columns of another row back, that all sums
 * stay as they are. All corners of such a box are not told. This is how the hypercube method (GHMITER) of official
 * statistics leaves out counts; here the least are left out that it takes, always the same, and where there is no box,
 * longer ways round are looked for.
 */
final class BlockTable {
    private static final long ABSENT = -1;
    private static final long OF_ZERO = 1_000_000;

    /** What is larger is missed no more, so that costs can be summed up. */
    private static final long LARGEST = 1_000_000_000;

    private final int[] sizes;

    /** The bit of the side along which parts of totals stand, such as boys and girls; 0 where there is none. */
    private final int related;

    private final int[] strides;
    private final long[] counts;
    private final boolean[] told;
    private final int[] open;
    private final boolean[] forced;
    private final int[] opened;
    private final Threshold threshold;

    /**
     * A table without counts.
     *
     * @param related whether along the last side stand parts of totals, which are decided on with them at all levels
     */
    BlockTable(int[] sizes, boolean related, Threshold threshold) {
        this.sizes = sizes;
        this.related = related ? 1 << (sizes.length - 1) : 0;
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
        this.opened = new int[places];
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

    /** A bit for each side along which the sum that a count is part of must not be told either. */
    int opened(int at) {
        return opened[at];
    }

    /**
     * Leaves out counts. Where a small one has no box along all sides, it takes one without those along which the sums
     * of all corners are not told, since these move with it; where there is none either, it takes paths, and where none
     * leads on, sums are opened for it.
     */
    void hide() {
        var boxes = new BoxSearch(this);
        var paths = new PathSearch(this);
        for (int at = 0; at < counts.length; at++) {
            if ((forced[at] || Block.isSmall(counts[at], threshold)) && !moves(boxes, paths, at)) {
                open(boxes, at);
            }
        }
    }

    private boolean moves(BoxSearch boxes, PathSearch paths, int at) {
        for (int free = 0; free < allSides(); free++) {
            if (isOpen(at, free) && boxes.find(at, free)) {
                boxes.taken().forEach(corner -> told[corner] = false);
                return true;
            }
        }
        if (isOpen(at, allSides())) {
            return true;
        }
        boolean found = paths.find(at);
        if (found) {
            paths.taken().forEach(place -> {
                told[place] = false;
                open(place, paths.opened());
            });
        }
        return found;
    }

    /** A bit for each side. */
    private int allSides() {
        return (1 << sizes.length) - 1;
    }

    /**
     * Lets sums move with a small count: the totals of all corners of a box among their parts, as these can go round
     * the same box, or else all sums that it is part of itself.
     */
    private void open(BoxSearch boxes, int at) {
        if (related != 0 && boxes.findOpening(at, related)) {
            boxes.taken().forEach(corner -> {
                told[corner] = false;
                open(corner, related);
            });
        } else {
            open(at, allSides());
        }
    }

    private void open(int at, int wanted) {
        for (int side = 0; side < sizes.length; side++) {
            int one = wanted & (1 << side);
            if (one != 0 && !isOpen(at, one)) {
                opened[at] |= one;
                line(at, side).forEach(other -> {
                    open[other] |= one;
                    told[other] = false;
                });
            }
        }
    }

    /** What it costs that the total is not told that a count is part of, nor then any other part. */
    long costOfTotal(int at) {
        if (related == 0 || isOpen(at, related)) {
            return 0;
        }
        return line(at, sizes.length - 1)
                .filter(other -> counts[other] >= 0)
                .mapToLong(this::missed)
                .sum();
    }

    private long missed(int at) {
        return Math.min(counts[at], LARGEST) + threshold.range();
    }

    /** All places along a side that a place is on. */
    private IntStream line(int at, int side) {
        int stride = strides[side];
        int first = at - at / stride % sizes[side] * stride;
        return IntStream.range(0, sizes[side]).map(i -> first + i * stride);
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
        return counts[at] == 0 ? OF_ZERO : missed(at);
    }

    /** The bit of the side along which totals stand that are decided on with their parts; 0 where there is none. */
    int related() {
        return related;
    }

    Threshold threshold() {
        return threshold;
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
