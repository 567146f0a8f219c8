package tw.qiao.analytics.egress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The sums of a table as a network, in which each count is an arc and each "total = sum of its parts" a node where as
 * much comes in as goes out. All that anybody can compute from the counts that are told is then a question of how much
 * can be sent around through the arcs that are not: that is exact, not an estimate (Castro 2012, "Recent advances in
 * optimization techniques for statistical tabular data protection", section 3).
 *
 * <p>A count that is not told may be larger without end, and smaller down to one, because zeros are always told.
 */
final class Network {
    static final long ENDLESS = Long.MAX_VALUE / 4;

    private final List<Arc> arcs = new ArrayList<>();
    private final List<List<Arc>> arcsOf = new ArrayList<>();

    /** How a count is known. */
    enum State {
        /** Never moves: zero, or a missing part. */
        FIXED,
        TOLD,
        UNTOLD,
        /** A total that is not in the table at all, which may be anything. */
        ABSENT
    }

    /** A count, from one node to another. */
    static final class Arc {
        final int index;
        final int from;
        final int to;
        final long value;
        State state;
        private long sent;

        private Arc(int index, int from, int to, long value, State state) {
            this.index = index;
            this.from = from;
            this.to = to;
            this.value = value;
            this.state = state;
        }

        private int other(int node) {
            return node == from ? to : from;
        }

        /** How much more can go through from {@code node} to the other end. */
        private long room(int node) {
            if (state == State.FIXED) {
                return 0;
            }
            if (state == State.ABSENT) {
                return ENDLESS;
            }
            return node == from ? ENDLESS : value - 1 + sent;
        }

        private void send(int node, long amount) {
            sent += node == from ? amount : -amount;
        }
    }

    /** A step of a search: the arc by which a node was reached first, or most cheaply. */
    private static final class Reached {
        final Arc[] by;
        final long[] loss;
        final int[] steps;

        Reached(int nodes) {
            by = new Arc[nodes];
            loss = new long[nodes];
            steps = new int[nodes];
            Arrays.fill(loss, Long.MAX_VALUE);
        }

        boolean isBetter(int node, long otherLoss, int otherSteps) {
            return otherLoss < loss[node] || (otherLoss == loss[node] && otherSteps < steps[node]);
        }
    }

    /** One more node; nodes are numbered from 0. */
    int node() {
        arcsOf.add(new ArrayList<>());
        return arcsOf.size() - 1;
    }

    Arc arc(int from, int to, long value, State state) {
        var arc = new Arc(arcs.size(), from, to, value, state);
        arcs.add(arc);
        arcsOf.get(from).add(arc);
        arcsOf.get(to).add(arc);
        return arc;
    }

    List<Arc> arcs() {
        return arcs;
    }

    /** How far above its value the count of {@code arc} may be for all that anybody can compute, up to {@code most}. */
    long above(Arc arc, long most) {
        return flow(arc, arc.to, arc.from, most);
    }

    /** How far below its value it may be, up to {@code most}. */
    long below(Arc arc, long most) {
        return flow(arc, arc.from, arc.to, Math.min(most, arc.value - 1));
    }

    private long flow(Arc around, int source, int target, long most) {
        arcs.forEach(arc -> arc.sent = 0);
        long total = 0;
        while (total < most) {
            Arc[] by = shortest(around, source, target);
            if (by[target] == null) {
                break;
            }
            long room = most - total;
            for (int node = target; node != source; node = by[node].other(node)) {
                room = Math.min(room, by[node].room(by[node].other(node)));
            }
            for (int node = target; node != source; node = by[node].other(node)) {
                by[node].send(by[node].other(node), room);
            }
            total += room;
        }
        return total;
    }

    private Arc[] shortest(Arc around, int source, int target) {
        var by = new Arc[arcsOf.size()];
        var next = new ArrayDeque<Integer>();
        next.add(source);
        while (!next.isEmpty() && by[target] == null) {
            int node = next.remove();
            for (Arc arc : arcsOf.get(node)) {
                int other = arc.other(node);
                if (arc != around
                        && arc.state != State.TOLD
                        && by[other] == null
                        && other != source
                        && arc.room(node) > 0) {
                    by[other] = arc;
                    next.add(other);
                }
            }
        }
        return by;
    }

    /** Counts to leave out so that more can be sent around. */
    record Way(List<Arc> told, long loss) {}

    /**
     * The way with the least loss (the sum of the counts that must be left out for it) by which the count of
     * {@code arc} may be larger, or smaller, than what {@link #above} or {@link #below} last found; a loss of
     * {@link #ENDLESS} when there is none.
     */
    Way cheapest(Arc arc, boolean larger) {
        int source = larger ? arc.to : arc.from;
        int target = larger ? arc.from : arc.to;
        if (!larger && arc.value <= 1) {
            return new Way(List.of(), ENDLESS);
        }
        Reached reached = search(arc, source, target);
        if (reached.by[target] == null) {
            return new Way(List.of(), ENDLESS);
        }
        var told = new ArrayList<Arc>();
        for (int node = target; node != source; node = reached.by[node].other(node)) {
            if (reached.by[node].state == State.TOLD) {
                told.add(reached.by[node]);
            }
        }
        return new Way(told, reached.loss[target]);
    }

    private Reached search(Arc around, int source, int target) {
        var reached = new Reached(arcsOf.size());
        var done = new boolean[arcsOf.size()];
        var next = new PriorityQueue<long[]>((a, b) -> {
            int byLoss = Long.compare(a[0], b[0]);
            int bySteps = byLoss != 0 ? byLoss : Long.compare(a[1], b[1]);
            return bySteps != 0 ? bySteps : Long.compare(a[2], b[2]);
        });
        reached.loss[source] = 0;
        next.add(new long[] {0, 0, source});
        while (!next.isEmpty()) {
            int node = (int) next.remove()[2];
            if (node == target) {
                break;
            }
            if (done[node]) {
                continue;
            }
            done[node] = true;
            for (Arc arc : arcsOf.get(node)) {
                int other = arc.other(node);
                long loss = reached.loss[node] + (arc.state == State.TOLD ? arc.value : 0);
                int steps = reached.steps[node] + 1;
                if (arc != around && arc.room(node) > 0 && reached.isBetter(other, loss, steps)) {
                    reached.loss[other] = loss;
                    reached.steps[other] = steps;
                    reached.by[other] = arc;
                    next.add(new long[] {loss, steps, other});
                }
            }
        }
        return reached;
    }
}
