package tw.qiao.analytics.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Source;
import tw.qiao.kernel.Problem;

/** A catalogue in which somebody finds only what a policy lets her see; statements cannot reach behind it. */
final class PolicedCatalogue implements Catalogue {
    /** The engine moves no condition of the statement below a limit, so that none ever looks at a hidden row. */
    private static final String BARRIER = " limit " + Long.MAX_VALUE;

    private final Catalogue inner;
    private final Policy policy;

    PolicedCatalogue(Catalogue inner, Policy policy) {
        this.inner = inner;
        this.policy = policy;
    }

    @Override
    public Set<String> names() {
        var names = new TreeSet<>(inner.names());
        names.retainAll(policy.tables().keySet());
        return names;
    }

    @Override
    public Source source(String table, OptionalLong snapshot) {
        TableRule rule = policy.tables().get(table);
        if (rule == null) {
            throw Problem.notFound("warehouse_table", "There is no table " + table);
        }
        Source source = inner.source(table, snapshot);
        var names = new ArrayList<String>();
        var columns = new ArrayList<String>();
        for (Column column : rule.description().columns()) {
            Treatment treatment = policy.clearance().of(column.personal());
            Optional<String> then = calledThen(column, rule.description(), source);
            if (treatment != Treatment.REFUSED && then.isPresent()) {
                names.add(then.get());
                columns.add(treatment == Treatment.ALLOWED ? Sql.name(then.get()) : masked(column, then.get()));
            }
        }
        if (names.isEmpty()) {
            throw Problem.forbidden("egress_table", "No column of " + table + " may be seen");
        }
        return new Source(table, source.snapshot(), List.copyOf(names), select(source, columns, rule));
    }

    /** A state from before a renaming has the column under its former name, unless that is another column today. */
    private static Optional<String> calledThen(Column column, TableDescription today, Source source) {
        if (source.columns().contains(column.name())) {
            return Optional.of(column.name());
        }
        return column.formerly()
                .filter(source.columns()::contains)
                .filter(former ->
                        today.columns().stream().noneMatch(other -> other.name().equals(former)));
    }

    private static String select(Source source, List<String> columns, TableRule rule) {
        String visible = rule.rows()
                .map(rows -> "(select * from " + source.sql() + " where " + condition(rows) + BARRIER + ")")
                .orElse(source.sql());
        return "(select " + String.join(", ", columns) + " from " + visible + ")";
    }

    private static String condition(TableRule.Rows rows) {
        List<String> values = rows.values().stream().map(Sql::text).toList();
        return values.isEmpty()
                ? "false"
                : Sql.name(rows.column()) + "::varchar in (" + String.join(", ", values) + ")";
    }

    private static String masked(Column column, String called) {
        String name = Sql.name(called);
        String value = switch (column.type().kind()) {
            case TEXT -> "case when " + name + " is not null then '＊' end";
            case DATE, MONTH -> "date_trunc('year', " + name + ")::date";
            case INTEGER, DECIMAL, YEAR, TIME, BOOLEAN ->
                "null::" + column.type().sql();
        };
        return value + " as " + name;
    }
}
