package tw.qiao.analytics.query;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Lets a statement pass when it is one SELECT made only of parts, functions, types and tables that are known to be
 * harmless. The engine itself says what the statement means, so that nothing can look harmless here and be something
 * else there. What is not known is refused, with its place.
 */
public final class Gate {
    private static final int LONGEST = 32 * 1024;
    private static final int DEEPEST_BRACKETS = 100;

    private final Parser parser;

    /** A gate that asks {@code parser} for trees. */
    public Gate(Parser parser) {
        this.parser = parser;
    }

    /** The tree of a statement, as DuckDB's {@code json_serialize_sql} gives it. */
    @FunctionalInterface
    public interface Parser {
        String parse(String statement);
    }

    /**
     * A statement that may run.
     *
     * @param statement without its semicolon
     * @param tables those of the warehouse that it names
     * @param ordered whether it says itself in which order its rows come
     */
    public record Gated(String statement, Set<String> tables, boolean ordered) {
        /** Keeps a copy. */
        public Gated {
            tables = Set.copyOf(tables);
        }
    }

    /**
     * The statement when it may run; else a problem whose code begins with {@code query_}.
     *
     * @param tables the names of all tables that may be named
     */
    public Gated check(String statement, Set<String> tables) {
        String trimmed = withoutSemicolon(statement);
        checkCharacters(trimmed);
        var position = new Position(trimmed);
        JsonNode node = onlyStatement(tree(trimmed), position);
        var used = new TreeSet<String>();
        new TreeWalk(tables, used, position).visitStatement(node);
        return new Gated(trimmed, used, isOrdered(node));
    }

    private static boolean isOrdered(JsonNode statement) {
        for (JsonNode modifier : statement.path("node").path("modifiers")) {
            if (modifier.path("type").asString().equals("ORDER_MODIFIER")) {
                return true;
            }
        }
        return false;
    }

    private static String withoutSemicolon(String statement) {
        String trimmed = statement.strip();
        while (trimmed.endsWith(";")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1).stripTrailing();
        }
        if (trimmed.isEmpty()) {
            throw Problem.invalid("query_empty", "A statement was expected, for example: select count(*) from births");
        }
        if (trimmed.length() > LONGEST) {
            throw Problem.invalid(
                    "query_too_large", "A statement has at most " + LONGEST + " characters, this " + trimmed.length());
        }
        return trimmed;
    }

    /** Invisible characters make a statement read otherwise than it runs; deep brackets exhaust the parser's stack. */
    private static void checkCharacters(String statement) {
        int depth = 0;
        for (int i = 0; i < statement.length(); i++) {
            char character = statement.charAt(i);
            int type = Character.getType(character);
            boolean space = character == '\n' || character == '\r' || character == '\t';
            if ((type == Character.CONTROL && !space)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                throw Problem.invalid(
                        "query_characters",
                        "The statement has an invisible character (U+%04X) as its character number %d; remove it"
                                .formatted((int) character, i + 1));
            }
            switch (character) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                default -> {}
            }
            if (depth > DEEPEST_BRACKETS) {
                throw tooDeep();
            }
        }
    }

    private JsonNode tree(String statement) {
        try {
            return CanonicalJson.MAPPER.readTree(parser.parse(statement));
        } catch (JacksonException e) {
            throw tooDeep();
        }
    }

    static Problem tooDeep() {
        return Problem.invalid("query_too_deep", "The statement is nested too deeply; use WITH and smaller steps");
    }

    private static JsonNode onlyStatement(JsonNode tree, Position position) {
        if (tree.path("error").asBoolean()) {
            throw switch (tree.path("error_type").asString()) {
                case "not implemented" ->
                    Problem.invalid("query_not_select", "Only one SELECT may be asked, nothing that changes or sets");
                default ->
                    Problem.invalid(
                            "query_syntax",
                            position.locate(
                                    tree.path("error_message")
                                            .asString()
                                            .lines()
                                            .findFirst()
                                            .orElse("syntax error"),
                                    tree.path("position").asInt(-1)));
            };
        }
        JsonNode statements = tree.path("statements");
        if (statements.size() != 1) {
            throw Problem.invalid(
                    "query_several_statements", "One statement was expected, these are " + statements.size());
        }
        return statements.get(0);
    }
}
