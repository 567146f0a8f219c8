package tw.qiao.analytics.spark;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Rows of Spark in the form in which the worker gives those of DuckDB. */
final class Rows {
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private Rows() {}

    /** DuckDB's name of a type; a problem where DuckDB's answer would have another. */
    static String type(DataType type) {
        String name = type.sql();
        return switch (name) {
            case "STRING" -> "VARCHAR";
            case "INT" -> "INTEGER";
            case "TIMESTAMP_NTZ" -> "TIMESTAMP";
            case "BIGINT", "SMALLINT", "TINYINT", "DOUBLE", "DATE", "BOOLEAN", "VOID" -> name;
            default -> {
                if (name.startsWith("DECIMAL")) {
                    yield name;
                }
                throw Problem.invalid(
                        "query_dialect",
                        "Spark's answer has a column of the type " + name
                                + ", which DuckDB's has not; count days with date_diff, and cast to plain types");
            }
        };
    }

    static JsonNode cells(Row row) {
        ArrayNode cells = CanonicalJson.MAPPER.createArrayNode();
        for (int i = 0; i < row.size(); i++) {
            cells.add(cell(row.get(i)));
        }
        return cells;
    }

    private static JsonNode cell(@Nullable Object value) {
        var nodes = CanonicalJson.MAPPER.getNodeFactory();
        return switch (value) {
            case null -> nodes.nullNode();
            case Long number -> nodes.numberNode(number);
            case Integer number -> nodes.numberNode(number);
            case Short number -> nodes.numberNode(number);
            case Byte number -> nodes.numberNode(number);
            case Boolean truth -> nodes.booleanNode(truth);
            case LocalDateTime moment -> nodes.stringNode(MOMENT.format(moment));
            default -> nodes.stringNode(value.toString());
        };
    }
}
