package tw.qiao.analytics.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.engine.Sql;

/** Writes values and conditions. */
public final class Expressions {
    /** Words that are functions without brackets where no column is called so; only the first means the same in all. */
    private static final String TODAY = "current_date";

    /** What a comparison with a missing value finds. */
    private static final String UNKNOWN = "cast(null as boolean)";

    private static final Set<String> RESERVED = Set.of(
            "current_timestamp",
            "current_time",
            "localtime",
            "localtimestamp",
            "user",
            "current_user",
            "session_user",
            "grouping__id");

    private final Translation queries;
    private final List<String> parameters;
    private final Dialect dialect;
    private final Calls calls;
    private final Casts casts;
    private final Windows windows;

    Expressions(Translation queries, Dialect dialect, List<String> parameters) {
        this.queries = queries;
        this.parameters = List.copyOf(parameters);
        this.dialect = dialect;
        this.casts = new Casts(this, dialect);
        this.calls = new Calls(this, dialect);
        this.windows = new Windows(this, queries);
    }

    /** With its alias, if it has one. */
    String named(JsonNode node) {
        String alias = node.path("alias").asString("");
        return sql(node) + (alias.isEmpty() ? "" : " as " + Sql.name(alias));
    }

    /** A value or a condition as the engine writes it. */
    public String sql(JsonNode node) {
        return switch (node.path("class").asString()) {
            case "CONSTANT" -> constant(node.path("literal"));
            case "COLUMN_REF" -> column(node);
            case "PARAMETER" -> parameter(node);
            case "COMPARISON" -> compared(node.path("left"), node.path("type").asString(), node.path("right"));
            case "CONJUNCTION" ->
                list(node.path("children"), node.path("type").asString().endsWith("AND") ? " and " : " or ");
            case "OPERATOR" -> operator(node);
            case "BETWEEN" ->
                "(" + sql(node.path("input")) + " between " + sql(node.path("lower")) + " and "
                        + sql(node.path("upper")) + ")";
            case "CASE" -> cases(node);
            case "CAST" -> casts.sql(node);
            case "FUNCTION" -> calls.sql(node);
            case "WINDOW" -> windows.sql(node);
            case "STAR" -> star(node);
            case "SUBQUERY" -> subquery(node);
            case String other -> throw new Refusal(other, "ask without it");
        };
    }

    private String constant(JsonNode literal) {
        String text = literal.path("text").asString("");
        return switch (literal.path("kind").asString()) {
            case "INTEGER", "NUMERIC", "BOOLEAN" -> text;
            case "STRING" -> dialect.literal(text);
            case "NULL_LITERAL" -> "null";
            case String other -> throw new Refusal("a literal " + other, "write a number or a text");
        };
    }

    private static String column(JsonNode node) {
        List<JsonNode> names = Translation.elements(node.path("column_names"));
        String only = names.size() == 1 ? Names.lower(names.getFirst().asString()) : "";
        if (only.equals(TODAY)) {
            return TODAY;
        }
        if (RESERVED.contains(only)) {
            throw new Refusal(only, "state the value");
        }
        return names.stream().map(name -> Sql.name(name.asString())).collect(Collectors.joining("."));
    }

    private String parameter(JsonNode node) {
        String number = node.path("identifier").asString();
        int index = number.chars().allMatch(Character::isDigit) && number.length() < 4 ? Integer.parseInt(number) : 0;
        if (index < 1 || index > parameters.size()) {
            throw new Refusal("the parameter " + number + " has no value", "give one for each");
        }
        return dialect.literal(parameters.get(index - 1));
    }

    private String compared(JsonNode left, String type, JsonNode right) {
        boolean unknown = (isMissing(left) || isMissing(right)) && !type.endsWith("DISTINCT_FROM");
        return unknown ? UNKNOWN : "(" + sql(left) + comparison(type) + sql(right) + ")";
    }

    private static String comparison(String type) {
        return switch (type) {
            case "COMPARE_EQUAL" -> " = ";
            case "COMPARE_NOTEQUAL" -> " <> ";
            case "COMPARE_LESSTHAN" -> " < ";
            case "COMPARE_GREATERTHAN" -> " > ";
            case "COMPARE_LESSTHANOREQUALTO" -> " <= ";
            case "COMPARE_GREATERTHANOREQUALTO" -> " >= ";
            case "COMPARE_DISTINCT_FROM" -> " is distinct from ";
            case "COMPARE_NOT_DISTINCT_FROM" -> " is not distinct from ";
            default -> throw new Refusal(type, "compare in another way");
        };
    }

    private String operator(JsonNode node) {
        List<JsonNode> children = Translation.elements(node.path("children"));
        return switch (node.path("type").asString()) {
            case "OPERATOR_IS_NULL" -> "(" + sql(children.getFirst()) + " is null)";
            case "OPERATOR_IS_NOT_NULL" -> "(" + sql(children.getFirst()) + " is not null)";
            case "OPERATOR_NOT" -> "(not " + sql(children.getFirst()) + ")";
            case "OPERATOR_COALESCE" -> "coalesce" + list(node.path("children"), ", ");
            case "COMPARE_IN" -> in(children.getFirst(), children.subList(1, children.size()));
            case "COMPARE_NOT_IN" -> "(not " + in(children.getFirst(), children.subList(1, children.size())) + ")";
            case "GROUPING_FUNCTION" -> grouping(children);
            case String other -> throw new Refusal(other, "ask without it");
        };
    }

    /**
     * Trino 476 takes a missing value in a list for a value, even where it makes the list itself of comparisons, so
     * that what is missing stands beside it.
     */
    private String in(JsonNode value, List<JsonNode> list) {
        String sought = sql(value);
        Map<Boolean, List<String>> values = list.stream()
                .collect(Collectors.partitioningBy(
                        Expressions::isMissing, Collectors.mapping(this::sql, Collectors.toList())));
        var conditions = new ArrayList<String>();
        List<String> given = values.getOrDefault(false, List.of());
        if (!given.isEmpty()) {
            conditions.add(sought + " in (" + String.join(", ", given) + ")");
        }
        if (given.size() < list.size()) {
            conditions.add(UNKNOWN);
        }
        return "(" + String.join(" or ", conditions) + ")";
    }

    private static boolean isMissing(JsonNode node) {
        return node.path("literal").path("kind").asString("").equals("NULL_LITERAL");
    }

    /** The first column's bit is the highest; some engines take one column at a time. */
    private String grouping(List<JsonNode> columns) {
        var bits = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            bits.add("grouping(" + sql(columns.get(i)) + ") * " + (1L << (columns.size() - 1 - i)));
        }
        return "(" + String.join(" + ", bits) + ")";
    }

    private String cases(JsonNode node) {
        var sql = new StringBuilder("case");
        for (JsonNode check : node.path("case_checks")) {
            sql.append(" when ").append(sql(check.path("when_expr")));
            sql.append(" then ").append(sql(check.path("then_expr")));
        }
        return sql + " else " + sql(node.path("else_expr")) + " end";
    }

    private String star(JsonNode node) {
        Refusal.unlessOnly(node, Set.of("relation_name", "exclude_list"));
        String relation = node.path("relation_name").asString("");
        String left = Translation.elements(node.path("exclude_list")).stream()
                .map(column -> Sql.name(column.asString()))
                .collect(Collectors.joining(", "));
        if (!left.isEmpty() && !dialect.knowsShorthands()) {
            throw new Refusal("* without some columns", "name those that you want");
        }
        return (relation.isEmpty() ? "*" : Sql.name(relation) + ".*")
                + (left.isEmpty() ? "" : " except (" + left + ")");
    }

    private String subquery(JsonNode node) {
        String query = "(" + queries.query(node.path("subquery").path("node")) + ")";
        return switch (node.path("subquery_type").asString()) {
            case "SCALAR" -> query;
            case "EXISTS" -> "(exists " + query + ")";
            case "NOT_EXISTS" -> "(not exists " + query + ")";
            case "ANY" -> {
                if (!node.path("comparison_type").asString().equals("COMPARE_EQUAL")) {
                    throw new Refusal("a comparison with ANY or ALL", "compare with min or max");
                }
                JsonNode child = node.path("child");
                boolean row = child.path("function_name").asString().equals("row");
                yield "(" + (row ? list(Calls.arguments(child)) : sql(child)) + " in " + query + ")";
            }
            case String other -> throw new Refusal(other, "ask in another way");
        };
    }

    private String list(JsonNode nodes, String between) {
        return Translation.elements(nodes).stream().map(this::sql).collect(Collectors.joining(between, "(", ")"));
    }

    private String list(List<JsonNode> nodes) {
        return nodes.stream().map(this::sql).collect(Collectors.joining(", ", "(", ")"));
    }
}
