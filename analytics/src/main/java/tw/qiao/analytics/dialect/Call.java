package tw.qiao.analytics.dialect;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A function or an operator that is called.
 *
 * @param name in small letters
 * @param arguments what the tree says of them
 * @param expressions writes them
 */
public record Call(String name, List<JsonNode> arguments, Expressions expressions) {
    private static final List<String> UNITS = List.of("year", "quarter", "month", "week", "day");

    /** Keeps a copy. */
    public Call {
        arguments = List.copyOf(arguments);
    }

    /** How many arguments there are. */
    public int size() {
        return arguments.size();
    }

    /** An argument. */
    public JsonNode node(int index) {
        return arguments.get(index);
    }

    /** An argument as the engine writes it; empty where there is none. */
    public String sql(int index) {
        return index < arguments.size() ? expressions.sql(arguments.get(index)) : "";
    }

    /** All arguments as the engine writes them. */
    public String all() {
        return arguments.stream().map(expressions::sql).collect(Collectors.joining(", "));
    }

    /** The plain value that an argument is; empty where it is none. */
    public String literal(int index) {
        return index < arguments.size()
                ? arguments.get(index).path("literal").path("text").asString("")
                : "";
    }

    /** The whole number that an argument is, or -1. */
    public int number(int index) {
        String text = literal(index);
        return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(Character::isDigit)
                ? Integer.parseInt(text)
                : -1;
    }

    /** The plain text that is the last of two arguments. */
    public String text() {
        if (size() != 2 || !node(1).path("literal").path("kind").asString("").equals("STRING")) {
            throw new Refusal(name + " with other than one plain text", "write the text there");
        }
        return literal(1);
    }

    /** The unit of time that is the first argument. */
    public String unit() {
        String unit = Names.lower(literal(0));
        return only(UNITS.contains(unit), "the unit " + unit, unit);
    }

    /** The SQL, where what it depends on is right. */
    public String only(boolean right, String what, String sql) {
        if (!right) {
            throw new Refusal(what, "write a plain value there, or ask where DuckDB answers");
        }
        return sql;
    }

    /** What stands for one of some known names. */
    public String known(Map<String, String> known, String wanted, String what) {
        String found = known.get(wanted);
        if (found == null) {
            throw new Refusal(
                    what + " " + wanted,
                    "known are " + known.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return found;
    }
}
