package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.lineage.ColumnTrace;
import tw.qiao.analytics.lineage.Traced;

/** Of which columns of its table a cube's levels and measures are made. */
public final class CubeLineage {
    private CubeLineage() {}

    /**
     * The origins of each level and measure, by its name.
     *
     * @param columns those of the cube's table
     * @param parser gives the tree of a statement, as {@code json_serialize_sql} does
     */
    public static Traced of(Cube cube, List<String> columns, UnaryOperator<String> parser) {
        return ColumnTrace.of(
                parser.apply(statement(cube)), table -> table.equals(cube.table()) ? columns : List.<String>of());
    }

    /** All that the cube can tell of a row of its table, as one SELECT. */
    public static String statement(Cube cube) {
        var parts = new ArrayList<String>();
        for (Dimension dimension : cube.dimensions()) {
            dimension.levels().forEach(level -> parts.add(level.sql() + " as " + Sql.name(level.name())));
        }
        for (Measure measure : cube.measures()) {
            String name = Sql.name(measure.name());
            switch (measure.kind()) {
                case Measure.Sum sum -> parts.add((sum.sql().isEmpty() ? "1" : "(" + sum.sql() + ")") + " as " + name);
                case Measure.Ratio ratio ->
                    parts.add(Sql.name(ratio.numerator()) + " / " + Sql.name(ratio.denominator()) + " as " + name);
            }
        }
        return "select " + String.join(", ", parts) + " from " + Sql.name(cube.table())
                + cube.filter().map(filter -> " where " + filter).orElse("");
    }
}
