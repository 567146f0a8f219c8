package tw.qiao.analytics.cubes;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Looks for ways round by which one count of a table could be larger where no box lets it. In a plane of two sides, the
 * rows, what the count grows another of its row shrinks, another of that one's column grows, and so on, until the
 * count's own column is reached. Rows of which the sums are not told are like one row, as they may move against each
 * other, and so are such columns. One path after the other is taken, each the one of which the least is missed
 * (Dijkstra's algorithm).
 */
final class PathSearch {
    /**
     * So many steps are taken for one table at most, so that the largest ones are decided on too; never by the clock.
     */
    private static final long MOST_STEPS = 50_000_000;

    private static final long FAR = Long.MAX_VALUE / 4;
    private static final int NONE = -1;

    private final BlockTable table;

    private final Moves moves;
    private long steps;

    private int at;
    private int rowSide;
    private int columnSide;
    private int opened;

    /** The other sides, along which sums must move with the counts. */
    private int others;

    /** Whether rows and columns of which the sums are not told are like one. */
    private boolean joined;

    /** Of each row and column what it costs to reach it, from which, and over which place. */
    private long[] costs = {};

    private int[] before = {};
    private int[] over = {};

    PathSearch(BlockTable table) {
        this.table = table;
        this.moves = new Moves(table);
    }

    /** The places on all paths that were found. */
    IntStream taken() {
        return moves.taken();
    }

    /** The sides along which the sums that these are parts of must not be told. */
    int opened() {
        return opened;
    }

    /**
     * Finds paths on which a count could be larger by the range, or by as much as there is and enough not to be small:
     * first without opening totals, then with those that go round on the same path, last with any.
     */
    boolean find(int place) {
        int related = table.related();
        return find(place, 0, true) || (related != 0 && (find(place, related, false) || find(place, related, true)));
    }

    private boolean find(int place, int opening, boolean joining) {
        for (int first = 0; first < table.sides(); first++) {
            for (int second = first + 1; second < table.sides(); second++) {
                int plane = (1 << first) | (1 << second);
                if ((plane & opening) == 0) {
                    moves.begin();
                    at = place;
                    rowSide = first;
                    columnSide = second;
                    opened = opening;
                    others = ((1 << table.sides()) - 1) & ~plane & ~opening;
                    joined = joining;
                    if (table.isOpen(place, others) && moves.grows(place, this::takeCheapest)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int rows() {
        return table.size(columnSide);
    }

    private int columns() {
        return table.size(rowSide);
    }

    /** The number of the row in which a place is; after rows and columns comes that of all joined rows. */
    private int row(int place) {
        return joined && table.isOpen(place, 1 << rowSide) ? rows() + columns() : position(place, columnSide);
    }

    /** The number of the column, which comes after those of the rows; the last is that of all joined columns. */
    private int column(int place) {
        return joined && table.isOpen(place, 1 << columnSide)
                ? rows() + columns() + 1
                : rows() + position(place, rowSide);
    }

    private int position(int place, int side) {
        return place / table.stride(side) % table.size(side);
    }

    /** The places of the plane that may be in a row or column. */
    private IntStream places(int line) {
        int corner = at
                - position(at, rowSide) * table.stride(rowSide)
                - position(at, columnSide) * table.stride(columnSide);
        if (line < rows()) {
            return along(corner + line * table.stride(columnSide), rowSide);
        }
        if (line < rows() + columns()) {
            return along(corner + (line - rows()) * table.stride(rowSide), columnSide);
        }
        return along(corner, rowSide).flatMap(place -> along(place, columnSide));
    }

    private IntStream along(int first, int side) {
        steps += table.size(side);
        return IntStream.range(0, table.size(side)).map(i -> first + i * table.stride(side));
    }

    /** Looks for the cheapest path from the count's row to its column. */
    private boolean reaches() {
        int lines = rows() + columns() + 2;
        costs = new long[lines];
        Arrays.fill(costs, FAR);
        before = new int[lines];
        over = new int[lines];
        boolean[] done = new boolean[lines];
        costs[row(at)] = 0;
        for (int line = nearest(done); line != NONE && line != column(at); line = nearest(done)) {
            done[line] = true;
            int from = line;
            places(line).filter(this::mayMove).forEach(place -> step(from, place));
        }
        return costs[column(at)] < FAR && steps < MOST_STEPS;
    }

    private int nearest(boolean[] done) {
        steps += done.length;
        int nearest = NONE;
        for (int line = 0; line < done.length && steps < MOST_STEPS; line++) {
            if (!done[line] && costs[line] < (nearest == NONE ? FAR : costs[nearest])) {
                nearest = line;
            }
        }
        return nearest;
    }

    private boolean mayMove(int place) {
        return place != at && table.count(place) > 0 && table.isOpen(place, others);
    }

    /** In a row that grew a count shrinks, and in a column that shrank one grows. */
    private void step(int from, int place) {
        int to;
        if (from == row(place) && moves.left(place) > 0) {
            to = column(place);
        } else if (from == column(place)) {
            to = row(place);
        } else {
            return;
        }
        long cost = costs[from]
                + (moves.isUsed(place) ? 0 : table.cost(place) + (opened == 0 ? 0 : table.costOfTotal(place)));
        if (cost < costs[to]) {
            costs[to] = cost;
            before[to] = from;
            over[to] = place;
        }
    }

    /** Moves as much as there is along the cheapest path, and gives how much; 0 where there is none. */
    private long takeCheapest(long atMost) {
        if (!reaches()) {
            return 0;
        }
        long amount = atMost;
        for (int line = column(at); line != row(at); line = before[line]) {
            if (line == column(over[line])) {
                amount = Math.min(amount, moves.left(over[line]));
            }
        }
        moves.move(at, amount);
        for (int line = column(at); line != row(at); line = before[line]) {
            moves.move(over[line], line == column(over[line]) ? -amount : amount);
        }
        return amount;
    }
}
