package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for boxes around one count of a table through which it could be larger. */
final class BoxSearch {
    /** So many places are looked at along each side of one, two, three … sides; more for fewer sides. */
    private static final List<Integer> CANDIDATES = List.of(1_000, 40, 12, 6, 4);

    private static final Box NONE = new Box(List.of(), 0, 0);

    private final BlockTable table;
    private final int at;
    private final int free;
    private final Map<Integer, Long> moved = new HashMap<>();

    BoxSearch(BlockTable table, int at, int free) {
        this.free = free;
        this.table = table;
        this.at = at;
    }

    /**
     * A count with the others at the corners of a box.
     *
     * @param corners those at an even number of steps from the first grow, the others shrink
     * @param amount by how much
     * @param cost of not telling all corners
     */
    record Box(List<Integer> corners, long amount, long cost) {
        private boolean isCheaper(Box other) {
            return other.amount == 0
                    || (amount > 0
                            && (cost * other.amount < other.cost * amount
                                    || (cost * other.amount == other.cost * amount && amount > other.amount)));
        }
    }

    /** The box that costs least for its amount, which is {@code most} at most; one of amount 0 when there is none. */
    Box cheapest(Set<Integer> used, long most) {
        int sides = table.sides();
        List<List<Integer>> steps = new ArrayList<>(List.of(List.<Integer>of()));
        for (int side = 0; side < sides; side++) {
            List<Integer> candidates = (free >> side & 1) == 1 ? List.of(0) : candidates(side, used, most);
            steps = steps.stream()
                    .flatMap(some -> candidates.stream().map(step -> longer(some, step)))
                    .toList();
        }
        Box cheapest = NONE;
        for (List<Integer> some : sides == 0 ? List.<List<Integer>>of() : steps) {
            Box box = box(some, used, most);
            if (box.isCheaper(cheapest)) {
                cheapest = box;
            }
        }
        return cheapest;
    }

    /** The steps along a side to the counts that can shrink, those first that cost least. */
    private List<Integer> candidates(int side, Set<Integer> used, long most) {
        int limit = CANDIDATES.get(Math.min(table.sides(), CANDIDATES.size()) - 1);
        return table.beside(at, side)
                .filter(other -> !table.isAbsent(other) && left(other) > 0)
                .boxed()
                .sorted(Comparator.comparing((Integer other) -> left(other) < most)
                        .thenComparingLong(other -> table.cost(other, used))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .map(other -> other - at)
                .toList();
    }

    private static List<Integer> longer(List<Integer> some, int step) {
        var longer = new ArrayList<>(some);
        longer.add(step);
        return longer;
    }

    private Box box(List<Integer> steps, Set<Integer> used, long most) {
        var corners = new ArrayList<Integer>();
        long amount = most;
        long cost = 0;
        for (int corner = 0; corner < 1 << steps.size(); corner++) {
            if ((corner & free) != 0) {
                continue;
            }
            int place = at;
            for (int side = 0; side < steps.size(); side++) {
                place += (corner >> side & 1) * steps.get(side);
            }
            if (table.isAbsent(place) || table.count(place) == 0 || !table.isOpen(place, free)) {
                return NONE;
            }
            if (Integer.bitCount(corner) % 2 == 1) {
                amount = Math.min(amount, left(place));
            }
            cost += table.cost(place, used);
            corners.add(place);
        }
        return new Box(corners, amount, cost);
    }

    /** Takes the amount of a box, so that it is not taken again. */
    void move(Box box) {
        for (int corner = 0; corner < box.corners().size(); corner++) {
            long amount = Integer.bitCount(corner) % 2 == 1 ? -box.amount() : box.amount();
            moved.merge(box.corners().get(corner), amount, Long::sum);
        }
    }

    private long left(int place) {
        return table.count(place) + moved.getOrDefault(place, 0L);
    }
}
