package tw.qiao.analytics.egress;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** Counts with all their totals, as a {@link Network}. */
final class CountTable {
    private final SortedMap<Place, OptionalLong> counts = new TreeMap<>(Place.ORDER);
    private final Map<Place, Network.Arc> arcs = new HashMap<>();
    private final Map<String, Integer> nodes = new HashMap<>();
    private final Network network = new Network();

    /**
     * The table of {@code counts}, of which some have a category; empty ones are missing.
     *
     * <p>A missing part is taken for known, because totals that leave it out tell about the others; a missing total
     * tells nothing.
     */
    CountTable(Map<Place, OptionalLong> counts, Threshold threshold) {
        this.counts.putAll(counts);
        Set<List<String>> inner = new HashSet<>();
        var areas = new TreeSet<List<String>>(
                Comparator.comparingInt(List<String>::size).thenComparing(area -> String.join("\1", area)));
        var categories = new TreeSet<String>(Set.of(Place.ALL));
        for (Place place : this.counts.keySet()) {
            categories.add(place.category());
            areas.add(place.area());
            for (int size = 0; size < place.area().size(); size++) {
                List<String> wider = place.area().subList(0, size);
                inner.add(wider);
                areas.add(wider);
            }
        }
        Set<List<String>> parted = new HashSet<>();
        this.counts.keySet().stream()
                .filter(place -> !place.isTotal())
                .map(Place::area)
                .forEach(parted::add);
        Set<List<String>> aroundParted = new HashSet<>();
        parted.stream().filter(area -> !area.isEmpty()).forEach(area -> aroundParted.add(around(area)));
        for (List<String> area : areas) {
            boolean unparted = !inner.contains(area) && !parted.contains(area);
            if (unparted && aroundParted.contains(around(area))) {
                throw Problem.invalid(
                        "egress_layout", "Either all areas of one wider area have counts by category, or none has");
            }
            for (String category : categories) {
                Place place = new Place(area, category);
                boolean sum = inner.contains(area) || place.isTotal() || unparted;
                arcs.put(place, arc(place, inner.contains(area), sum, threshold));
            }
        }
    }

    private static List<String> around(List<String> area) {
        return area.isEmpty() ? area : area.subList(0, area.size() - 1);
    }

    private Network.Arc arc(Place place, boolean inner, boolean sum, Threshold threshold) {
        int own = node(inner ? "sum" : "row", place, inner);
        int wider = place.area().isEmpty()
                ? nodes.computeIfAbsent("end", _ -> network.node())
                : node("sum", place.in(around(place.area())), true);
        OptionalLong count = counts.get(place);
        long value = count == null ? 0 : count.orElse(0);
        Network.State state = state(count, sum, threshold);
        return place.isTotal() ? network.arc(wider, own, value, state) : network.arc(own, wider, value, state);
    }

    private int node(String kind, Place place, boolean ofCategory) {
        String name = kind + "\2" + String.join("\1", place.area()) + "\2" + (ofCategory ? place.category() : "");
        return nodes.computeIfAbsent(name, _ -> network.node());
    }

    private static Network.State state(@Nullable OptionalLong count, boolean sum, Threshold threshold) {
        if (count == null || count.isEmpty()) {
            return sum ? Network.State.ABSENT : Network.State.FIXED;
        }
        if (count.getAsLong() == 0) {
            return Network.State.FIXED;
        }
        return threshold.isTooSmall(count.getAsLong()) ? Network.State.UNTOLD : Network.State.TOLD;
    }

    Network network() {
        return network;
    }

    boolean isUntold(Place place) {
        Network.@Nullable Arc arc = arcs.get(place);
        return arc != null && arc.state == Network.State.UNTOLD;
    }
}
