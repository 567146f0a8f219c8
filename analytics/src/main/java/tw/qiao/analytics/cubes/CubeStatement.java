package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statement for a query: one scan, in which GROUPING SETS give all totals. Keys are never null but for totals;
 * {@link #SPAN} says of which period a row is, where two are compared as wholes.
 */
final class CubeStatement {
    static final String SPAN = "span";
    static final String NOW = "now";
    static final String BEFORE = "before";

    private static final String TIME = "time_of_row";
    private static final String LAST = "last_time";

    private final Shape shape;
    private final SqlParts parts;

    CubeStatement(Shape shape) {
        this.shape = shape;
        this.parts = new SqlParts(shape);
    }

    List<String> parameters() {
        return parts.parameters();
    }

    /** The SQL, whose parameters are complete afterwards. */
    String sql() {
        var columns = new ArrayList<String>();
        for (int key = 0; key < shape.keys(); key++) {
            columns.add(Shape.key(key));
        }
        if (shape.compared().isPresent()) {
            columns.add(SPAN);
        }
        shape.sums().forEach(name -> columns.add(aggregate(name) + " as " + name));
        String sets = shape.keys() == 0 && shape.compared().isEmpty() ? "" : " group by grouping sets (" + sets() + ")";
        return "select " + String.join(", ", columns) + " from (" + rows() + ") as facts" + sets;
    }

    private String aggregate(String name) {
        Optional<String> last = shape.sum(name).stock() ? Optional.of(TIME + " = " + LAST) : Optional.empty();
        return parts.aggregate(name, last);
    }

    private String rows() {
        var columns = new ArrayList<String>();
        for (Side side : shape.sides()) {
            for (int i = 0; i < side.levels().size(); i++) {
                columns.add(SqlParts.key(side.levels().get(i)) + " as " + Shape.key(side.first() + i));
            }
        }
        String span = shape.compared().map(_ -> SPAN).orElse("");
        if (!span.isEmpty()) {
            columns.add(parts.spanOrNow() + " as " + SPAN);
        }
        shape.sums().forEach(name -> columns.add("(" + shape.sum(name).sql() + ") as v_" + name));
        boolean stock = shape.sums().stream().anyMatch(name -> shape.sum(name).stock());
        if (stock) {
            columns.add(parts.time() + " as " + TIME);
        }
        String facts =
                "select " + String.join(", ", columns) + " from " + shape.cube().table() + parts.where(conditions());
        return stock
                ? "select *, max(" + TIME + ") over (" + partition(span) + ") as " + LAST + " from (" + facts
                        + ") as states"
                : facts;
    }

    /** What happened last within each span of time of the answer. */
    private String partition(String span) {
        String by = shape.timeSide().map(side -> Shape.key(side.last())).orElse(span);
        return by.isEmpty() ? "" : "partition by " + by;
    }

    private List<String> conditions() {
        var conditions = new ArrayList<>(parts.slices(Optional.empty()));
        conditions.addAll(parts.periods());
        return conditions;
    }

    /** All combinations: of the first dimension with totals each level, of the others all together or none. */
    private String sets() {
        String span = shape.compared().map(_ -> SPAN).orElse("");
        return shape.combinations().stream()
                .map(depths -> {
                    var keys = new ArrayList<>(span.isEmpty() ? List.<String>of() : List.of(span));
                    for (int side = 0; side < depths.size(); side++) {
                        keys.addAll(shape.sides().get(side).keys().subList(0, depths.get(side)));
                    }
                    return keys.stream().collect(Collectors.joining(", ", "(", ")"));
                })
                .collect(Collectors.joining(", "));
    }
}
