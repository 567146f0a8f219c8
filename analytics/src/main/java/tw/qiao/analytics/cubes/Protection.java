package tw.qiao.analytics.cubes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.kernel.Problem;

/**
 * What of a lattice may be told. A count that is a part of another is decided on together with the other parts, and a
 * sum that is no count goes with the count that it is counted by.
 */
final class Protection {
    private static final int LARGEST_DIGITS = 15;

    private final Shape shape;
    private final Lattice lattice;
    private final Map<List<String>, JsonNode> places;
    private final Threshold threshold;
    private final Map<String, Set<List<String>>> untold = new HashMap<>();

    /** Decides on all sums of {@code lattice}, which found these rows. */
    Protection(Shape shape, Lattice lattice, List<JsonNode> rows, Threshold threshold) {
        this.shape = shape;
        this.lattice = lattice;
        this.places = lattice.places(rows);
        this.threshold = threshold;
        for (Measure measure : shape.cube().measures()) {
            if (measure.kind() instanceof Measure.Sum sum
                    && isHere(measure.name())
                    && !sum.parts().isEmpty()) {
                family(measure.name(), lattice.sums().containsAll(sum.parts()) ? sum.parts() : List.of());
            }
        }
        for (String name : lattice.sums()) {
            if (shape.sum(name).people() && !untold.containsKey(name)) {
                family(name, List.of());
            }
        }
    }

    private boolean isHere(String sum) {
        return lattice.sums().contains(sum);
    }

    /** Decides on a count with its parts: these are one more dimension. */
    private void family(String total, List<String> parts) {
        var counts = new HashMap<List<String>, Long>();
        places.forEach((place, row) -> {
            counts.put(extended(place, ""), count(row, total));
            parts.forEach(part -> counts.put(extended(place, part), count(row, part)));
        });
        var apart = new ArrayList<>(lattice.chains().stream().map(Chain::apart).toList());
        apart.add(0);
        untold.put(total, new HashSet<>());
        parts.forEach(part -> untold.put(part, new HashSet<>()));
        for (List<String> place : Concealment.of(counts, apart, threshold)) {
            String name = place.getLast().isEmpty() ? total : place.getLast();
            untold.getOrDefault(name, Set.of()).add(place.subList(0, place.size() - 1));
        }
    }

    private static List<String> extended(List<String> place, String part) {
        var extended = new ArrayList<>(place);
        extended.add(part);
        return List.copyOf(extended);
    }

    private long count(JsonNode row, String sum) {
        BigDecimal figure = figure(row, sum);
        boolean count = figure.signum() >= 0
                && figure.stripTrailingZeros().scale() <= 0
                && figure.precision() - figure.scale() <= LARGEST_DIGITS;
        if (!count) {
            throw Problem.invalid("cube_count", "A count is a whole number from 0 on; " + sum + " has others");
        }
        return figure.longValueExact();
    }

    private BigDecimal figure(JsonNode row, String sum) {
        JsonNode cell = row.get(lattice.column(sum));
        return cell.isNull() ? BigDecimal.ZERO : new BigDecimal(cell.asString());
    }

    /** Whether there is no figure, because no row of the place has one. */
    boolean isMissing(List<String> place, String sum) {
        JsonNode row = places.get(place);
        return row == null || row.get(lattice.column(sum)).isNull();
    }

    boolean isTold(List<String> place, String sum) {
        String count = shape.sum(sum).countedBy().orElse(sum);
        return !untold.getOrDefault(count, Set.of()).contains(place);
    }

    BigDecimal figure(List<String> place, String sum) {
        JsonNode row = places.get(place);
        return row == null ? BigDecimal.ZERO : figure(row, sum);
    }

    /** All places that have rows, by the depths of their coordinates. */
    Map<List<Integer>, Set<List<String>>> places() {
        var all = new HashMap<List<Integer>, Set<List<String>>>();
        places.keySet()
                .forEach(place -> all.computeIfAbsent(Coordinates.depths(place), _ -> new HashSet<>())
                        .add(place));
        return all;
    }
}
