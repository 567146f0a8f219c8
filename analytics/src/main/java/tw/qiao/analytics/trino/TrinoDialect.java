package tw.qiao.analytics.trino;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dialect.Call;
import tw.qiao.analytics.dialect.Dialect;
import tw.qiao.analytics.engine.Sql;

/** Trino's SQL. What a value's type is only Trino knows, so the SQL asks for it with {@code typeof}. */
final class TrinoDialect implements Dialect {
    /** Of others it is not known, or known that they differ. */
    private static final Map<String, String> FUNCTIONS = List.of(
                    "sum",
                    "min",
                    "max",
                    "count",
                    "count_if",
                    "bool_and",
                    "bool_or",
                    "abs",
                    "ceil",
                    "floor",
                    "nullif",
                    "lower",
                    "upper",
                    "length",
                    "starts_with",
                    "strpos")
            .stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

    private static final Set<String> PLAIN = Set.of("INTEGER", "STRING", "NULL_LITERAL");

    @Override
    public String engine() {
        return "Trino";
    }

    @Override
    public String literal(String text) {
        return Sql.text(text);
    }

    @Override
    public String page(String limit, String offset) {
        return (offset.isEmpty() ? "" : " offset " + offset) + (limit.isEmpty() ? "" : " limit " + limit);
    }

    @Override
    public boolean knowsShorthands() {
        return false;
    }

    @Override
    public boolean triesCastsAlike() {
        return false;
    }

    @Override
    public Map<String, String> functions() {
        return FUNCTIONS;
    }

    @Override
    public String call(Call call) {
        return TrinoFunctions.sql(call);
    }

    /** Doubles have another text in each engine, so that Trino fails when it sees one. */
    @Override
    public String text(String value, JsonNode node) {
        String text = "cast(" + value + " as varchar)";
        return isPlain(node)
                ? text
                : "case when typeof(" + value + ") = 'double' or typeof(" + value
                        + ") like 'time%' then cast(cast('a double or a time becomes text' as bigint) as varchar) else "
                        + text + " end";
    }

    /** DuckDB rounds doubles to the even of two neighbours and all else away from zero, which Trino always does. */
    @Override
    public String whole(String value, JsonNode node, String type, boolean attempt) {
        String whole = "cast(" + value + " as " + type + ")";
        if (isPlain(node)) {
            return whole;
        }
        String exact = "cast(" + value + " as double)";
        return "case typeof(" + value + ") when 'double' then cast(case when abs(" + exact + " - truncate(" + exact
                + ")) = 0.5e0 then 2 * round(" + exact + " / 2) else round(" + exact + ") end as " + type + ") else "
                + whole + " end";
    }

    private static boolean isPlain(JsonNode node) {
        return node.path("class").asString().equals("PARAMETER")
                || PLAIN.contains(node.path("literal").path("kind").asString(""));
    }
}
