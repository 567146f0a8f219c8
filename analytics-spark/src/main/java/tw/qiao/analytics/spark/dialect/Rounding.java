package tw.qiao.analytics.spark.dialect;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dialect.Call;

/**
 * Rounding to places. DuckDB shifts a double, rounds it to a whole number and shifts it back; Spark rounds what the
 * double stands for exactly, which is at times a little less than half.
 */
final class Rounding {
    private static final Set<String> DOUBLES =
            Set.of("/", "avg", "mean", "sqrt", "ln", "exp", "pow", "power", "stddev");
    private static final Set<String> PASSING = Set.of("+", "-", "*", "abs", "nullif", "greatest", "least", "round");

    private Rounding() {}

    static String sql(Call call) {
        String value = call.sql(0);
        if (call.size() == 1) {
            return "round(" + value + ")";
        }
        int places = call.number(1);
        String rounded = call.only(
                places >= 0 && places < 10,
                "round to other than a plain number of places",
                "round(" + value + ", " + places + ")");
        if (isDouble(call.node(0))) {
            String shift = "1e" + places;
            return "(round(" + value + " * " + shift + ") / " + shift + ")";
        }
        return "case typeof(" + value
                + ") when 'double' then raise_error('a double is rounded; divide or cast to double"
                + " within round') else " + rounded + " end";
    }

    private static boolean isDouble(JsonNode node) {
        if (node.path("class").asString().equals("CAST")) {
            return Set.of("double", "float8")
                    .contains(lower(node.path("type_expr").path("type_name").asString()));
        }
        String function = lower(node.path("function_name").asString(""));
        return DOUBLES.contains(function)
                || (PASSING.contains(function)
                        && node.path("arguments").values().stream()
                                .anyMatch(argument -> isDouble(argument.path("expression"))));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
