package tw.qiao.analytics.egress;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tw.qiao.kernel.Problem;

/**
 * Chooses which counts are not told: those that are too small, and as many others as it takes that nobody can narrow
 * down any of them to less than the range. Always the same ones for the same counts, in whatever order they come.
 */
final class Suppression {
    private Suppression() {}

    /** The places that are not told. */
    static Set<Place> of(Map<Place, OptionalLong> counts, Threshold threshold) {
        var table = new CountTable(counts, threshold);
        Network network = table.network();
        var open = new ArrayDeque<Network.Arc>();
        network.arcs().stream().filter(arc -> arc.state == Network.State.UNTOLD).forEach(open::add);
        while (!open.isEmpty()) {
            protect(network, open.remove(), threshold.range(), open);
        }
        var untold = new HashSet<Place>();
        counts.keySet().stream().filter(table::isUntold).forEach(untold::add);
        return untold;
    }

    /** More counts that are not told only widen the span of the others, so each needs to be looked at once. */
    private static void protect(Network network, Network.Arc arc, long range, ArrayDeque<Network.Arc> open) {
        while (true) {
            long below = network.below(arc, range);
            long above = network.above(arc, range - below);
            if (below + above >= range) {
                return;
            }
            Network.Way larger = network.cheapest(arc, true);
            Network.Way smaller = below < arc.value - 1 ? smaller(network, arc, range) : nothing();
            Network.Way way = smaller.loss() < larger.loss() ? smaller : larger;
            if (way.loss() >= Network.ENDLESS) {
                throw Problem.forbidden(
                        "egress_unprotectable",
                        "The totals of this table do not fit its parts, so small counts in it cannot be kept secret");
            }
            for (Network.Arc told : way.told()) {
                told.state = Network.State.UNTOLD;
                open.add(told);
            }
        }
    }

    private static Network.Way smaller(Network network, Network.Arc arc, long range) {
        network.below(arc, range);
        return network.cheapest(arc, false);
    }

    private static Network.Way nothing() {
        return new Network.Way(List.of(), Network.ENDLESS);
    }
}
