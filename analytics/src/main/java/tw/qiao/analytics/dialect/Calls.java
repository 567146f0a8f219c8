package tw.qiao.analytics.dialect;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Functions and operators. */
final class Calls {
    private static final Set<String> KEYS =
            Set.of("function_name", "arguments", "filter", "distinct", "order_bys", "is_operator", "schema");

    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "%");

    private static final Set<String> PARTS =
            Set.of("year", "quarter", "month", "week", "weekofyear", "day", "dayofyear", "dayofweek", "isodow", "hour");

    private final Expressions expressions;
    private final Dialect dialect;

    Calls(Expressions expressions, Dialect dialect) {
        this.expressions = expressions;
        this.dialect = dialect;
    }

    static List<JsonNode> arguments(JsonNode function) {
        return Translation.elements(function.path("arguments")).stream()
                .map(argument -> {
                    Refusal.unlessOnly(argument, Set.of("expression"));
                    return argument.path("expression");
                })
                .toList();
    }

    String sql(JsonNode node) {
        Refusal.unlessOnly(node, KEYS);
        if (node.path("order_bys").has("orders")) {
            throw new Refusal("an order within an aggregate", "order the rows of the answer");
        }
        String name = Names.lower(node.path("function_name").asString());
        var call = new Call(name, arguments(node), expressions);
        String filter = node.has("filter") ? " filter (where " + expressions.sql(node.path("filter")) + ")" : "";
        String distinct = node.path("distinct").asBoolean() ? "distinct " : "";
        String same = dialect.functions().get(name);
        if (same != null) {
            return same + "(" + distinct + call.all() + ")" + filter;
        }
        if (OPERATORS.contains(name)) {
            return call.size() == 1
                    ? "(" + name + " " + call.sql(0) + ")"
                    : "(" + call.sql(0) + " " + name + " " + call.sql(1) + ")";
        }
        return switch (name) {
            case "count_star" -> "count(*)" + filter;
            case "avg", "mean" -> average(distinct + call.all(), filter);
            case "today" -> "current_date";
            case "||" -> "concat(" + texts(call) + ")";
            case "concat" -> "concat_ws('', " + texts(call) + ")";
            case "concat_ws" -> "concat_ws(" + texts(call) + ")";
            case "~~" -> like(call, " like ");
            case "!~~" -> like(call, " not like ");
            case "date_part", "datepart" -> part(call);
            case "date_diff", "datediff" -> between(call);
            default -> dialect.call(call);
        };
    }

    /**
     * DuckDB divides the exact sum, which is the same in whatever order rows come; other engines' averages of decimals
     * are decimals.
     */
    static String average(String arguments, String rest) {
        return "(cast(sum(" + arguments + ")" + rest + " as double) / nullif(count(" + arguments + ")" + rest + ", 0))";
    }

    private String texts(Call call) {
        return call.arguments().stream()
                .map(node -> dialect.text(expressions.sql(node), node))
                .collect(Collectors.joining(", "));
    }

    /** A backslash escapes in some engines where nothing else is said. */
    private static String like(Call call, String word) {
        return "(" + call.sql(0) + word + call.only(!call.text().contains("\\"), "a backslash in LIKE", call.sql(1))
                + ")";
    }

    private String part(Call call) {
        String part = Names.lower(call.literal(0));
        if (!PARTS.contains(part)) {
            throw new Refusal("the part of a date " + part, "known are " + String.join(", ", new TreeSet<>(PARTS)));
        }
        return dialect.call(new Call(part, call.arguments().subList(1, call.size()), expressions));
    }

    /** DuckDB counts the boundaries between months and years, other engines whole ones. */
    private String between(Call call) {
        String from = call.sql(1);
        String to = call.sql(2);
        String years = "(year(" + to + ") - year(" + from + "))";
        return switch (call.unit()) {
            case "day" -> dialect.call(new Call("date_diff", call.arguments(), expressions));
            case "month" -> "(" + years + " * 12 + month(" + to + ") - month(" + from + "))";
            case "year" -> years;
            case String other -> throw new Refusal("date_diff in " + other, "count days, months or years");
        };
    }
}
