package tw.qiao.analytics.trino;

import java.util.Map;
import java.util.Set;
import tw.qiao.analytics.dialect.Call;
import tw.qiao.analytics.dialect.Patterns;
import tw.qiao.analytics.dialect.Refusal;
import tw.qiao.analytics.engine.Sql;

/** Functions that Trino calls otherwise, or that mean the same for some arguments only. */
final class TrinoFunctions {
    private static final Map<String, String> PARTS = Map.of(
            "year", "year(%s)",
            "quarter", "quarter(%s)",
            "month", "month(%s)",
            "day", "day(%s)",
            "week", "week(%s)",
            "weekofyear", "week(%s)",
            "dayofyear", "day_of_year(%s)",
            "dayofweek", "(day_of_week(%s) %% 7)",
            "isodow", "day_of_week(%s)",
            "hour", "hour(%s)");
    private static final Set<String> FORMATS = Set.of("%Y", "%m", "%d", "%Y-%m", "%Y-%m-%d", "%Y%m");

    private TrinoFunctions() {}

    static String sql(Call call) {
        String name = call.name();
        return switch (name) {
            case "/" -> "(cast(" + call.sql(0) + " as double) / cast(" + call.sql(1) + " as double))";
            case "//" -> whole(call);
            case "greatest", "least" -> extreme(call);
            case "round" ->
                call.only(
                        call.size() == 1 || call.number(1) >= 0,
                        "round to other than a plain number of places",
                        "round(" + call.all() + ")");
            case "replace" ->
                call.only(
                        !call.literal(1).isEmpty(),
                        "replace of other than a plain text",
                        "replace(" + call.all() + ")");
            case "substring", "substr" ->
                call.only(call.number(1) > 0, name + " from other than a plain place", "substr(" + call.all() + ")");
            case "left" ->
                call.only(
                        call.number(1) >= 0,
                        "left of other than a plain number",
                        "substr(" + call.sql(0) + ", 1, " + call.sql(1) + ")");
            case "right" -> right(call);
            case "split_part" -> part(call);
            case "lpad", "rpad" -> call.only(call.size() == 3, name, name + "(" + call.all() + ")");
            case "regexp_matches" -> matching(call, false);
            case "regexp_full_match" -> matching(call, true);
            case "strftime" ->
                call.only(
                        FORMATS.contains(call.text()), "the format " + call.text(), "date_format(" + call.all() + ")");
            case "date_trunc", "datetrunc" ->
                "cast(date_trunc('" + call.unit() + "', " + call.sql(1) + ") as timestamp(0))";
            case "date_diff" -> "date_diff('day', " + call.sql(1) + ", " + call.sql(2) + ")";
            default -> call.known(PARTS, name, "the function or part of a date").formatted(call.sql(0));
        };
    }

    /** The same for whole numbers only, which alone have bits. */
    private static String whole(Call call) {
        return call.only(
                call.number(1) > 0,
                "// by other than a plain number",
                "(bitwise_or(" + call.sql(0) + ", 0) / " + call.literal(1) + ")");
    }

    /** DuckDB passes over missing values, Trino does not. */
    private static String extreme(Call call) {
        String found = call.sql(0);
        for (int i = 1; i < call.size(); i++) {
            String next = call.sql(i);
            found = "coalesce(" + call.name() + "(" + found + ", " + next + "), " + found + ", " + next + ")";
        }
        return found;
    }

    private static String right(Call call) {
        String text = call.sql(0);
        return call.only(
                call.number(1) >= 0,
                "right of other than a plain number",
                "substr(" + text + ", greatest(length(" + text + ") - " + call.literal(1) + " + 1, 1))");
    }

    /** Where a text has fewer parts DuckDB finds an empty one, Trino none. */
    private static String part(Call call) {
        String text = call.sql(0);
        return call.only(
                !call.literal(1).isEmpty() && call.number(2) > 0,
                "split_part by other than a plain text and number",
                "case when " + text + " is not null then coalesce(split_part(" + call.all() + "), '') end");
    }

    /** Digits of other scripts are digits to Trino. */
    private static String matching(Call call, boolean whole) {
        String pattern = call.text().replace("\\d", "[0-9]");
        if (pattern.matches("(?s).*\\\\[wWD].*")) {
            throw new Refusal("the pattern " + pattern, "name the characters");
        }
        return "regexp_like(" + call.sql(0) + ", " + Sql.text(Patterns.matching(pattern, whole)) + ")";
    }
}
