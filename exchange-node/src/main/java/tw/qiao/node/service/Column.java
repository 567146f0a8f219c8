package tw.qiao.node.service;

import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.node.message.Faults;

/**
 * A column of a view, as the catalogue describes it.
 *
 * @param name its name
 * @param kind how its values are written
 * @param remarks what it means, in the words of the register
 */
record Column(String name, Kind kind, String remarks) {
    /** How the values of a column are read and written. */
    enum Kind {
        WHOLE,
        TRUTH,
        DATE,
        LOCAL_TIME,
        MOMENT,
        UUID,
        TEXT;

        /** Numbers that need not be whole are told as text, because JSON readers would round them. */
        static Kind of(int sqlType, String typeName) {
            if (typeName.equals("uuid")) {
                return UUID;
            }
            if (typeName.equals("timestamptz")) {
                return MOMENT;
            }
            return switch (JDBCType.valueOf(sqlType)) {
                case SMALLINT, INTEGER, BIGINT, TINYINT -> WHOLE;
                case BIT, BOOLEAN -> typeName.equals("bool") ? TRUTH : TEXT;
                case DATE -> DATE;
                case TIMESTAMP -> LOCAL_TIME;
                default -> TEXT;
            };
        }
    }

    /** The name as SQL quotes it. */
    String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Binds the text of a path segment as a value of this column. */
    void bind(PreparedStatement statement, int index, String text) throws SQLException {
        try {
            switch (kind) {
                case WHOLE -> statement.setLong(index, Long.parseLong(text));
                case UUID -> statement.setObject(index, UUID.fromString(text));
                case TEXT -> statement.setString(index, text);
                case TRUTH, DATE, LOCAL_TIME, MOMENT ->
                    throw Faults.providerNode(
                            "service_failed.malformed_service", "The service cannot be asked by the column " + name);
            }
        } catch (NumberFormatException e) {
            throw Faults.client("invalid_request", "The path must end with a whole number");
        } catch (IllegalArgumentException e) {
            throw Faults.client("invalid_request", "The path must end with a UUID");
        }
    }

    void write(JsonGenerator json, ResultSet row, int index) throws SQLException {
        json.writeName(name);
        switch (kind) {
            case WHOLE -> writeWhole(json, row, index);
            case TRUTH -> writeTruth(json, row, index);
            case DATE -> writeTime(json, row, index, LocalDate.class);
            case LOCAL_TIME -> writeTime(json, row, index, LocalDateTime.class);
            case MOMENT -> writeTime(json, row, index, OffsetDateTime.class);
            case UUID, TEXT -> writeText(json, row.getString(index));
        }
    }

    private static void writeWhole(JsonGenerator json, ResultSet row, int index) throws SQLException {
        long value = row.getLong(index);
        if (row.wasNull()) {
            json.writeNull();
            return;
        }
        json.writeNumber(value);
    }

    private static void writeTruth(JsonGenerator json, ResultSet row, int index) throws SQLException {
        boolean value = row.getBoolean(index);
        if (row.wasNull()) {
            json.writeNull();
            return;
        }
        json.writeBoolean(value);
    }

    /** What has no end in the register is told in its words, because no time of ours means that. */
    private static void writeTime(JsonGenerator json, ResultSet row, int index, Class<?> as) throws SQLException {
        String text = row.getString(index);
        if (text != null && text.endsWith("infinity")) {
            json.writeString(text);
            return;
        }
        Object value = row.getObject(index, as);
        writeText(json, value instanceof OffsetDateTime moment ? moment.toInstant() : value);
    }

    private static void writeText(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
            return;
        }
        json.writeString(value.toString());
    }

    /** Describes the values of this column in OAS 3.0.3. */
    void describe(ObjectNode schema) {
        switch (kind) {
            case WHOLE -> schema.put("type", "integer").put("format", "int64");
            case TRUTH -> schema.put("type", "boolean");
            case DATE -> schema.put("type", "string").put("format", "date");
            case MOMENT -> schema.put("type", "string").put("format", "date-time");
            case UUID -> schema.put("type", "string").put("format", "uuid");
            case LOCAL_TIME, TEXT -> schema.put("type", "string");
        }
        schema.put("nullable", true);
        if (!remarks.isEmpty()) {
            schema.put("description", remarks);
        }
    }
}
