package tw.qiao.analytics.egress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final List<Arc> used = new ArrayList<>();
    private final Reached reached = new Reached();

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

    /** How each node was reached in the search that is under way; arrays are kept, because most searches are short. */
    private static final class Reached {
        private Arc[] by = {};
        private long[] loss = {};
        private int[] steps = {};
        private int[] search = {};
        private int current;

        void begin(int nodes) {
            if (by.length < nodes) {
                by = new Arc[nodes];
                loss = new long[nodes];
                steps = new int[nodes];
                search = new int[nodes];
            }
            current++;
        }

        void reach(int node, Arc arc, long itsLoss, int itsSteps) {
            search[node] = current;
            by[node] = arc;
            loss[node] = itsLoss;
            steps[node] = itsSteps;
        }

        boolean has(int node) {
            return search[node] == current;
        }

        boolean isBetter(int node, long otherLoss, int otherSteps) {
            return !has(node) || otherLoss < loss[node] || (otherLoss == loss[node] && otherSteps < steps[node]);
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
        used.forEach(arc -> arc.sent = 0);
        used.clear();
        long total = 0;
        while (total < most && findShortest(around, source, target)) {
            long room = most - total;
            for (int node = target; node != source; node = reached.by[node].other(node)) {
                room = Math.min(room, reached.by[node].room(reached.by[node].other(node)));
            }
            for (int node = target; node != source; node = reached.by[node].other(node)) {
                reached.by[node].send(reached.by[node].other(node), room);
                used.add(reached.by[node]);
            }
            total += room;
        }
        return total;
    }

    private boolean findShortest(Arc around, int source, int target) {
        var next = new ArrayDeque<Integer>();
        reached.begin(arcsOf.size());
        reached.reach(source, around, 0, 0);
        next.add(source);
        while (!next.isEmpty() && !reached.has(target)) {
            int node = next.remove();
            for (Arc arc : arcsOf.get(node)) {
                int other = arc.other(node);
                if (arc != around && arc.state != State.TOLD && !reached.has(other) && arc.room(node) > 0) {
                    reached.reach(other, arc, 0, 0);
                    next.add(other);
                }
            }
        }
        return reached.has(target);
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
        if (!findCheapest(arc, source, target)) {
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

    private boolean findCheapest(Arc around, int source, int target) {
        var next = new PriorityQueue<Step>();
        reached.begin(arcsOf.size());
        reached.reach(source, around, 0, 0);
        next.add(new Step(0, 0, source));
        while (!next.isEmpty()) {
            Step step = next.remove();
            int node = step.node();
            if (node == target) {
                return true;
            }
            if (step.loss() != reached.loss[node] || step.count() != reached.steps[node]) {
                continue; // a better way came in between
            }
            for (Arc arc : arcsOf.get(node)) {
                int other = arc.other(node);
                long loss = step.loss() + (arc.state == State.TOLD ? arc.value : 0);
                boolean late = reached.has(target) && loss > reached.loss[target];
                if (arc != around && !late && arc.room(node) > 0 && reached.isBetter(other, loss, step.count() + 1)) {
                    reached.reach(other, arc, loss, step.count() + 1);
                    next.add(new Step(loss, step.count() + 1, other));
                }
            }
        }
        return false;
    }

    private record Step(long loss, int count, int node) implements Comparable<Step> {
        private static final Comparator<Step> ORDER = Comparator.comparingLong(Step::loss)
                .thenComparingInt(Step::count)
                .thenComparingInt(Step::node);

        @Override
        public int compareTo(Step other) {
            return ORDER.compare(this, other);
        }
    }
}
