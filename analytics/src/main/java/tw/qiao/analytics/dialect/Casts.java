package tw.qiao.analytics.dialect;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Changes of type. */
final class Casts {
    private static final Map<String, String> WHOLE = Map.of(
            "bigint", "bigint",
            "int8", "bigint",
            "integer", "int",
            "int", "int",
            "int4", "int",
            "smallint", "smallint",
            "int2", "smallint",
            "tinyint", "tinyint",
            "hugeint", "decimal(38,0)");

    private final Expressions expressions;
    private final Dialect dialect;

    Casts(Expressions expressions, Dialect dialect) {
        this.expressions = expressions;
        this.dialect = dialect;
    }

    String sql(JsonNode node) {
        JsonNode child = node.path("child");
        JsonNode type = node.path("type_expr");
        boolean attempt = node.path("try_cast").asBoolean();
        if (attempt && !dialect.triesCastsAlike()) {
            throw new Refusal("try_cast, which fails on other texts there", "use cast, or ask where DuckDB answers");
        }
        String name = Names.lower(type.path("type_name").asString());
        String value = expressions.sql(child);
        String whole = WHOLE.get(name);
        if (whole != null) {
            return dialect.whole(value, child, whole, attempt);
        }
        return switch (name) {
            case "varchar", "text", "string" -> dialect.text(value, child);
            case "decimal", "numeric" -> plain(value, "decimal" + digits(type), attempt);
            case "double", "float8" -> plain(value, "double", attempt);
            case "boolean", "bool" -> plain(value, "boolean", attempt);
            case "date" -> {
                if (attempt) {
                    throw new Refusal("try_cast to date, where 2020 or 2020-01 may also be one", "use cast");
                }
                yield plain(value, "date", false);
            }
            default -> throw new Refusal("the type " + name, "cast to bigint, decimal, double, varchar or date");
        };
    }

    private static String digits(JsonNode type) {
        String digits = Translation.elements(type.path("children")).stream()
                .map(child -> child.path("literal").path("text").asString())
                .collect(Collectors.joining(",", "(", ")"));
        return digits.equals("()") ? "(18,3)" : digits;
    }

    private static String plain(String value, String type, boolean attempt) {
        return (attempt ? "try_cast(" : "cast(") + value + " as " + type + ")";
    }
}
