package tw.qiao.analytics.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.kernel.Problem;

/**
 * Writes who is counted. Columns are compared with stated values only, and values are texts that the engine converts to
 * the column's type: so no row can make a statement fail, which would tell about that row.
 */
final class Conditions {
    private static final Map<String, String> COMPARISONS = Map.of(
            "COMPARE_EQUAL", " = ",
            "COMPARE_NOTEQUAL", " <> ",
            "COMPARE_LESSTHAN", " < ",
            "COMPARE_GREATERTHAN", " > ",
            "COMPARE_LESSTHANOREQUALTO", " <= ",
            "COMPARE_GREATERTHANOREQUALTO", " >= ");

    private final List<String> parameters;

    Conditions(List<String> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    String sql(JsonNode node) {
        return switch (node.path("class").asString()) {
            case "CONJUNCTION" -> conjunction(node);
            case "COMPARISON" ->
                "(" + column(node.path("left")) + comparison(node.path("type").asString()) + value(node.path("right"))
                        + ")";
            case "BETWEEN" ->
                "(" + column(node.path("input")) + " between " + value(node.path("lower")) + " and "
                        + value(node.path("upper")) + ")";
            case "OPERATOR" -> operator(node);
            default -> throw refused();
        };
    }

    /** In one order, whatever the order in the statement. */
    private String conjunction(JsonNode node) {
        boolean and = node.path("type").asString().equals("CONJUNCTION_AND");
        return elements(node.path("children")).stream()
                .map(this::sql)
                .distinct()
                .sorted()
                .collect(Collectors.joining(and ? " and " : " or ", "(", ")"));
    }

    private static String comparison(String type) {
        String written = COMPARISONS.get(type);
        if (written == null) {
            throw refused();
        }
        return written;
    }

    private String operator(JsonNode node) {
        List<JsonNode> children = elements(node.path("children"));
        return switch (node.path("type").asString()) {
            case "OPERATOR_NOT" -> "(not " + sql(children.getFirst()) + ")";
            case "OPERATOR_IS_NULL" -> "(" + column(children.getFirst()) + " is null)";
            case "OPERATOR_IS_NOT_NULL" -> "(not (" + column(children.getFirst()) + " is null))";
            case "COMPARE_IN" -> in(children);
            case "COMPARE_NOT_IN" -> "(not " + in(children) + ")";
            default -> throw refused();
        };
    }

    private String in(List<JsonNode> children) {
        return children.stream()
                .skip(1)
                .map(this::value)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", ", "(" + column(children.getFirst()) + " in (", "))"));
    }

    /** The column's name in lower case, for names differ in more than case. */
    static String name(JsonNode node) {
        if (!node.path("class").asString().equals("COLUMN_REF")
                || node.path("column_names").size() != 1) {
            throw refused();
        }
        return lower(node.path("column_names").get(0).asString());
    }

    private static String column(JsonNode node) {
        return Sql.name(name(node));
    }

    private String value(JsonNode node) {
        return switch (node.path("class").asString()) {
            case "CONSTANT" -> constant(node.path("literal"));
            case "PARAMETER" -> parameter(node.path("identifier").asString());
            // date '2024-01-01': the column's type decides
            case "CAST" -> value(node.path("child"));
            default -> throw refused();
        };
    }

    private static String constant(JsonNode literal) {
        return switch (literal.path("kind").asString()) {
            case "INTEGER", "NUMERIC", "STRING", "BOOLEAN" ->
                Sql.text(literal.path("text").asString(""));
            default -> throw refused();
        };
    }

    private String parameter(String number) {
        int index = number.chars().allMatch(Character::isDigit) && number.length() < 4 ? Integer.parseInt(number) : 0;
        if (index < 1 || index > parameters.size()) {
            throw Problem.invalid("query_wrong", "The parameter $" + number + " has no value");
        }
        return Sql.text(parameters.get(index - 1));
    }

    static List<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements;
    }

    private static String lower(String name) {
        var lower = new StringBuilder(name.length());
        name.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }

    private static Problem refused() {
        return CountStatement.refused("compare columns with values by =, <>, <, >, BETWEEN, IN, IS NULL, AND, OR, NOT");
    }
}
