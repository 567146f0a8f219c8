package tw.qiao.analytics.spark.dialect;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Functions of texts and dates that are called otherwise, or mean the same for some arguments only. */
final class Functions {
    private static final Map<String, String> PARTS = Map.of(
            "year", "year(%s)",
            "quarter", "quarter(%s)",
            "month", "month(%s)",
            "day", "day(%s)",
            "week", "weekofyear(%s)",
            "weekofyear", "weekofyear(%s)",
            "dayofyear", "dayofyear(%s)",
            "dayofweek", "(dayofweek(%s) - 1)",
            "isodow", "(weekday(%s) + 1)");
    private static final Map<String, String> FORMATS = Map.of(
            "%Y", "yyyy", "%m", "MM", "%d", "dd", "%Y-%m", "yyyy-MM", "%Y-%m-%d", "yyyy-MM-dd", "%Y%m", "yyyyMM");
    private static final List<String> UNITS = List.of("year", "quarter", "month", "week", "day");

    private Functions() {}

    static String sql(String name, List<JsonNode> arguments, Expressions expressions) {
        List<String> values = arguments.stream().map(expressions::sql).toList();
        String all = String.join(", ", values);
        return switch (name) {
            case "trim", "ltrim", "rtrim" ->
                only(values.size() == 1, name + " of given characters", name + "(" + all + ")");
            case "substring", "substr" ->
                only(number(arguments, 1) > 0, name + " from other than a plain place", "substring(" + all + ")");
            case "left", "right" ->
                only(number(arguments, 1) >= 0, name + " of other than a plain number", name + "(" + all + ")");
            case "split_part" ->
                only(number(arguments, 2) > 0, "split_part of other than a plain number", "split_part(" + all + ")");
            case "lpad", "rpad" -> only(values.size() == 3, name, name + "(" + all + ")");
            case "~~" -> like(arguments, values, " like ");
            case "!~~" -> like(arguments, values, " not like ");
            case "regexp_matches" -> matching(name, arguments, values, false);
            case "regexp_full_match" -> matching(name, arguments, values, true);
            case "strftime" ->
                "date_format(" + values.getFirst() + ", "
                        + Names.literal(known(FORMATS, text(name, arguments), "the format")) + ")";
            case "date_part", "datepart" -> part(literal(arguments.getFirst()), values.getLast());
            case "date_trunc", "datetrunc" ->
                "cast(date_trunc(" + Names.literal(unit(literal(arguments.getFirst()))) + ", " + values.getLast()
                        + ") as timestamp_ntz)";
            case "date_diff", "datediff" -> between(literal(arguments.getFirst()), values.get(1), values.get(2));
            default -> part(name, values.stream().findFirst().orElse(""));
        };
    }

    private static String matching(String name, List<JsonNode> arguments, List<String> values, boolean whole) {
        return "(" + values.getFirst() + " rlike " + Patterns.matching(text(name, arguments), whole) + ")";
    }

    private static String only(boolean right, String what, String sql) {
        if (!right) {
            throw Refusal.of(what, "write a plain number there, or ask where DuckDB answers");
        }
        return sql;
    }

    private static String part(String name, String value) {
        return known(PARTS, Names.lower(name), "the function or part of a date").formatted(value);
    }

    private static String known(Map<String, String> known, String name, String what) {
        String found = known.get(name);
        if (found == null) {
            throw Refusal.of(
                    what + " " + name,
                    "known are " + known.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return found;
    }

    private static String unit(String name) {
        String unit = Names.lower(name);
        return only(UNITS.contains(unit), "the unit " + name, unit);
    }

    private static String between(String unit, String from, String to) {
        String months = "((year(" + to + ") - year(" + from + ")) * 12 + month(" + to + ") - month(" + from + "))";
        return switch (unit(unit)) {
            case "day" -> "datediff(" + to + ", " + from + ")";
            case "month" -> months;
            case "year" -> "(year(" + to + ") - year(" + from + "))";
            case String other -> throw Refusal.of("date_diff in " + other, "count days, months or years");
        };
    }

    /** In Spark a backslash escapes where nothing else is said. */
    private static String like(List<JsonNode> arguments, List<String> values, String word) {
        return "(" + values.getFirst() + word
                + only(!text("like", arguments).contains("\\"), "a backslash in LIKE", values.getLast()) + ")";
    }

    private static String text(String function, List<JsonNode> arguments) {
        JsonNode last = arguments.getLast();
        if (arguments.size() != 2
                || !last.path("literal").path("kind").asString().equals("STRING")) {
            throw Refusal.of(function + " with other than one plain text", "write the text there");
        }
        return literal(last);
    }

    private static String literal(JsonNode node) {
        return node.path("literal").path("text").asString("");
    }

    /** The whole number that is argument {@code index}, or -1. */
    private static int number(List<JsonNode> arguments, int index) {
        String text = index < arguments.size() ? literal(arguments.get(index)) : "";
        return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(Character::isDigit)
                ? Integer.parseInt(text)
                : -1;
    }
}
