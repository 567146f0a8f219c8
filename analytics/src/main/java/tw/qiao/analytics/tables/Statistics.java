package tw.qiao.analytics.tables;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.engine.Sql;

/**
 * What is known of a data file without reading it: rows, and for each column its size, its missing values, its smallest
 * and its largest value, as {@code COPY … RETURN_STATS} tells them.
 */
record Statistics(long rows, long bytes, Metrics metrics) {
    /** Longer bounds would swell the manifests; a column without bounds is only never skipped. */
    private static final int LONGEST_BOUND = 64;

    static Statistics read(ResultSet result, Schema schema) throws SQLException {
        result.next();
        long rows = result.getLong("count");
        var sizes = new HashMap<Integer, Long>();
        var values = new HashMap<Integer, Long>();
        var nulls = new HashMap<Integer, Long>();
        var lower = new HashMap<Integer, ByteBuffer>();
        var upper = new HashMap<Integer, ByteBuffer>();
        var columns = (Map<?, ?>) result.getObject("column_statistics");
        for (Types.NestedField field : schema.columns()) {
            if (columns.get(Sql.name(field.name())) instanceof Map<?, ?> facts) {
                sizes.put(field.fieldId(), number(facts, "column_size_bytes"));
                values.put(field.fieldId(), rows);
                nulls.put(field.fieldId(), number(facts, "null_count"));
                bound(facts, "min", field).ifPresent(bytes -> lower.put(field.fieldId(), bytes));
                bound(facts, "max", field).ifPresent(bytes -> upper.put(field.fieldId(), bytes));
            }
        }
        return new Statistics(
                rows,
                result.getLong("file_size_bytes"),
                new Metrics(rows, sizes, values, nulls, new HashMap<>(), lower, upper));
    }

    private static long number(Map<?, ?> facts, String name) {
        return facts.get(name) instanceof String text ? Long.parseLong(text) : 0;
    }

    private static Optional<ByteBuffer> bound(Map<?, ?> facts, String end, Types.NestedField field) {
        boolean exact = "true".equals(facts.get(end + "_is_exact"));
        if (!exact || !(facts.get(end) instanceof String text) || text.length() > LONGEST_BOUND) {
            return Optional.empty();
        }
        @Nullable Object value = value(field.type(), text);
        return value == null ? Optional.empty() : Optional.of(Conversions.toByteBuffer(field.type(), value));
    }

    private static @Nullable Object value(Type type, String text) {
        return switch (type.typeId()) {
            case BOOLEAN -> text.equals("1") || text.equals("true");
            case STRING -> text;
            case LONG -> Long.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            default -> {
                Literal<Object> literal = Literal.of(text).to(type);
                yield literal == null ? null : literal.value();
            }
        };
    }
}
