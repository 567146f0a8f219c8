package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.kernel.Problem;

/** Pieces of the statements of one question, and the parameters that they bind. */
final class SqlParts {
    private static final int MOST_DIGITS = 38;
    private static final int MORE_DIGITS = 6;

    private final Shape shape;
    private final List<String> parameters = new ArrayList<>();

    SqlParts(Shape shape) {
        this.shape = shape;
    }

    List<String> parameters() {
        return parameters;
    }

    private String bind(String value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    /** A key that is never null. */
    static String known(String sql) {
        return "coalesce(nullif(cast(" + sql + " as varchar), ''), '" + Level.UNKNOWN + "')";
    }

    static String key(Level level) {
        return level.keyed() ? level.sql() : known(level.sql());
    }

    List<String> keys(Dimension dimension, int depth) {
        return dimension.levels().subList(0, depth).stream().map(SqlParts::key).toList();
    }

    /** The column of time. */
    String time() {
        return shape.cube().time().flatMap(Dimension::time).orElseThrow();
    }

    /** A sum over all rows, or over those that meet a condition. */
    String aggregate(String name, Optional<String> condition) {
        return aggregate(name, condition, shape.cube().measure(name).type().sql());
    }

    /** A sum over all rows, with more digits than it has in the end where it is summed up once more. */
    String part(String name) {
        ColumnType type = shape.cube().measure(name).type();
        int digits = Math.min(MORE_DIGITS, MOST_DIGITS - type.precision());
        return aggregate(
                name,
                Optional.empty(),
                shape.sum(name).people() ? type.sql() : "decimal(" + MOST_DIGITS + "," + (type.scale() + digits) + ")");
    }

    private String aggregate(String name, Optional<String> condition, String type) {
        Measure.Sum sum = shape.sum(name);
        String value = switch (sum.aggregate()) {
            case SUM -> "sum(v_" + name + ")";
            case COUNT -> "count(v_" + name + ")";
            case TALLY -> "sum(v_" + name + ")";
            case MIN -> "min(v_" + name + ")";
            case MAX -> "max(v_" + name + ")";
        };
        String filtered =
                condition.map(rows -> value + " filter (where " + rows + ")").orElse(value);
        String whole = sum.aggregate() == Measure.Aggregate.TALLY ? "coalesce(" + filtered + ", 0)" : filtered;
        return "cast(" + whole + " as " + type + ")";
    }

    /** Which of two periods a row is of, that are compared as wholes; else always the same. */
    String spanOrNow() {
        return shape.compared().isPresent()
                ? "case when " + during(shape.query().period().orElseThrow()) + " then '" + CubeStatement.NOW
                        + "' else '" + CubeStatement.BEFORE + "' end"
                : "'" + CubeStatement.NOW + "'";
    }

    /** The condition that rows are in the period that is asked for or compared with. */
    List<String> periods() {
        return shape.query().period().stream()
                .map(period -> {
                    String now = during(shape.shift() == 0 ? period : period.since(shape.shift()));
                    return shape.compared()
                            .map(before -> "(" + now + " or " + during(before) + ")")
                            .orElse(now);
                })
                .toList();
    }

    /** The conditions that rows are in the time that is asked for in any way. */
    List<String> times() {
        var conditions = new ArrayList<>(periods());
        shape.cube().dimensions().stream()
                .filter(dimension -> dimension.time().isPresent())
                .forEach(dimension -> conditions.addAll(slices(Optional.of(dimension))));
        return conditions;
    }

    /** The conditions of the slices of a dimension, or of all. */
    List<String> slices(Optional<Dimension> of) {
        var conditions = new ArrayList<String>();
        for (CubeQuery.Slice slice : shape.query().slices()) {
            Dimension dimension = shape.cube().dimension(slice.dimension());
            if (of.isEmpty() || of.get().equals(dimension)) {
                Level level = dimension.level(slice.level());
                String values = slice.values().stream()
                        .map(value -> bind(level.key(value)))
                        .collect(Collectors.joining(", "));
                conditions.add(values.isEmpty() ? "false" : key(level) + " in (" + values + ")");
            }
        }
        return conditions;
    }

    String where(List<String> conditions) {
        var all = new ArrayList<String>();
        shape.cube().filter().ifPresent(filter -> all.add("(" + filter + ")"));
        all.addAll(conditions);
        return all.isEmpty() ? "" : " where " + String.join(" and ", all);
    }

    /** The condition that a parent's key is one that the question touches; empty when it touches all. */
    Optional<String> touched(Chain chain, int level, String column) {
        if (chain.isTime()) {
            return new Moments(shape).touched().map(span -> {
                TimeLevel unit = Moments.LEVELS.get(level);
                return column + " between " + bind(unit.key(span.from())) + " and " + bind(unit.key(span.to()));
            });
        }
        List<String> slices = slices(Optional.of(chain.dimension()));
        return slices.isEmpty()
                ? Optional.empty()
                : Optional.of(column + " in (select " + chain.keys().get(level) + " from "
                        + shape.cube().table() + where(slices) + ")");
    }

    String during(Period period) {
        if (shape.cube().timeType().kind() != ColumnType.Kind.YEAR) {
            return "(" + time() + " between cast(" + bind(period.from() + "-01") + " as date) and cast("
                    + bind(period.to().atEndOfMonth().toString()) + " as date))";
        }
        return "(" + time() + " between cast(" + year(period.from()) + " as integer) and cast(" + year(period.to())
                + " as integer))";
    }

    /** A problem {@code cube_period} when the cube has whole years only and a period has not. */
    static void checkYears(Cube cube, Period period) {
        if (cube.timeType().kind() == ColumnType.Kind.YEAR && !period.isOfWholeYears()) {
            throw Problem.invalid(
                    "cube_period", "The cube " + cube.name() + " has whole years only; write years like 2014");
        }
    }

    private String year(YearMonth month) {
        return bind(Integer.toString(month.getYear()));
    }
}
