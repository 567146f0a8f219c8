package tw.qiao.analytics.cubes;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Looks for a way in which one count of a table could be larger where no box lets it. In a plane of two sides, what one
 * count grows another on its line shrinks, another on that one's line grows, and so on, until the first count's other
 * line is reached; lines of which the sums are not told are like one line, as they move against each other. Of these
 * paths the one is taken of which the least is missed (Dijkstra's algorithm).
 */
final class PathSearch {
    private static final long FAR = Long.MAX_VALUE / 4;
    private static final int NONE = -1;

    private final BlockTable table;

    /** By how much counts grew on the paths that were taken for the present one. */
    private final long[] moved;

    private final boolean[] used;
    private final int[] taken;
    private int takenPlaces;

    private int at;
    private int across;
    private int along;

    /** The sides besides the plane along which sums must move with the counts, and those that can be made to. */
    private int others;

    private int opened;

    /** Of each line what it costs to reach it, from which line, and over which place. */
    private long[] costs = {};

    private int[] before = {};
    private int[] over = {};

    PathSearch(BlockTable table) {
        this.table = table;
        this.moved = new long[table.places()];
        this.used = new boolean[table.places()];
        this.taken = new int[table.places()];
    }

    /** The places on all paths that were found. */
    IntStream taken() {
        return Arrays.stream(taken, 0, takenPlaces);
    }

    /** The sides along which the sums that these are parts of must not be told. */
    int opened() {
        return opened;
    }

    /** Finds paths on which a count could be larger by the range, or by enough not to be small. */
    boolean find(int place) {
        for (int first = 0; first < table.sides(); first++) {
            for (int second = first + 1; second < table.sides(); second++) {
                begin(place, first, second);
                if (table.isOpen(place, others) && grows()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void begin(int place, int first, int second) {
        taken().forEach(other -> {
            moved[other] = 0;
            used[other] = false;
        });
        takenPlaces = 0;
        at = place;
        across = first;
        along = second;
        int rest = ((1 << table.sides()) - 1) & ~((1 << first) | (1 << second));
        opened = rest & table.related();
        others = rest & ~opened;
        take(place);
    }

    private boolean grows() {
        long range = table.threshold().range();
        long gained = 0;
        while (gained < range && reaches()) {
            gained += move(range - gained);
        }
        return gained > 0 && table.count(at) + gained >= table.threshold().smallest();
    }

    /** The lines across come first, those along after them, then all open ones across and all open ones along. */
    private int lines() {
        return table.size(along) + table.size(across) + 2;
    }

    private int across(int place) {
        return table.isOpen(place, 1 << across) ? lines() - 2 : position(place, along);
    }

    private int along(int place) {
        return table.isOpen(place, 1 << along) ? lines() - 1 : table.size(along) + position(place, across);
    }

    private int position(int place, int side) {
        return place / table.stride(side) % table.size(side);
    }

    /** The places of the plane that are on a line. */
    private IntStream places(int line) {
        int corner = at - position(at, across) * table.stride(across) - position(at, along) * table.stride(along);
        if (line < table.size(along)) {
            return row(corner + line * table.stride(along), across);
        }
        if (line < lines() - 2) {
            return row(corner + (line - table.size(along)) * table.stride(across), along);
        }
        return row(corner, across).flatMap(place -> row(place, along));
    }

    private IntStream row(int first, int side) {
        return IntStream.range(0, table.size(side)).map(i -> first + i * table.stride(side));
    }

    /** Looks for the cheapest path from the count's line across to its line along. */
    private boolean reaches() {
        costs = new long[lines()];
        Arrays.fill(costs, FAR);
        before = new int[lines()];
        over = new int[lines()];
        boolean[] done = new boolean[lines()];
        costs[across(at)] = 0;
        for (int line = nearest(done); line != NONE && line != along(at); line = nearest(done)) {
            done[line] = true;
            int from = line;
            places(line).filter(this::mayMove).forEach(place -> step(from, place));
        }
        return costs[along(at)] < FAR;
    }

    private int nearest(boolean[] done) {
        int nearest = NONE;
        for (int line = 0; line < done.length; line++) {
            if (!done[line] && costs[line] < (nearest == NONE ? FAR : costs[nearest])) {
                nearest = line;
            }
        }
        return nearest;
    }

    private boolean mayMove(int place) {
        return place != at && table.count(place) > 0 && table.isOpen(place, others);
    }

    /** From a line across, a count on it shrinks; from one along it grows. */
    private void step(int from, int place) {
        int to;
        if (from == across(place) && left(place) > 0) {
            to = along(place);
        } else if (from == along(place)) {
            to = across(place);
        } else {
            return;
        }
        long cost = costs[from] + (used[place] ? 0 : table.cost(place) + table.costOfOpening(place, opened));
        if (cost < costs[to]) {
            costs[to] = cost;
            before[to] = from;
            over[to] = place;
        }
    }

    private long left(int place) {
        return table.count(place) + moved[place];
    }

    /** Moves as much as there is along the path that was found, and gives how much. */
    private long move(long atMost) {
        long amount = atMost;
        for (int line = along(at); line != across(at); line = before[line]) {
            if (line == along(over[line])) {
                amount = Math.min(amount, left(over[line]));
            }
        }
        for (int line = along(at); line != across(at); line = before[line]) {
            moved[over[line]] += line == along(over[line]) ? -amount : amount;
            take(over[line]);
        }
        return amount;
    }

    private void take(int place) {
        if (!used[place]) {
            used[place] = true;
            taken[takenPlaces++] = place;
        }
    }
}
