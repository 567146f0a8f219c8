package tw.qiao.analytics.cubes;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks for boxes around one count of a table through which it could be larger. Those corners that are an even number
 * of steps away grow, the others shrink.
 */
final class BoxSearch {
    /** So many places are looked at along each side of one, two, three … sides; more for fewer sides. */
    private static final List<Integer> CANDIDATES = List.of(1_000, 40, 12, 6, 4);

    private static final int BITS_OF_PLACE = 22;
    private static final long MOST_COST = (1L << 40) - 1;
    private static final int PLACE = (1 << BITS_OF_PLACE) - 1;
    private static final long SHORT = 1L << 62;

    private final BlockTable table;
    private final int limit;

    private final Moves moves;
    private int at;
    private int free;
    private boolean opens;
    private long most;
    private final int[][] steps;
    private final int[] corners;
    private final int[] cheapest;
    private int cheapestCorners;
    private long cheapestAmount;
    private long cheapestCost;

    BoxSearch(BlockTable table) {
        this.table = table;
        this.limit = CANDIDATES.get(Math.min(Math.max(table.sides(), 1), CANDIDATES.size()) - 1);
        this.moves = new Moves(table);
        this.steps = new int[table.sides()][];
        this.corners = new int[1 << table.sides()];
        this.cheapest = new int[1 << table.sides()];
    }

    /**
     * Finds boxes around one count through which it could be larger by the range, or by as much as there is and enough
     * not to be small.
     *
     * @param freeSides the sides along which the sums of all corners are not told, so that the boxes do not need them
     */
    boolean find(int place, int freeSides) {
        return find(place, freeSides, false);
    }

    /** The same, though sums along the free sides may be told still, at the cost that they are not any more. */
    boolean findOpening(int place, int freeSides) {
        return find(place, freeSides, true);
    }

    private boolean find(int place, int freeSides, boolean opening) {
        moves.begin();
        at = place;
        free = freeSides;
        opens = opening;
        return moves.grows(place, this::takeCheapest);
    }

    /** The corners of all boxes that were found. */
    IntStream taken() {
        return moves.taken();
    }

    /**
     * Takes the box that costs least for its amount, so that it is not taken again; gives the amount, which is
     * {@code atMost} at most, and 0 when there is none.
     */
    private long takeCheapest(long atMost) {
        most = atMost;
        cheapestAmount = 0;
        cheapestCost = 0;
        if (fits(at) && candidates()) {
            corners[0] = at;
            extend(0, 1, most, cost(at));
        }
        if (cheapestAmount > 0) {
            take();
        }
        return cheapestAmount;
    }

    /** Finds the steps along each side; false when one has none. */
    private boolean candidates() {
        for (int side = 0; side < steps.length; side++) {
            if (!isFree(side)) {
                steps[side] = candidates(side);
                if (steps[side].length == 0) {
                    return false;
                }
            }
        }
        return steps.length > 0;
    }

    private boolean isFree(int side) {
        return (free >> side & 1) == 1;
    }

    /** The steps along a side to the counts that can shrink, those first that cost least. */
    private int[] candidates(int side) {
        int stride = table.stride(side);
        int first = at - at / stride % table.size(side) * stride;
        long[] order = new long[table.size(side)];
        int found = 0;
        for (int i = 0; i < table.size(side); i++) {
            int other = first + i * stride;
            long left = moves.left(other);
            if (other != at && left > 0) {
                long cost = Math.min(cost(other), MOST_COST) << BITS_OF_PLACE;
                order[found++] = (left < most ? SHORT : 0) | cost | other;
            }
        }
        Arrays.sort(order, 0, found);
        int[] candidates = new int[Math.min(found, limit)];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = (int) (order[i] & PLACE) - at;
        }
        return candidates;
    }

    /** Goes on along the sides from {@code side}, with so many corners of which this much may be moved at this cost. */
    private void extend(int side, int known, long amount, long cost) {
        if (amount == 0 || !isCheaper(amount, cost)) {
            return;
        }
        if (side == steps.length) {
            System.arraycopy(corners, 0, cheapest, 0, known);
            cheapestCorners = known;
            cheapestAmount = amount;
            cheapestCost = cost;
        } else if (isFree(side)) {
            extend(side + 1, known, amount, cost);
        } else {
            for (int step : steps[side]) {
                step(side, step, known, amount, cost);
            }
        }
    }

    /** Adds the corners one step away from the known ones. */
    private void step(int side, int step, int known, long amount, long cost) {
        long least = amount;
        long dearer = cost;
        for (int corner = 0; corner < known; corner++) {
            int place = corners[corner] + step;
            if (!fits(place)) {
                return;
            }
            if (Integer.bitCount(known | corner) % 2 == 1) {
                least = Math.min(least, moves.left(place));
            }
            dearer += cost(place);
            corners[known + corner] = place;
        }
        extend(side + 1, 2 * known, least, dearer);
    }

    /** Whether a box of at most that amount and at least that cost may be cheaper than the cheapest one. */
    private boolean isCheaper(long amount, long cost) {
        if (cheapestAmount == 0) {
            return true;
        }
        long own = cost * cheapestAmount;
        long other = cheapestCost * amount;
        return own < other || (own == other && amount > cheapestAmount);
    }

    private boolean fits(int place) {
        return table.count(place) > 0 && (opens || table.isOpen(place, free));
    }

    private long cost(int place) {
        return moves.isUsed(place) ? 0 : table.cost(place) + (opens ? table.costOfTotal(place) : 0);
    }

    private void take() {
        for (int corner = 0; corner < cheapestCorners; corner++) {
            moves.move(cheapest[corner], Integer.bitCount(corner) % 2 == 1 ? -cheapestAmount : cheapestAmount);
        }
    }
}
