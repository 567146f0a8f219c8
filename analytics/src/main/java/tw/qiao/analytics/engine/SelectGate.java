package tw.qiao.analytics.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Lets through one SELECT over known tables with known functions, and nothing else. The statement is parsed by the
 * engine itself ({@code json_serialize_sql}), so that nothing can be read in two ways; what the gate does not know is
 * refused.
 */
final class SelectGate {
    private static final int LONGEST = 100_000;

    private SelectGate() {}

    /** A problem {@code analytics_not_allowed} that says what is not allowed, or {@code analytics_syntax}. */
    static void check(Connection connection, String sql, Set<String> tables) throws SQLException {
        if (sql.length() > LONGEST) {
            throw notAllowed("a statement of more than 100,000 characters");
        }
        JsonNode parsed = parse(connection, sql);
        if (parsed.path("error").asBoolean(true)) {
            String message = parsed.path("error_message").asString("");
            if (parsed.path("error_type").asString("").equals("not implemented")) {
                throw notAllowed("anything but SELECT");
            }
            throw Problem.invalid("analytics_syntax", "The SQL cannot be understood: " + message);
        }
        JsonNode statements = parsed.path("statements");
        if (statements.size() != 1) {
            throw notAllowed("anything but one statement");
        }
        walk(statements, tables.stream().map(SelectGate::folded).collect(Collectors.toSet()));
    }

    private static JsonNode parse(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement("select json_serialize_sql(?::varchar)::varchar")) {
            statement.setString(1, sql);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return CanonicalJson.MAPPER.readTree(rows.getString(1));
            }
        }
    }

    /**
     * Looks at a node and all below it. A name that WITH defines is a table only where it is in force: outside, and in
     * its own definition, the same name may be a table of the engine.
     */
    private static void walk(JsonNode node, Set<String> tables) {
        Set<String> scope = tables;
        if (node.isObject()) {
            check(node, tables);
            if (node.path("type").asString("").equals("RECURSIVE_CTE_NODE")) {
                scope = with(scope, node.path("cte_name").asString(""));
            }
            for (JsonNode definition : node.path("cte_map").path("map")) {
                walk(definition.path("value"), scope);
                scope = with(scope, definition.path("key").asString(""));
            }
        }
        for (JsonNode child : node.isObject() ? withoutDefinitions(node) : node) {
            walk(child, scope);
        }
    }

    private static Iterable<JsonNode> withoutDefinitions(JsonNode node) {
        return node.properties().stream()
                .filter(property -> !property.getKey().equals("cte_map"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Set<String> with(Set<String> names, String name) {
        var more = new HashSet<>(names);
        more.add(folded(name));
        return more;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void check(JsonNode node, Set<String> tables) {
        switch (node.path("type").asString("")) {
            case "BASE_TABLE" -> {
                String table = node.path("table_name").asString("");
                boolean elsewhere = !node.path("schema_name").asString("").isEmpty()
                        || !node.path("catalog_name").asString("").isEmpty();
                if (elsewhere || !tables.contains(folded(table))) {
                    throw notAllowed("the table " + table);
                }
            }
            case "TABLE_FUNCTION" -> {
                String function = node.path("function").path("function_name").asString("");
                if (!Functions.TABLES.contains(folded(function))) {
                    throw notAllowed("the table function " + function);
                }
            }
            case "SHOW_REF" -> throw notAllowed("SHOW and DESCRIBE");
            default -> {
                // an expression, which the functions in it decide about
            }
        }
        JsonNode function = node.get("function_name");
        if (function != null && function.isString()) {
            checkFunction(node, folded(function.asString()));
        }
    }

    private static void checkFunction(JsonNode node, String function) {
        boolean elsewhere = !node.path("schema").asString("").isEmpty()
                || !node.path("catalog").asString("").isEmpty();
        if (elsewhere || !(Functions.ALLOWED.contains(function) || Functions.TABLES.contains(function))) {
            throw notAllowed("the function " + function);
        }
    }

    private static Problem notAllowed(String what) {
        return Problem.invalid(
                "analytics_not_allowed",
                "Not allowed is " + what + "; allowed is one SELECT over the tables of the warehouse with the usual"
                        + " functions");
    }
}
