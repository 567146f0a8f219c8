package tw.qiao.analytics.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.QueryEngine;
import tw.qiao.analytics.tables.FilePlan;

/** Checks a table against its description. */
public final class TableCheck {
    private static final int SECONDS = 60;

    private final TableDescription description;

    public TableCheck(TableDescription description) {
        this.description = description;
    }

    /**
     * One check.
     *
     * @param name what must hold, in words
     * @param offences how many rows break it
     */
    public record Finding(String name, long offences) {}

    /** Answers in one row of whole numbers. */
    @FunctionalInterface
    private interface Engine {
        long[] numbers(String sql);
    }

    /** All checks with what they found; the table is read once, and once more for its key. */
    public List<Finding> run(Workbench workbench, FilePlan plan) {
        return run(
                plan.source(),
                sql -> workbench.query(sql, rows -> {
                    rows.next();
                    long[] numbers = new long[rows.getMetaData().getColumnCount()];
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = rows.getLong(i + 1);
                    }
                    return numbers;
                }));
    }

    /**
     * The same by an engine that runs queries, over a table that {@code catalogue} knows by the name it is described
     * with.
     */
    public List<Finding> run(QueryEngine engine, Catalogue catalogue) {
        return run(Sql.name(description.name()), sql -> {
            JsonNode row = engine.run(new Query(sql, List.of(), Map.of(), 1, SECONDS), catalogue)
                    .rows()
                    .getFirst();
            return row.values().stream().mapToLong(JsonNode::asLong).toArray();
        });
    }

    private List<Finding> run(String source, Engine engine) {
        var findings = new ArrayList<Finding>();
        List<Check> checks = checks();
        if (!checks.isEmpty()) {
            long[] offences = engine.numbers(checks.stream()
                    .map(check -> "count(*) filter (" + check.offence() + ")")
                    .collect(Collectors.joining(", ", "select ", " from " + source)));
            for (int i = 0; i < offences.length; i++) {
                findings.add(new Finding(checks.get(i).name(), offences[i]));
            }
        }
        unique(source, engine, findings);
        return findings;
    }

    private void unique(String source, Engine engine, List<Finding> findings) {
        if (description.key().isEmpty()) {
            return;
        }
        String names = description.key().stream().map(Column::name).collect(Collectors.joining(", "));
        String key = description.key().stream()
                .map(column -> Sql.name(column.name()))
                .collect(Collectors.joining(", "));
        long[] doubles = engine.numbers("select coalesce(sum(n - 1), 0) from (select count(*) as n from " + source
                + " group by " + key + " having count(*) > 1)");
        findings.add(new Finding(names + " 唯一 is unique", doubles[0]));
    }

    /** What must hold, and the SQL of its contrary. */
    private record Check(String name, String offence) {}

    private List<Check> checks() {
        var checks = new ArrayList<Check>();
        for (Column column : description.columns()) {
            String name = Sql.name(column.name());
            if (column.required()) {
                checks.add(new Check(column.name() + " 必填 is there", name + " is null"));
            }
            column.smallest()
                    .ifPresent(least -> checks.add(
                            new Check(column.name() + " 不小於 at least " + least, name + " < " + value(column, least))));
            column.largest()
                    .ifPresent(most -> checks.add(
                            new Check(column.name() + " 不大於 at most " + most, name + " > " + value(column, most))));
            column.pattern()
                    .ifPresent(pattern -> checks.add(new Check(
                            column.name() + " 格式 is like " + pattern,
                            "not regexp_full_match(" + name + ", " + Sql.text(pattern) + ")")));
            column.codes()
                    .ifPresent(list -> checks.add(
                            new Check(column.name() + " 代碼 is of " + list, name + " not in (" + codes(list) + ")")));
        }
        return checks;
    }

    private static String codes(String list) {
        return CodeList.named(list).codes().stream()
                .map(code -> Sql.text(code.code()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String value(Column column, String text) {
        return text.equals("today")
                ? "current_date"
                : "cast(" + Sql.text(text) + " as " + column.type().sql() + ")";
    }
}
