package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.kernel.Problem;

/**
 * The statement for a query: one scan, in which GROUPING SETS give all totals. Keys are never null but for totals;
 * {@link #SPAN} says of which period a row is, where two are compared as wholes.
 */
final class CubeStatement {
    static final String SPAN = "span";
    static final String NOW = "now";
    static final String BEFORE = "before";

    /** The keys of a dimension together, where several make up one. */
    static final String JOINED = "joined";

    private static final String TIME = "time_of_row";
    private static final String LAST = "last_time";

    private final Shape shape;
    private final List<String> parameters = new ArrayList<>();

    CubeStatement(Shape shape) {
        this.shape = shape;
    }

    List<String> parameters() {
        return parameters;
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
        for (Side side : shape.sides()) {
            if (side.levels().size() > 1) {
                columns.add(joined(side) + " as " + JOINED + side.first());
            }
        }
        shape.sums().forEach(name -> columns.add(aggregate(name) + " as " + name));
        String sets = shape.keys() == 0 && shape.compared().isEmpty() ? "" : " group by grouping sets (" + sets() + ")";
        return "select " + String.join(", ", columns) + " from (" + rows() + ") as facts" + sets;
    }

    /** Null for a total, as each of the keys is. */
    private static String joined(Side side) {
        return String.join(" || '/' || ", side.keys());
    }

    private String aggregate(String name) {
        Measure measure = shape.cube().measure(name);
        Measure.Sum sum = shape.sum(name);
        String value = switch (sum.aggregate()) {
            case SUM -> "sum(v_" + name + ")";
            case COUNT -> "count(v_" + name + ")";
            case TALLY -> "sum(v_" + name + ")";
            case MIN -> "min(v_" + name + ")";
            case MAX -> "max(v_" + name + ")";
        };
        String filtered = sum.stock() ? value + " filter (where " + TIME + " = " + LAST + ")" : value;
        String whole = sum.aggregate() == Measure.Aggregate.TALLY ? "coalesce(" + filtered + ", 0)" : filtered;
        return "cast(" + whole + " as " + measure.type().sql() + ")";
    }

    private String rows() {
        var columns = new ArrayList<String>();
        for (Side side : shape.sides()) {
            for (int i = 0; i < side.levels().size(); i++) {
                columns.add(key(side.levels().get(i)) + " as " + Shape.key(side.first() + i));
            }
        }
        String span = shape.compared().map(_ -> SPAN).orElse("");
        if (!span.isEmpty()) {
            columns.add("case when " + during(shape.query().period().orElseThrow()) + " then '" + NOW + "' else '"
                    + BEFORE + "' end as " + SPAN);
        }
        shape.sums().forEach(name -> columns.add("(" + shape.sum(name).sql() + ") as v_" + name));
        boolean stock = shape.sums().stream().anyMatch(name -> shape.sum(name).stock());
        if (stock) {
            columns.add(time() + " as " + TIME);
        }
        String facts =
                "select " + String.join(", ", columns) + " from " + shape.cube().table() + conditions();
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

    /** The key of a level, which is never null. */
    static String key(Level level) {
        return "coalesce(nullif(cast(" + level.sql() + " as varchar), ''), '" + Level.UNKNOWN + "')";
    }

    private String conditions() {
        var conditions = new ArrayList<String>();
        shape.cube().filter().ifPresent(filter -> conditions.add("(" + filter + ")"));
        for (CubeQuery.Slice slice : shape.query().slices()) {
            Level level = shape.cube().dimension(slice.dimension()).level(slice.level());
            String values =
                    slice.values().stream().map(value -> bind(level.key(value))).collect(Collectors.joining(", "));
            conditions.add(values.isEmpty() ? "false" : key(level) + " in (" + values + ")");
        }
        shape.query().period().ifPresent(period -> {
            String now = during(shape.shift() == 0 ? period : period.since(shape.shift()));
            conditions.add(shape.compared()
                    .map(before -> "(" + now + " or " + during(before) + ")")
                    .orElse(now));
        });
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private String time() {
        return shape.cube().time().flatMap(Dimension::time).orElseThrow();
    }

    private String during(Period period) {
        if (shape.cube().timeType().kind() != ColumnType.Kind.YEAR) {
            return "(" + time() + " between cast(" + bind(period.from() + "-01") + " as date) and cast("
                    + bind(period.to().atEndOfMonth().toString()) + " as date))";
        }
        if (!period.isOfWholeYears()) {
            throw Problem.invalid(
                    "cube_period", "The cube " + shape.cube().name() + " has whole years only; write years like 2014");
        }
        return "(" + time() + " between cast(" + year(period.from()) + " as integer) and cast(" + year(period.to())
                + " as integer))";
    }

    private String year(YearMonth month) {
        return bind(Integer.toString(month.getYear()));
    }

    private String bind(String value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    /** All combinations: of the first dimension with totals each level, of the others all together or none. */
    private String sets() {
        List<List<String>> sets = List.of(shape.compared().isPresent() ? List.of(SPAN) : List.of());
        boolean first = true;
        for (Side side : shape.sides()) {
            var more = new ArrayList<List<String>>();
            for (List<String> set : sets) {
                for (int levels : depths(side, first)) {
                    var extended = new ArrayList<>(set);
                    extended.addAll(side.keys().subList(0, levels));
                    more.add(extended);
                }
            }
            first &= !side.totals();
            sets = more;
        }
        return sets.stream()
                .map(set -> set.stream().collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
    }

    private static List<Integer> depths(Side side, boolean first) {
        int all = side.levels().size();
        if (!side.totals()) {
            return List.of(all);
        }
        var depths = new ArrayList<Integer>();
        for (int levels = all; levels >= 0; levels--) {
            if (first || levels == all || levels == 0) {
                depths.add(levels);
            }
        }
        return depths;
    }
}
