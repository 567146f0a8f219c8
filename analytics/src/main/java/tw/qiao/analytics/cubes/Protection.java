package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Found;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Lets what a statement found pass the egress gate, in the very layout that its GROUPING SETS gave. Counts that make up
 * each other pass together, so that the difference of two tells nothing; figures that go with a count are not told
 * where that is not.
 */
final class Protection {
    private final Shape shape;
    private final Egress egress;
    private final Threshold threshold;

    Protection(Shape shape, Egress egress, Threshold threshold) {
        this.shape = shape;
        this.egress = egress;
        this.threshold = threshold;
    }

    /**
     * Counts that pass together.
     *
     * @param total the one that the others make up
     * @param derived sums that go with the only count
     */
    private record Group(List<String> counts, Optional<String> total, List<String> derived) {}

    /** Adds to the shape what must be computed for the gate; to be called before the statement is made. */
    static void complete(Shape shape) {
        Set<String> asked = Set.copyOf(shape.sums());
        for (var measure : shape.cube().measures()) {
            if (measure.kind() instanceof Measure.Sum sum && !sum.parts().isEmpty()) {
                var family = new ArrayList<>(sum.parts());
                family.add(measure.name());
                if (family.stream().filter(asked::contains).count() > 1) {
                    shape.sums().addAll(family);
                }
            }
        }
    }

    Facts told(Found found) {
        var facts = new Facts();
        if (!shape.cube().isAboutPeople()) {
            take(egress.rows(found), List.copyOf(shape.sums()), facts);
            return facts;
        }
        for (Group group : groups()) {
            CountLayout layout = layout(group);
            var columns = Stream.of(
                            layout.apart(),
                            layout.levels(),
                            layout.across().stream().toList(),
                            layout.labels(),
                            group.counts(),
                            group.derived())
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
            Result told = egress.counts(only(found, columns), layout, threshold);
            take(
                    told,
                    Stream.concat(group.counts().stream(), group.derived().stream())
                            .toList(),
                    facts);
        }
        return facts;
    }

    private List<Group> groups() {
        var groups = new ArrayList<Group>();
        var grouped = new HashSet<String>();
        for (var measure : shape.cube().measures()) {
            if (measure.kind() instanceof Measure.Sum sum
                    && !sum.parts().isEmpty()
                    && shape.sums().containsAll(sum.parts())
                    && shape.sums().contains(measure.name())) {
                var family = new ArrayList<>(sum.parts());
                family.add(measure.name());
                grouped.addAll(family);
                groups.add(new Group(family, Optional.of(measure.name()), List.of()));
            }
        }
        for (String name : shape.sums()) {
            if (shape.sum(name).people()
                    && (!grouped.contains(name) || !derived(name).isEmpty())) {
                groups.add(new Group(List.of(name), Optional.empty(), derived(name)));
            }
        }
        return groups;
    }

    private List<String> derived(String count) {
        return shape.sums().stream()
                .filter(name -> shape.sum(name).countedBy().equals(Optional.of(count)))
                .toList();
    }

    /** How the rows share totals; dimensions without totals part them into tables of their own. */
    private CountLayout layout(Group group) {
        List<Side> summed = shape.sides().stream().filter(Side::totals).toList();
        List<Side> rest = shape.sides().stream().filter(side -> !side.totals()).toList();
        if (summed.size() > 1 && group.counts().size() > 1) {
            throw Problem.invalid(
                    "cube_totals",
                    "Of " + String.join(", ", group.counts()) + " one tells about the others; ask for one of them at a"
                            + " time, or for totals over one dimension only");
        }
        var apart = new ArrayList<String>();
        if (shape.compared().isPresent()) {
            apart.add(CubeStatement.SPAN);
        }
        rest.forEach(side -> apart.addAll(side.keys()));
        var labels = new ArrayList<String>();
        for (Side side : shape.sides()) {
            if (side.levels().size() > 1) {
                labels.add(CubeStatement.JOINED + side.first());
            }
        }
        Optional<String> across = summed.size() > 1 ? Optional.of(across(summed.get(1), labels)) : Optional.empty();
        return new CountLayout(
                apart,
                summed.isEmpty() ? List.of() : summed.getFirst().keys(),
                across,
                group.counts(),
                group.total(),
                group.derived(),
                labels,
                Set.of());
    }

    private static String across(Side side, List<String> labels) {
        if (side.levels().size() == 1) {
            return Shape.key(side.first());
        }
        labels.addAll(side.keys());
        return CubeStatement.JOINED + side.first();
    }

    private static Found only(Found found, List<String> columns) {
        int[] places = columns.stream().mapToInt(found.columns()::indexOf).toArray();
        var rows = found.rows().stream()
                .map(row -> {
                    ArrayNode cells = CanonicalJson.MAPPER.createArrayNode();
                    for (int place : places) {
                        cells.add(row.get(place));
                    }
                    return (JsonNode) cells;
                })
                .toList();
        var types = Arrays.stream(places).mapToObj(found.types()::get).toList();
        return new Found(columns, types, rows, found.truncated(), found.provenance());
    }

    private void take(Result told, List<String> sums, Facts facts) {
        int span = told.columns().indexOf(CubeStatement.SPAN);
        for (List<Cell> row : told.rows()) {
            var keys = new ArrayList<String>();
            for (int key = 0; key < shape.keys(); key++) {
                keys.add(
                        row.get(told.columns().indexOf(Shape.key(key))) instanceof Cell.Text(String text)
                                ? text
                                : Level.ALL);
            }
            boolean before = span >= 0 && row.get(span).equals(new Cell.Text(CubeStatement.BEFORE));
            var place = new Facts.Place(List.copyOf(keys), before);
            sums.forEach(name -> facts.put(place, name, row.get(told.columns().indexOf(name))));
        }
    }
}
