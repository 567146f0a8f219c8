package tw.qiao.analytics.cubes;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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

    BlockTable(List<Integer> sizes, Threshold threshold) {
        this.sizes = sizes.stream().mapToInt(Integer::intValue).toArray();
        this.strides = new int[this.sizes.length];
        int places = 1;
        for (int side = 0; side < strides.length; side++) {
            strides[side] = places;
            places *= this.sizes[side];
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

    /** There is a count at a place, which is part of sums that are not told along the open sides. */
    void set(List<Integer> place, long count, Set<Integer> openSides) {
        int at = at(place);
        counts[at] = count;
        openSides.forEach(side -> open[at] |= 1 << side);
        told[at] = openSides.isEmpty() && !Block.isSmall(count, threshold);
    }

    boolean isTold(List<Integer> place) {
        return told[at(place)];
    }

    private int at(List<Integer> place) {
        int at = 0;
        for (int side = 0; side < strides.length; side++) {
            at += place.get(side) * strides[side];
        }
        return at;
    }

    /** A count is not told although it is not small. */
    void force(List<Integer> place) {
        int at = at(place);
        told[at] = false;
        forced[at] = true;
    }

    /** Whether a small count cannot be kept secret by the table alone. */
    boolean isExposed(List<Integer> place) {
        return exposed[at(place)];
    }

    /**
     * Leaves out counts. Where a small one has no box along all sides, it takes one without those along which the sums
     * of all corners are not told, since these move with it; where there is none either, it is exposed.
     */
    void hide() {
        for (int at = 0; at < counts.length; at++) {
            boolean moves = forced[at] || Block.isSmall(counts[at], threshold);
            if (moves && !moves(at)) {
                exposed[at] = true;
            }
        }
    }

    private boolean moves(int at) {
        return IntStream.range(0, allSides()).anyMatch(free -> isOpen(at, free) && move(at, free))
                || isOpen(at, allSides());
    }

    /** A bit for each side. */
    private int allSides() {
        return (1 << sizes.length) - 1;
    }

    /** Finds boxes along all sides but the free ones, along which sums may move. */
    private boolean move(int at, int free) {
        long gained = 0;
        var used = new HashSet<Integer>();
        var boxes = new BoxSearch(this, at, free);
        while (gained < threshold.range()) {
            BoxSearch.Box box = boxes.cheapest(used, threshold.range() - gained);
            if (box.amount() == 0) {
                break;
            }
            boxes.move(box);
            used.addAll(box.corners());
            gained += box.amount();
        }
        boolean enough = gained > 0 && counts[at] + gained >= threshold.smallest();
        if (enough) {
            used.forEach(corner -> told[corner] = false);
        }
        return enough;
    }

    /** Whether sums along the free sides may move with a count. */
    boolean isOpen(int at, int free) {
        return (open[at] & free) == free;
    }

    boolean isAbsent(int at) {
        return counts[at] == ABSENT;
    }

    long count(int at) {
        return counts[at];
    }

    /** What it costs that a count is not told: the larger, the more is missed; zeros only where nothing else helps. */
    long cost(int at, Set<Integer> used) {
        if (!told[at] || used.contains(at)) {
            return 0;
        }
        return counts[at] == 0 ? OF_ZERO : counts[at] + threshold.range();
    }

    int sides() {
        return sizes.length;
    }

    /** The places beside {@code at} along a side. */
    IntStream beside(int at, int side) {
        int own = at / strides[side] % sizes[side];
        return IntStream.range(0, sizes[side])
                .filter(other -> other != own)
                .map(other -> at + (other - own) * strides[side]);
    }
}
