package tw.qiao.analytics.spark.dialect;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Rounding to places. DuckDB shifts a double, rounds it to a whole number and shifts it back; Spark rounds what the
 * double stands for exactly, which is at times a little less than half.
 */
final class Rounding {
    private static final Set<String> DOUBLES =
            Set.of("/", "avg", "mean", "sqrt", "ln", "exp", "pow", "power", "stddev");
    private static final Set<String> PASSING = Set.of("+", "-", "*", "abs", "nullif", "greatest", "least", "round");

    private Rounding() {}

    static String sql(List<JsonNode> arguments, Expressions expressions) {
        String value = expressions.sql(arguments.getFirst());
        if (arguments.size() == 1) {
            return "round(" + value + ")";
        }
        String places = arguments.getLast().path("literal").path("text").asString("");
        if (places.length() != 1 || !Character.isDigit(places.charAt(0))) {
            throw Refusal.of("round to other than a plain number of places", "write the number there");
        }
        if (isDouble(arguments.getFirst(), expressions)) {
            String shift = "1e" + places;
            return "(round(" + value + " * " + shift + ") / " + shift + ")";
        }
        return "case typeof(" + value
                + ") when 'double' then raise_error('a double is rounded; divide or cast to double"
                + " within round') else round(" + value + ", " + places + ") end";
    }

    private static boolean isDouble(JsonNode node, Expressions expressions) {
        if (node.path("class").asString().equals("CAST")) {
            return Set.of("double", "float8")
                    .contains(
                            Names.lower(node.path("type_expr").path("type_name").asString()));
        }
        String function = Names.lower(node.path("function_name").asString(""));
        return DOUBLES.contains(function)
                || (PASSING.contains(function)
                        && expressions.arguments(node).stream().anyMatch(part -> isDouble(part, expressions)));
    }
}
