package tw.qiao.analytics.counts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Reads a question for counts from the tree of a statement that passed the gate. */
final class CountStatement {
    private static final Set<String> KNOWN = Set.of(
            "type",
            "cte_map",
            "select_list",
            "from_table",
            "where_clause",
            "group_expressions",
            "group_sets",
            "aggregate_handling");
    private static final int MOST_COLUMNS = 6;

    private CountStatement() {}

    /** The question; a problem {@code egress_counts_form} when the statement is not one for counts of people. */
    static CountQuestion read(String tree, List<String> parameters) {
        JsonNode select =
                CanonicalJson.MAPPER.readTree(tree).path("statements").path(0).path("node");
        select.forEachEntry((key, _) -> {
            if (!KNOWN.contains(key)) {
                throw refused("leave out " + key);
            }
        });
        JsonNode from = select.path("from_table");
        boolean plain = select.path("type").asString().equals("SELECT_NODE")
                && select.path("cte_map").isEmpty()
                && from.path("type").asString().equals("BASE_TABLE")
                && !from.has("sample");
        if (!plain) {
            throw refused("name one table after FROM");
        }
        List<String> columns = columns(select.path("select_list"));
        return new CountQuestion(
                from.path("table_name").asString(),
                columns,
                sets(select, columns),
                select.has("where_clause") ? new Conditions(parameters).sql(select.path("where_clause")) : "");
    }

    private static List<String> columns(JsonNode selected) {
        List<JsonNode> all = Conditions.elements(selected);
        JsonNode last = all.getLast();
        if (!last.path("function_name").asString("").equals("count_star") || last.has("filter")) {
            throw refused("select columns first and count(*) last");
        }
        List<String> columns =
                all.stream().limit(all.size() - 1L).map(CountStatement::column).toList();
        if (columns.size() > MOST_COLUMNS || Set.copyOf(columns).size() < columns.size()) {
            throw refused("select each column once, and " + MOST_COLUMNS + " of them at most");
        }
        return columns;
    }

    private static String column(JsonNode node) {
        if (!node.path("class").asString().equals("COLUMN_REF")
                || !node.path("alias").asString("").isEmpty()) {
            throw refused("select plain columns first, without another name, and count(*) last");
        }
        return Conditions.name(node);
    }

    private static List<List<Integer>> sets(JsonNode select, List<String> columns) {
        if (select.path("aggregate_handling").asString("").equals("FORCE_AGGREGATES")) {
            return List.of(IntStream.range(0, columns.size()).boxed().toList());
        }
        List<Integer> places = Conditions.elements(select.path("group_expressions")).stream()
                .map(expression -> place(expression, columns))
                .toList();
        if (places.size() != columns.size() || Set.copyOf(places).size() != columns.size()) {
            throw refused("group by the columns that are selected");
        }
        var sets = new ArrayList<List<Integer>>();
        select.path("group_sets")
                .forEach(set -> sets.add(Conditions.elements(set).stream()
                        .map(index -> places.get(index.asInt()))
                        .sorted()
                        .toList()));
        if (sets.isEmpty()) {
            sets.add(List.of());
        }
        sets.sort(Comparator.comparingInt(List<Integer>::size).reversed().thenComparing(List::toString));
        return sets.stream().distinct().toList();
    }

    /** By name, or by number from 1. */
    private static int place(JsonNode expression, List<String> columns) {
        if (expression.path("class").asString().equals("CONSTANT")) {
            String number = expression.path("literal").path("text").asString("");
            return number.matches("[1-9]") && Integer.parseInt(number) <= columns.size()
                    ? Integer.parseInt(number) - 1
                    : -1;
        }
        return columns.indexOf(Conditions.name(expression));
    }

    static Problem refused(String hint) {
        return Problem.forbidden(
                "egress_counts_form",
                "This table is about single people, so only counts may leave, asked as SELECT columns, count(*) FROM"
                        + " table WHERE … GROUP BY columns; " + hint);
    }
}
