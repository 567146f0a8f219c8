package tw.qiao.analytics.spark.dialect;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dialect.Call;
import tw.qiao.analytics.dialect.Dialect;

/**
 * Spark's SQL. What a value's type is only Spark knows, so the SQL asks for it with {@code typeof}, of which nothing is
 * left once the statement is planned.
 */
public final class SparkDialect implements Dialect {
    private static final Set<String> SAME = Set.of(
            "sum",
            "min",
            "max",
            "count",
            "bool_and",
            "bool_or",
            "stddev",
            "stddev_samp",
            "stddev_pop",
            "var_samp",
            "var_pop",
            "variance",
            "count_if",
            "abs",
            "ceil",
            "floor",
            "sqrt",
            "ln",
            "exp",
            "mod",
            "pow",
            "power",
            "greatest",
            "least",
            "nullif",
            "lower",
            "upper",
            "length",
            "replace",
            "contains",
            "instr",
            "make_date",
            "last_day");

    private static final Map<String, String> RENAMED = Map.of(
            "countif", "count_if",
            "lcase", "lower",
            "ucase", "upper",
            "starts_with", "startswith",
            "prefix", "startswith",
            "ends_with", "endswith",
            "suffix", "endswith",
            "strpos", "instr");

    private static final Map<String, String> FUNCTIONS = Stream.concat(
                    SAME.stream().map(name -> Map.entry(name, name)), RENAMED.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Set<String> TRUTHS = Set.of("COMPARISON", "CONJUNCTION", "BETWEEN");

    @Override
    public String engine() {
        return "Spark";
    }

    /** Spark takes a backslash for the beginning of something else. */
    @Override
    public String literal(String text) {
        return quoted(text);
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public String page(String limit, String offset) {
        return (limit.isEmpty() ? "" : " limit " + limit) + (offset.isEmpty() ? "" : " offset " + offset);
    }

    @Override
    public boolean knowsShorthands() {
        return true;
    }

    @Override
    public boolean triesCastsAlike() {
        return true;
    }

    @Override
    public Map<String, String> functions() {
        return FUNCTIONS;
    }

    @Override
    public String call(Call call) {
        return switch (call.name()) {
            case "/" -> ratio(call);
            case "//" -> whole(call);
            case "round" -> Rounding.sql(call);
            default -> Functions.sql(call);
        };
    }

    /** Doubles have another text in each engine, so they are refused when Spark sees one. */
    @Override
    public String text(String value, JsonNode node) {
        String kind = node.path("class").asString();
        if (kind.equals("CONSTANT") || kind.equals("PARAMETER")) {
            return "cast(" + value + " as string)";
        }
        return "case typeof(" + value
                + ") when 'double' then raise_error('a double becomes text; cast it to decimal first') else cast("
                + value + " as string) end";
    }

    /** DuckDB rounds: doubles to the even of two neighbours, decimals and texts away from zero. Spark cuts off. */
    @Override
    public String whole(String value, JsonNode node, String type, boolean attempt) {
        if (TRUTHS.contains(node.path("class").asString())
                || node.path("literal").path("kind").asString("").equals("INTEGER")) {
            return cast(value, type, attempt);
        }
        return "case typeof(" + value + ") when 'double' then " + cast("bround(" + value + ")", type, attempt)
                + " when 'string' then " + cast("round(" + cast(value, "decimal(38,10)", attempt) + ")", type, attempt)
                + " else " + cast("round(" + value + ")", type, attempt) + " end";
    }

    private static String cast(String value, String type, boolean attempt) {
        return (attempt ? "try_cast(" : "cast(") + value + " as " + type + ")";
    }

    /** DuckDB divides as doubles, and by zero to infinity; Spark's decimals stay decimals, and zero is an error. */
    private static String ratio(Call call) {
        String numerator = "cast(" + call.sql(0) + " as double)";
        String denominator = "cast(" + call.sql(1) + " as double)";
        boolean safe = call.node(1).path("function_name").asString("").equalsIgnoreCase("nullif")
                || call.literal(1).chars().anyMatch(digit -> digit >= '1' && digit <= '9');
        if (safe) {
            return "(" + numerator + " / " + denominator + ")";
        }
        return "case when " + denominator + " <> 0 then try_divide(" + numerator + ", " + denominator + ") when "
                + denominator + " = 0 then case when " + numerator + " > 0 then double('Infinity') when " + numerator
                + " < 0 then double('-Infinity') when " + numerator + " = 0 then double('NaN') end end";
    }

    /** The same for whole numbers only; with {@code |} Spark itself refuses what is none. */
    private static String whole(Call call) {
        return call.only(
                call.number(1) > 0,
                "// by other than a plain number",
                "((" + call.sql(0) + " | 0) div " + call.literal(1) + ")");
    }
}
