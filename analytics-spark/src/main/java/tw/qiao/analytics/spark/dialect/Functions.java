package tw.qiao.analytics.spark.dialect;

import java.util.Map;
import tw.qiao.analytics.dialect.Call;
import tw.qiao.analytics.dialect.Patterns;

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
            "isodow", "(weekday(%s) + 1)",
            "hour", "hour(%s)");
    private static final Map<String, String> FORMATS = Map.of(
            "%Y", "yyyy", "%m", "MM", "%d", "dd", "%Y-%m", "yyyy-MM", "%Y-%m-%d", "yyyy-MM-dd", "%Y%m", "yyyyMM");

    private Functions() {}

    static String sql(Call call) {
        String name = call.name();
        String same = name + "(" + call.all() + ")";
        return switch (name) {
            case "trim", "ltrim", "rtrim" -> call.only(call.size() == 1, name + " of given characters", same);
            case "substring", "substr" ->
                call.only(call.number(1) > 0, name + " from other than a plain place", "substring(" + call.all() + ")");
            case "left", "right" -> call.only(call.number(1) >= 0, name + " of other than a plain number", same);
            case "split_part" -> call.only(call.number(2) > 0, "split_part of other than a plain number", same);
            case "lpad", "rpad" -> call.only(call.size() == 3, name, same);
            case "regexp_matches" -> matching(call, false);
            case "regexp_full_match" -> matching(call, true);
            case "strftime" ->
                "date_format(" + call.sql(0) + ", "
                        + SparkDialect.quoted(call.known(FORMATS, call.text(), "the format")) + ")";
            case "date_trunc", "datetrunc" ->
                "cast(date_trunc('" + call.unit() + "', " + call.sql(1) + ") as timestamp_ntz)";
            case "date_diff" -> "datediff(" + call.sql(2) + ", " + call.sql(1) + ")";
            default -> call.known(PARTS, name, "the function or part of a date").formatted(call.sql(0));
        };
    }

    /** Only a line feed ends a line. */
    private static String matching(Call call, boolean whole) {
        return "(" + call.sql(0) + " rlike " + SparkDialect.quoted("(?d)" + Patterns.matching(call.text(), whole))
                + ")";
    }
}
