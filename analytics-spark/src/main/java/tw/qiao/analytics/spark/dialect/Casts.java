package tw.qiao.analytics.spark.dialect;

import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Changes of type. What a value's type is only Spark knows, so the SQL asks for it with {@code typeof}, of which
 * nothing is left once the statement is planned.
 */
final class Casts {
    private static final Set<String> WHOLE =
            Set.of("bigint", "int8", "integer", "int", "int4", "smallint", "int2", "tinyint", "hugeint");
    private static final Set<String> TRUTHS = Set.of("COMPARISON", "CONJUNCTION", "BETWEEN");

    private final Expressions expressions;

    Casts(Expressions expressions) {
        this.expressions = expressions;
    }

    String sql(JsonNode node) {
        JsonNode child = node.path("child");
        JsonNode type = node.path("type_expr");
        boolean attempt = node.path("try_cast").asBoolean();
        String name = Names.lower(type.path("type_name").asString());
        if (WHOLE.contains(name)) {
            return whole(child, sparkName(name), attempt);
        }
        return switch (name) {
            case "varchar", "text", "string" -> text(child);
            case "decimal", "numeric" -> plain(child, "decimal" + digits(type), attempt);
            case "double", "float8" -> plain(child, "double", attempt);
            case "boolean", "bool" -> plain(child, "boolean", attempt);
            case "date" -> {
                if (attempt) {
                    throw Refusal.of("try_cast to date, where Spark also takes 2020 or 2020-01", "use cast");
                }
                yield plain(child, "date", false);
            }
            default -> throw Refusal.of("the type " + name, "cast to bigint, decimal, double, varchar or date");
        };
    }

    private static String sparkName(String name) {
        return switch (name) {
            case "integer", "int", "int4" -> "int";
            case "smallint", "int2" -> "smallint";
            case "tinyint" -> "tinyint";
            case "hugeint" -> "decimal(38,0)";
            default -> "bigint";
        };
    }

    private static String digits(JsonNode type) {
        String digits = Translation.elements(type.path("children")).stream()
                .map(child -> child.path("literal").path("text").asString())
                .collect(Collectors.joining(",", "(", ")"));
        return digits.equals("()") ? "(18,3)" : digits;
    }

    private String plain(JsonNode child, String type, boolean attempt) {
        return cast(expressions.sql(child), type, attempt);
    }

    private static String cast(String value, String type, boolean attempt) {
        return (attempt ? "try_cast(" : "cast(") + value + " as " + type + ")";
    }

    /** DuckDB rounds: doubles to the even of two neighbours, decimals and texts away from zero. Spark cuts off. */
    private String whole(JsonNode child, String type, boolean attempt) {
        String value = expressions.sql(child);
        if (TRUTHS.contains(child.path("class").asString())
                || child.path("literal").path("kind").asString().equals("INTEGER")) {
            return cast(value, type, attempt);
        }
        return "case typeof(" + value + ") when 'double' then " + cast("bround(" + value + ")", type, attempt)
                + " when 'string' then " + cast("round(" + cast(value, "decimal(38,10)", attempt) + ")", type, attempt)
                + " else " + cast("round(" + value + ")", type, attempt) + " end";
    }

    /** Doubles have another text in each engine, so they are refused when Spark sees one. */
    String text(JsonNode child) {
        String value = expressions.sql(child);
        if (child.path("class").asString().equals("CONSTANT")
                || child.path("class").asString().equals("PARAMETER")) {
            return "cast(" + value + " as string)";
        }
        return "case typeof(" + value
                + ") when 'double' then raise_error('a double becomes text; cast it to decimal first') else cast("
                + value + " as string) end";
    }
}
