package tw.qiao.analytics.trino;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * The part of SQL that means the same to DuckDB and to Trino. Statements within it run on Trino as they are written,
 * but for the names of tables and for parameters; all else is refused, for it might mean something else there.
 */
final class CommonSql {
    private static final Set<String> KINDS = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "FUNCTION",
            "OPERATOR",
            "PARAMETER",
            "STAR",
            "SUBQUERY",
            "TYPE",
            "WINDOW",
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "BASE_TABLE",
            "JOIN",
            "DISTINCT_MODIFIER",
            "LIMIT_MODIFIER",
            "ORDER_MODIFIER",
            "ASCENDING",
            "DESCENDING",
            "ORDER_DEFAULT");
    private static final Set<String> FUNCTIONS = Set.of(
            "count_star",
            "count",
            "sum",
            "min",
            "max",
            "nullif",
            "abs",
            "lower",
            "upper",
            "length",
            "year",
            "month",
            "quarter",
            "greatest",
            "least",
            "row_number",
            "rank",
            "dense_rank",
            "+",
            "-",
            "*",
            "%",
            "||",
            "~~",
            "!~~");
    private static final Set<String> OPERATORS = Set.of(
            "OPERATOR_IS_NULL",
            "OPERATOR_IS_NOT_NULL",
            "OPERATOR_NOT",
            "OPERATOR_COALESCE",
            "COMPARE_IN",
            "COMPARE_NOT_IN",
            "GROUPING_FUNCTION");
    private static final Set<String> LISTED = Set.of("CONSTANT", "PARAMETER");
    private static final Set<String> TYPES =
            Set.of("bigint", "integer", "int", "varchar", "date", "decimal", "boolean");
    private static final Set<String> REFUSED_KEYS = Set.of(
            "try_cast",
            "qualify",
            "sample",
            "offset",
            "distinct_on_targets",
            "exclude_list",
            "columns",
            "replace_list",
            "ignore_nulls",
            "arg_orders");

    private final String statement;
    private final byte[] bytes;
    private final Map<String, String> sources;
    private final List<String> parameters;
    private final Set<String> given = new HashSet<>();
    private final List<Change> changes = new ArrayList<>();

    private CommonSql(String statement, Map<String, String> sources, List<String> parameters) {
        this.statement = statement;
        this.bytes = statement.getBytes(StandardCharsets.UTF_8);
        this.sources = sources;
        this.parameters = parameters;
    }

    /** What stands in the place of some octets. */
    private record Change(int from, int length, String text) {}

    /**
     * The statement for Trino; a problem {@code query_dialect} when it is not within the common part.
     *
     * @param tree what DuckDB's parser says of it
     * @param sources what stands for each table
     * @param parameters the texts for {@code $1}, {@code $2} and so on
     */
    static String of(String statement, String tree, Map<String, String> sources, List<String> parameters) {
        var common = new CommonSql(statement, sources, parameters);
        JsonNode node =
                CanonicalJson.MAPPER.readTree(tree).path("statements").path(0).path("node");
        common.collectNames(node);
        common.visit(node);
        return common.changed();
    }

    private void collectNames(JsonNode node) {
        node.path("cte_map").path("map").forEach(entry -> {
            String name = lower(entry.path("key").asString());
            if (sources.containsKey(name)) {
                throw refused("WITH " + name + ", which has the name of a table");
            }
            given.add(name);
        });
        node.forEach(this::collectNames);
    }

    private void visit(JsonNode node) {
        if (node.isObject()) {
            check(node);
        }
        node.forEach(this::visit);
    }

    private void check(JsonNode node) {
        JsonNode kind = node.has("class") ? node.path("class") : node.path("type");
        // a bracketed query after FROM is called as an expression is
        if (kind.isString()
                && !KINDS.contains(kind.asString())
                && !kind.asString().equals("EMPTY")) {
            throw refused(kind.asString());
        }
        REFUSED_KEYS.stream().filter(node::has).findFirst().ifPresent(key -> {
            throw refused(key);
        });
        switch (kind.asString("")) {
            case "FUNCTION", "WINDOW" ->
                require(FUNCTIONS, lower(node.path("function_name").asString()));
            case "OPERATOR" -> operator(node);
            case "TYPE" -> require(TYPES, lower(node.path("type_name").asString()));
            case "BASE_TABLE" -> table(node);
            case "PARAMETER" -> parameter(node);
            case "CONSTANT" -> {
                if (node.path("literal").path("text").asString("").contains("\\")) {
                    throw refused("a backslash in a text");
                }
            }
            case "SELECT_NODE" -> {
                if (node.path("aggregate_handling").asString("").equals("FORCE_AGGREGATES")) {
                    throw refused("GROUP BY ALL");
                }
            }
            case "ORDER_MODIFIER" ->
                node.path("orders").forEach(order -> {
                    if (order.path("expression").path("class").asString().equals("STAR")) {
                        throw refused("ORDER BY ALL");
                    }
                });
            default -> {}
        }
    }

    /** Trino 476 takes a missing value in a list for a value. */
    private static void operator(JsonNode node) {
        String type = node.path("type").asString();
        require(OPERATORS, type);
        if (type.endsWith("IN")) {
            node.path("children").values().stream().skip(1).forEach(value -> {
                boolean isNull = value.path("literal").path("kind").asString("").equals("NULL_LITERAL");
                if (isNull || !LISTED.contains(value.path("class").asString())) {
                    throw refused("a list of other than plain values");
                }
            });
        }
    }

    private static void require(Set<String> known, String name) {
        if (!known.contains(name)) {
            throw refused(name);
        }
    }

    private void table(JsonNode node) {
        String name = node.path("table_name").asString();
        String plain = lower(name);
        if (given.contains(plain)) {
            return;
        }
        String source = sources.get(plain);
        if (source == null) {
            throw refused("the table " + plain);
        }
        String alias = node.path("alias").asString("").isEmpty() ? " as " + Sql.name(plain) : "";
        int at = node.path("query_location").asInt(-1);
        String written = written(at, name.length()).equals(name) ? name : Sql.name(name);
        change(at, written, source + alias);
    }

    private void parameter(JsonNode node) {
        String number = node.path("identifier").asString();
        int index = number.chars().allMatch(Character::isDigit) && number.length() < 4 ? Integer.parseInt(number) : 0;
        if (index < 1 || index > parameters.size()) {
            throw refused("the parameter " + number + ", which has no value");
        }
        change(node.path("query_location").asInt(-1), "$" + number, Sql.text(parameters.get(index - 1)));
    }

    private void change(int at, String written, String text) {
        int length = written.getBytes(StandardCharsets.UTF_8).length;
        if (!written(at, length).equals(written)) {
            throw refused("a place that was not found again: " + written);
        }
        changes.add(new Change(at, length, text));
    }

    private String written(int at, int length) {
        return at < 0 || at + length > bytes.length
                ? ""
                : new String(Arrays.copyOfRange(bytes, at, at + length), StandardCharsets.UTF_8);
    }

    private String changed() {
        var sql = new StringBuilder();
        int from = 0;
        for (Change change :
                changes.stream().sorted(Comparator.comparingInt(Change::from)).toList()) {
            sql.append(written(from, change.from() - from)).append(change.text());
            from = change.from() + change.length();
        }
        return changes.isEmpty()
                ? statement
                : sql.append(written(from, bytes.length - from)).toString();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Problem refused(String what) {
        return Problem.invalid(
                "query_dialect",
                "Trino cannot be trusted to answer as DuckDB does: " + what
                        + "; ask without it, or where DuckDB answers");
    }
}
