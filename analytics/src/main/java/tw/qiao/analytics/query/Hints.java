package tw.qiao.analytics.query;

import java.util.Map;
import java.util.Optional;

/** What to write instead of what is not offered, above all for those who know PostgreSQL. */
final class Hints {
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("to_char", "use strftime(moment, '%Y-%m-%d'), or a cast to varchar for numbers"),
            Map.entry("to_date", "use strptime(text, '%Y-%m-%d')::date"),
            Map.entry("to_number", "use try_cast(text as decimal(18,2))"),
            Map.entry("generate_series", "rows come from tables only; select the months from a table that has them"),
            Map.entry("range", "rows come from tables only"),
            Map.entry("random", "figures must come out the same when they are asked again"),
            Map.entry("percentile_cont", "use quantile_cont(value, 0.5)"),
            Map.entry("percentile_disc", "use quantile_disc(value, 0.5)"),
            Map.entry("regexp_match", "use regexp_extract(text, pattern)"),
            Map.entry("regexp_split_to_table", "use unnest(string_split(text, separator))"),
            Map.entry("initcap", "use upper and lower"),
            Map.entry("btrim", "use trim(text, characters)"),
            Map.entry("json_agg", "use list"),
            Map.entry("jsonb_agg", "use list"),
            Map.entry("every", "use bool_and"),
            Map.entry("clock_timestamp", "use now()"),
            Map.entry("repeat", "use lpad or rpad with a plain length"),
            Map.entry("format", "use concat, lpad and round"),
            Map.entry("printf", "use concat, lpad and round"));

    private static final Map<String, Hint> PARTS = Map.of(
            "TABLE_FUNCTION",
            new Hint("query_table_function", "A table is named; functions in the place of a table are not offered"),
            "SHOW_REF",
            new Hint("query_catalogue", "SHOW, DESCRIBE and SUMMARIZE are not offered; the data dictionary has it"),
            "RECURSIVE_CTE_NODE",
            new Hint("query_recursion", "WITH RECURSIVE is not offered, because it may never end"),
            "INSERT_QUERY_NODE",
            new Hint("query_not_select", "Only SELECT may be asked, nothing that changes"),
            "UPDATE_QUERY_NODE",
            new Hint("query_not_select", "Only SELECT may be asked, nothing that changes"),
            "DELETE_QUERY_NODE",
            new Hint("query_not_select", "Only SELECT may be asked, nothing that changes"),
            "LAMBDA",
            new Hint("query_lambda", "Lambdas and JSON arrows are not offered; use unnest and WHERE"),
            "PIVOT",
            new Hint(
                    "query_pivot", "PIVOT is not offered; use sum(value) filter (where column = 'a') for each column"));

    private Hints() {}

    /** The code and the message of a refusal. */
    record Hint(String code, String message) {}

    static Optional<String> function(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name));
    }

    static Optional<Hint> part(String kind) {
        return Optional.ofNullable(PARTS.get(kind));
    }
}
