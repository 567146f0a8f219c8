package tw.qiao.analytics.dialect;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.engine.Sql;

/** What follows {@code from}. */
final class Tables {
    private final Translation queries;
    private final Expressions expressions;
    private final Map<String, String> sources;
    private final Set<String> withNames;
    private final Dialect dialect;

    Tables(
            Translation queries,
            Expressions expressions,
            Dialect dialect,
            Map<String, String> sources,
            Set<String> withNames) {
        this.dialect = dialect;
        this.queries = queries;
        this.expressions = expressions;
        this.sources = sources;
        this.withNames = withNames;
    }

    String sql(JsonNode node) {
        return switch (node.path("type").asString()) {
            case "BASE_TABLE" -> table(node);
            case "JOIN" -> join(node);
            case "SUBQUERY" -> {
                Refusal.unlessOnly(node, Set.of("subquery", "column_name_alias"));
                yield "(" + queries.query(node.path("subquery").path("node")) + ")" + alias(node, "");
            }
            case "EXPRESSION_LIST" -> values(node);
            case String other -> throw new Refusal(other, "select from tables");
        };
    }

    private String table(JsonNode node) {
        Refusal.unlessOnly(node, Set.of("table_name", "column_name_alias"));
        String name = node.path("table_name").asString();
        String plain = Names.lower(name);
        String source = sources.get(plain);
        if (source == null && !withNames.contains(plain)) {
            throw new Refusal("the table " + name + " is not known", "name one of the warehouse");
        }
        return (source == null ? Sql.name(name) : source) + alias(node, name);
    }

    private String values(JsonNode node) {
        Refusal.unlessOnly(node, Set.of("values", "column_name_alias", "expected_names"));
        return Translation.elements(node.path("values")).stream()
                        .map(row -> Translation.elements(row).stream()
                                .map(expressions::sql)
                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", ", "(values ", ")"))
                + (node.has("column_name_alias") ? alias(node, "") : plainNames(node));
    }

    /** DuckDB counts columns without names from 0, others from 1. */
    private static String plainNames(JsonNode node) {
        return IntStream.range(0, node.path("values").path(0).size())
                .mapToObj(i -> "col" + i)
                .collect(Collectors.joining(
                        ", ", " as " + Sql.name(node.path("alias").asString("valueslist")) + "(", ")"));
    }

    private static String alias(JsonNode node, String name) {
        String alias = node.path("alias").asString(name);
        if (alias.isEmpty()) {
            return "";
        }
        String columns = Translation.elements(node.path("column_name_alias")).stream()
                .map(column -> Sql.name(column.asString()))
                .collect(Collectors.joining(", "));
        return " as " + Sql.name(alias) + (columns.isEmpty() ? "" : "(" + columns + ")");
    }

    private String join(JsonNode node) {
        Refusal.unlessOnly(
                node, Set.of("left", "right", "condition", "join_type", "ref_type", "using_columns", "is_implicit"));
        String kind = switch (node.path("ref_type").asString()) {
            case "CROSS" -> "cross";
            case "REGULAR" -> kind(node.path("join_type").asString());
            case String other -> throw new Refusal(other + " JOIN", "join with ON or USING");
        };
        JsonNode right = node.path("right");
        boolean nested = right.path("type").asString().equals("JOIN");
        String using = Translation.elements(node.path("using_columns")).stream()
                .map(column -> Sql.name(column.asString()))
                .collect(Collectors.joining(", "));
        String condition = node.has("condition")
                ? " on " + expressions.sql(node.path("condition"))
                : using.isEmpty() ? "" : " using (" + using + ")";
        return sql(node.path("left")) + " " + kind + " join " + (nested ? "(" + sql(right) + ")" : sql(right))
                + condition;
    }

    private String kind(String type) {
        return switch (type) {
            case "INNER" -> "inner";
            case "LEFT" -> "left";
            case "RIGHT" -> "right";
            case "OUTER", "FULL" -> "full";
            case "SEMI", "ANTI" -> {
                if (!dialect.knowsShorthands()) {
                    throw new Refusal(type + " JOIN", "use EXISTS or NOT EXISTS");
                }
                yield "left " + Names.lower(type);
            }
            default -> throw new Refusal(type + " JOIN", "use an inner, left, right or full join");
        };
    }

    /** Whether a join below makes one column of two. */
    static boolean mergesColumns(JsonNode node) {
        return node.path("type").asString().equals("JOIN")
                && (node.has("using_columns") || mergesColumns(node.path("left")) || mergesColumns(node.path("right")));
    }
}
