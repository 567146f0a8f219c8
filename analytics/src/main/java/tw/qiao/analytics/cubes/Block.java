package tw.qiao.analytics.cubes;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.kernel.Problem;

/** Counts below the same parents, parted along some chains: one table, whose totals were decided on before it. */
final class Block {
    private static final int MOST_PLACES = 4_000_000;

    /** A bit of the state of a count that is not told although it is not small; the others are the open sides. */
    private static final int FORCED = 1 << 30;

    private final Places places;
    private final int[] parted;
    private final int[] members;

    /** What was known of each count when the block was decided on last. */
    private int[] states = new int[0];

    Block(Places places, int[] parted, int[] members) {
        this.places = places;
        this.parted = parted;
        this.members = members;
    }

    /**
     * Sets which counts are not told, where anything is known that was not when that was done last.
     *
     * @param forced places of which it was found before that their counts are not told
     * @param opened is added the sums above that must not be told, as the block alone cannot keep small counts secret
     */
    void hide(long[] counts, Threshold threshold, BitSet forced, BitSet untold, BitSet opened) {
        int[] now = new int[members.length];
        for (int member = 0; member < now.length; member++) {
            now[member] = state(members[member], forced, untold);
        }
        if (Arrays.equals(now, states)) {
            return;
        }
        states = now;
        if (isPlain(counts, threshold)) {
            IntStream.of(members).forEach(untold::clear);
        } else {
            decide(counts, threshold, untold, opened);
        }
    }

    private int state(int place, BitSet forced, BitSet untold) {
        int state = forced.get(place) ? FORCED : 0;
        for (int side = 0; side < parted.length; side++) {
            int sum = places.above(parted[side], place);
            if (sum >= 0 && untold.get(sum)) {
                state |= 1 << side;
            }
        }
        return state;
    }

    /** Whether all may be told. */
    private boolean isPlain(long[] counts, Threshold threshold) {
        for (int member = 0; member < members.length; member++) {
            if (states[member] != 0 || isSmall(counts[members[member]], threshold)) {
                return false;
            }
        }
        return true;
    }

    static boolean isSmall(long count, Threshold threshold) {
        return count > 0 && count < threshold.smallest();
    }

    private void decide(long[] counts, Threshold threshold, BitSet untold, BitSet opened) {
        int[][] rows = new int[parted.length][];
        for (int side = 0; side < parted.length; side++) {
            int chain = parted[side];
            rows[side] = IntStream.of(members)
                    .map(place -> places.at(chain, place))
                    .sorted()
                    .distinct()
                    .toArray();
        }
        var table = new BlockTable(sizes(rows), isRelated(), threshold);
        int[] at = new int[members.length];
        for (int member = 0; member < members.length; member++) {
            at[member] = at(rows, members[member]);
            boolean forced = (states[member] & FORCED) != 0;
            table.set(at[member], counts[members[member]], states[member] & ~FORCED, forced);
        }
        table.hide();
        for (int member = 0; member < members.length; member++) {
            untold.set(members[member], !table.isTold(at[member]));
            open(members[member], table.opened(at[member]), opened);
        }
    }

    /** Whether it is parted along the last chain. */
    private boolean isRelated() {
        return parted.length > 0 && parted[parted.length - 1] == places.scales().size() - 1;
    }

    private static int[] sizes(int[][] rows) {
        long all = 1;
        for (int[] row : rows) {
            all = Math.multiplyExact(all, row.length);
        }
        if (all > MOST_PLACES) {
            throw Problem.invalid(
                    "cube_too_large", "Too many small counts are crossed here; ask for fewer dimensions at a time");
        }
        return Arrays.stream(rows).mapToInt(row -> row.length).toArray();
    }

    private int at(int[][] rows, int place) {
        int at = 0;
        int stride = 1;
        for (int side = 0; side < rows.length; side++) {
            at += stride * Arrays.binarySearch(rows[side], places.at(parted[side], place));
            stride *= rows[side].length;
        }
        return at;
    }

    private void open(int place, int sides, BitSet opened) {
        for (int side = 0; side < parted.length; side++) {
            int sum = places.above(parted[side], place);
            if ((sides & (1 << side)) != 0 && sum >= 0) {
                opened.set(sum);
            }
        }
    }
}
