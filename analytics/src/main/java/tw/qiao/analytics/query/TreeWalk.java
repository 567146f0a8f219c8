package tw.qiao.analytics.query;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

/** Visits every part of a statement's tree and refuses the first that is not known. */
final class TreeWalk {
    private static final int DEEPEST = 300;
    private static final int MOST_PARTS = 20_000;
    private static final int LONGEST_NAME = 63;

    private final Set<String> tables;
    private final Set<String> used;
    private final Position position;
    private int parts;

    TreeWalk(Set<String> tables, Set<String> used, Position position) {
        this.tables = tables;
        this.used = used;
        this.position = position;
    }

    void visitStatement(JsonNode statement) {
        visit(statement, Set.of(), 0);
    }

    /** @param scope the names that WITH gave so far, in lower case */
    private void visit(JsonNode node, Set<String> scope, int depth) {
        if (depth > DEEPEST) {
            throw Gate.tooDeep();
        }
        if (++parts > MOST_PARTS) {
            throw Problem.invalid("query_too_large", "The statement has too many parts; ask in smaller steps");
        }
        if (node.isArray()) {
            node.forEach(element -> visit(element, scope, depth + 1));
        } else if (node.isObject()) {
            visitObject(node, scope, depth);
        }
    }

    private void visitObject(JsonNode node, Set<String> scope, int depth) {
        checkKind(node);
        switch (node.path("class").asString(node.path("type").asString(""))) {
            case "FUNCTION", "WINDOW" -> checkFunction(node);
            case "TYPE" -> checkType(node);
            case "BASE_TABLE" -> checkTable(node, scope);
            default -> {}
        }
        Set<String> inner = scope;
        for (JsonNode entry : node.path("cte_map").path("map")) {
            visit(entry.path("value"), inner, depth + 1);
            inner = with(inner, entry);
        }
        Set<String> all = inner;
        node.forEachEntry((key, value) -> {
            if (!Parts.KEYS.contains(key)) {
                throw refused("query_part", "The statement has a part that is not known here: " + key, node);
            }
            if (!key.equals("cte_map")) {
                visit(value, all, depth + 1);
            }
        });
    }

    private Set<String> with(Set<String> scope, JsonNode entry) {
        String name = entry.path("key").asString();
        if (!isPlain(name)) {
            throw Problem.invalid("query_name", "A name after WITH is made of letters, digits and _");
        }
        var more = new HashSet<>(scope);
        more.add(lower(name));
        return more;
    }

    /** What has a class is an expression; of the rest, what has a type in words is a query, a table or a modifier. */
    private void checkKind(JsonNode node) {
        JsonNode kind = node.has("class") ? node.path("class") : node.path("type");
        if (kind.isString() && !Parts.KINDS.contains(kind.asString())) {
            throw Hints.part(kind.asString())
                    .map(hint -> refused(hint.code(), hint.message(), node))
                    .orElseGet(() -> refused("query_part", "This is not possible here: " + kind.asString(), node));
        }
    }

    private void checkFunction(JsonNode node) {
        String name = lower(node.path("function_name").asString());
        if (node.path("qualified_name").path("path").size() != 1) {
            throw refused("query_schema", "A function is named without a schema: " + printable(name), node);
        }
        if (!Functions.ALLOWED.contains(name)) {
            throw refused(
                    "query_function",
                    "The function " + printable(name) + " is not offered here"
                            + Hints.function(name).map(hint -> "; " + hint).orElse(""),
                    node);
        }
        if (Functions.WIDENING.contains(name)) {
            checkWidth(name, node);
        }
    }

    /** Functions that make long texts of short ones take their length as a plain number. */
    private void checkWidth(String name, JsonNode node) {
        JsonNode literal = node.path("arguments").path(1).path("expression").path("literal");
        String text = literal.path("text").asString("");
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw refused("query_function", "The length in " + name + " is a whole number up to 999", node);
        }
    }

    private void checkType(JsonNode node) {
        String name = lower(node.path("type_name").asString());
        if (node.path("qualified_name").path("path").size() != 1 || !Parts.TYPES.contains(name)) {
            throw refused("query_type", "The type " + printable(name) + " is not offered here", node);
        }
    }

    private void checkTable(JsonNode node, Set<String> scope) {
        String name = node.path("table_name").asString();
        if (node.path("qualified_name").path("path").size() != 1) {
            throw refused("query_schema", "A table is named without a schema or catalogue", node);
        }
        String plain = lower(name);
        if (scope.contains(plain)) {
            return;
        }
        if (!tables.contains(plain)) {
            throw refused(
                    "query_table",
                    "There is no table " + printable(name) + "; there are: " + String.join(", ", tables),
                    node);
        }
        used.add(plain);
    }

    private Problem refused(String code, String message, JsonNode node) {
        return Problem.invalid(
                code, position.locate(message, node.path("query_location").asInt(-1)));
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.codePoints().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
    }

    /** What somebody typed, as far as it can be shown on one line. */
    private static String printable(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    /** Only A to Z: other scripts have letters whose lower case is a Latin one. */
    static String lower(String name) {
        var lower = new StringBuilder(name.length());
        name.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }
}
