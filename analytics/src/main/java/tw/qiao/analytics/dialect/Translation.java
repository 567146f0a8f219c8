package tw.qiao.analytics.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.kernel.CanonicalJson;

/** One SELECT in an engine's dialect. */
public final class Translation {
    private static final Set<String> SELECT = Set.of(
            "modifiers",
            "cte_map",
            "select_list",
            "from_table",
            "where_clause",
            "group_expressions",
            "group_sets",
            "aggregate_handling",
            "having");
    private static final Set<String> SETS = Set.of("modifiers", "cte_map", "setop_type", "setop_all", "children");

    private final Dialect dialect;
    private final Expressions expressions;
    private final Tables tables;

    private Translation(Dialect dialect, Map<String, String> sources, List<String> parameters, Set<String> withNames) {
        this.dialect = dialect;
        this.expressions = new Expressions(this, dialect, parameters);
        this.tables = new Tables(this, expressions, dialect, sources, withNames);
    }

    /**
     * The statement as the engine understands it; a problem {@code query_dialect} where it might mean something else
     * there.
     *
     * @param tree what DuckDB's {@code json_serialize_sql} says of a statement that passed the gate
     * @param sources what stands for each table after {@code from}
     * @param parameters the texts for {@code $1}, {@code $2} and so on
     */
    public static String translate(Dialect dialect, String tree, Map<String, String> sources, List<String> parameters) {
        try {
            return translated(dialect, tree, sources, parameters);
        } catch (Refusal refusal) {
            throw refusal.by(dialect.engine());
        }
    }

    private static String translated(
            Dialect dialect, String tree, Map<String, String> sources, List<String> parameters) {
        JsonNode statement =
                CanonicalJson.MAPPER.readTree(tree).path("statements").path(0).path("node");
        var names = new TreeSet<String>();
        collectWithNames(statement, names);
        for (String name : names) {
            if (sources.containsKey(name)) {
                throw new Refusal("WITH " + name + " has the name of a table", "give it another name");
            }
        }
        return new Translation(dialect, sources, parameters, names).query(statement);
    }

    private static void collectWithNames(JsonNode node, Set<String> names) {
        node.path("cte_map")
                .path("map")
                .forEach(entry -> names.add(Names.lower(entry.path("key").asString())));
        node.forEach(child -> collectWithNames(child, names));
    }

    String query(JsonNode node) {
        String body = switch (node.path("type").asString()) {
            case "SELECT_NODE" -> select(node);
            case "SET_OPERATION_NODE" -> combination(node);
            case String other -> throw new Refusal(other, "ask with SELECT");
        };
        return with(node) + body + modifiers(node);
    }

    private String with(JsonNode node) {
        var parts = new ArrayList<String>();
        for (JsonNode entry : node.path("cte_map").path("map")) {
            Refusal.unlessOnly(entry.path("value"), Set.of("materialized", "query_node"));
            parts.add(Sql.name(entry.path("key").asString()) + " as ("
                    + query(entry.path("value").path("query_node")) + ")");
        }
        return parts.isEmpty() ? "" : "with " + String.join(", ", parts) + " ";
    }

    private String select(JsonNode node) {
        Refusal.unlessOnly(node, SELECT);
        JsonNode from = node.path("from_table");
        boolean merges = Tables.mergesColumns(from);
        String columns = elements(node.path("select_list")).stream()
                .map(column -> {
                    if (merges && column.path("class").asString().equals("STAR")) {
                        throw new Refusal("* over a join with USING, whose columns come in another order", "name them");
                    }
                    return expressions.named(column);
                })
                .collect(Collectors.joining(", "));
        String source = from.path("type").asString("EMPTY").equals("EMPTY") ? "" : " from " + tables.sql(from);
        String where = node.has("where_clause") ? " where " + expressions.sql(node.path("where_clause")) : "";
        String having = node.has("having") ? " having " + expressions.sql(node.path("having")) : "";
        return "select " + (isDistinct(node) ? "distinct " : "") + columns + source + where + groups(node) + having;
    }

    private String groups(JsonNode node) {
        if (node.path("aggregate_handling").asString().equals("FORCE_AGGREGATES")) {
            return shorthand("GROUP BY ALL", " group by all");
        }
        List<String> keys = elements(node.path("group_expressions")).stream()
                .map(expressions::sql)
                .toList();
        List<JsonNode> sets = elements(node.path("group_sets"));
        if (keys.isEmpty() && sets.isEmpty()) {
            return "";
        }
        if (sets.isEmpty() || (sets.size() == 1 && sets.getFirst().size() == keys.size() && !keys.isEmpty())) {
            return " group by " + String.join(", ", keys);
        }
        return " group by grouping sets ("
                + sets.stream()
                        .map(set -> elements(set).stream()
                                .map(index -> keys.get(index.asInt()))
                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private String combination(JsonNode node) {
        Refusal.unlessOnly(node, SETS);
        String word = node.path("setop_type").asString().toLowerCase(Locale.ROOT);
        if (!Set.of("union", "intersect", "except").contains(word)) {
            throw new Refusal(word, "use UNION, INTERSECT or EXCEPT");
        }
        String all = node.path("setop_all").asBoolean(true) ? " all " : " ";
        return elements(node.path("children")).stream()
                .map(child -> "(" + query(child) + ")")
                .collect(Collectors.joining(" " + word + all));
    }

    private static boolean isDistinct(JsonNode node) {
        return elements(node.path("modifiers")).stream()
                .anyMatch(modifier -> modifier.path("type").asString().equals("DISTINCT_MODIFIER"));
    }

    private String modifiers(JsonNode node) {
        var sql = new StringBuilder();
        String limit = "";
        String offset = "";
        for (JsonNode modifier : node.path("modifiers")) {
            switch (modifier.path("type").asString()) {
                case "DISTINCT_MODIFIER" -> Refusal.unlessOnly(modifier, Set.of());
                case "ORDER_MODIFIER" -> sql.append(" order by ").append(order(modifier.path("orders")));
                case "LIMIT_MODIFIER" -> {
                    Refusal.unlessOnly(modifier, Set.of("limit", "offset"));
                    limit = number(modifier, "limit");
                    offset = number(modifier, "offset");
                }
                case String other -> throw new Refusal(other, "ask without it");
            }
        }
        return sql + dialect.page(limit, offset);
    }

    private String number(JsonNode modifier, String name) {
        return modifier.has(name) ? expressions.sql(modifier.path(name)) : "";
    }

    private String shorthand(String name, String sql) {
        if (!dialect.knowsShorthands()) {
            throw new Refusal(name, "name the columns");
        }
        return sql;
    }

    /** DuckDB puts missing values last in either direction where nothing is said; others first in one of them. */
    String order(JsonNode orders) {
        return elements(orders).stream()
                .map(order -> {
                    JsonNode key = order.path("expression");
                    String what = key.path("class").asString().equals("STAR")
                            ? shorthand("ORDER BY ALL", "all")
                            : expressions.sql(key);
                    boolean down = order.path("type").asString().equals("DESCENDING");
                    boolean first = order.path("null_order").asString().endsWith("FIRST");
                    return what + (down ? " desc" : " asc") + (first ? " nulls first" : " nulls last");
                })
                .collect(Collectors.joining(", "));
    }

    static List<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements;
    }
}
