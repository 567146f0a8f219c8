package tw.qiao.analytics.spark.dialect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Functions and operators. */
final class Calls {
    private static final Set<String> KEYS =
            Set.of("function_name", "arguments", "filter", "distinct", "order_bys", "is_operator", "schema");

    /** Those that mean the same under these names. */
    private static final Map<String, String> SAME = Map.ofEntries(
            same("sum"),
            same("min"),
            same("max"),
            same("count"),
            same("bool_and"),
            same("bool_or"),
            same("stddev"),
            same("stddev_samp"),
            same("stddev_pop"),
            same("var_samp"),
            same("var_pop"),
            same("variance"),
            Map.entry("count_if", "count_if"),
            Map.entry("countif", "count_if"),
            same("abs"),
            same("ceil"),
            same("floor"),
            same("sqrt"),
            same("ln"),
            same("exp"),
            same("mod"),
            same("pow"),
            same("power"),
            same("greatest"),
            same("least"),
            same("nullif"),
            same("lower"),
            same("upper"),
            Map.entry("lcase", "lower"),
            Map.entry("ucase", "upper"),
            same("length"),
            same("replace"),
            same("contains"),
            Map.entry("starts_with", "startswith"),
            Map.entry("prefix", "startswith"),
            Map.entry("ends_with", "endswith"),
            Map.entry("suffix", "endswith"),
            Map.entry("strpos", "instr"),
            Map.entry("instr", "instr"),
            same("make_date"),
            same("last_day"));

    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "%");

    private final Expressions expressions;
    private final Casts casts;

    Calls(Expressions expressions, Casts casts) {
        this.expressions = expressions;
        this.casts = casts;
    }

    private static Map.Entry<String, String> same(String name) {
        return Map.entry(name, name);
    }

    List<JsonNode> arguments(JsonNode function) {
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
            throw Refusal.of("an order within an aggregate", "order the rows of the answer");
        }
        String name = Names.lower(node.path("function_name").asString());
        List<JsonNode> arguments = arguments(node);
        String filter = node.has("filter") ? " filter (where " + expressions.sql(node.path("filter")) + ")" : "";
        String distinct = node.path("distinct").asBoolean() ? "distinct " : "";
        if (SAME.containsKey(name)) {
            return SAME.get(name) + "(" + distinct + list(arguments) + ")" + filter;
        }
        if (OPERATORS.contains(name)) {
            return arguments.size() == 1
                    ? "(" + name + " " + expressions.sql(arguments.getFirst()) + ")"
                    : "(" + list(arguments, " " + name + " ") + ")";
        }
        return switch (name) {
            case "count_star" -> "count(*)" + filter;
            case "avg", "mean" -> average(distinct + list(arguments), filter);
            case "/" -> ratio(arguments.getFirst(), arguments.getLast());
            case "//" -> whole(arguments.getFirst(), arguments.getLast());
            case "round" -> Rounding.sql(arguments, expressions);
            case "today" -> "current_date()";
            case "||" -> "concat(" + texts(arguments) + ")";
            case "concat" -> "concat_ws('', " + texts(arguments) + ")";
            case "concat_ws" -> "concat_ws(" + texts(arguments) + ")";
            default -> Functions.sql(name, arguments, expressions);
        };
    }

    /**
     * DuckDB divides the exact sum, which is the same in whatever order rows come; Spark's own average of decimals is a
     * decimal.
     */
    static String average(String arguments, String rest) {
        return "(cast(sum(" + arguments + ")" + rest + " as double) / nullif(count(" + arguments + ")" + rest + ", 0))";
    }

    /** DuckDB divides as doubles, and by zero to infinity; Spark's decimals stay decimals, and zero is an error. */
    private String ratio(JsonNode above, JsonNode below) {
        String numerator = "cast(" + expressions.sql(above) + " as double)";
        String denominator = "cast(" + expressions.sql(below) + " as double)";
        String literal = below.path("literal").path("text").asString("0");
        boolean safe = Names.lower(below.path("function_name").asString("")).equals("nullif")
                || literal.chars().anyMatch(digit -> digit >= '1' && digit <= '9');
        if (safe) {
            return "(" + numerator + " / " + denominator + ")";
        }
        return "case when " + denominator + " <> 0 then try_divide(" + numerator + ", " + denominator + ") when "
                + denominator + " = 0 then case when " + numerator + " > 0 then double('Infinity') when " + numerator
                + " < 0 then double('-Infinity') when " + numerator + " = 0 then double('NaN') end end";
    }

    /** The same for whole numbers only; with {@code |} Spark itself refuses what is none. */
    private String whole(JsonNode above, JsonNode below) {
        String number = below.path("literal").path("text").asString("");
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw Refusal.of("// by other than a plain whole number", "write the number there");
        }
        return "((" + expressions.sql(above) + " | 0) div " + number + ")";
    }

    private String list(List<JsonNode> nodes) {
        return list(nodes, ", ");
    }

    private String list(List<JsonNode> nodes, String between) {
        return nodes.stream().map(expressions::sql).collect(Collectors.joining(between));
    }

    private String texts(List<JsonNode> nodes) {
        return nodes.stream().map(casts::text).collect(Collectors.joining(", "));
    }
}
