package tw.qiao.analytics.engine;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Parses and runs statements of others on a connection that is theirs alone and ends with them. */
final class Selecting {
    /** Six bytes for each, which JSON may need, leave a frame within its 16 MiB. */
    private static final int MOST_CHARACTERS = 5 * 512 * 1024;

    private static final String PARSE =
            "select json_serialize_sql(?::varchar, skip_empty := true, skip_null := true, skip_default := true)";

    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter MOMENT_OF_ZONE = new DateTimeFormatterBuilder()
            .append(MOMENT)
            .appendOffset("+HH:mm", "+00:00")
            .toFormatter(Locale.ROOT);

    private Selecting() {}

    /** The statement's tree as a text, because it may be deeper than a reader of frames allows. */
    static ObjectNode parse(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PARSE)) {
            statement.setString(1, sql);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String tree = row.getString(1);
                if (tree.length() > MOST_CHARACTERS) {
                    throw Problem.invalid("query_too_large", "The statement has too many parts; ask in smaller steps");
                }
                return CanonicalJson.MAPPER.createObjectNode().put("tree", tree);
            }
        }
    }

    static ObjectNode select(Connection connection, Selection selection, Cancellation cancellation) {
        try {
            for (Map.Entry<String, String> table : selection.tables().entrySet()) {
                try (var statement = connection.createStatement()) {
                    statement.execute(
                            "create temp view " + Sql.name(table.getKey()) + " as select * from " + table.getValue());
                }
            }
        } catch (SQLException e) {
            throw Problem.unavailable("analytics_failed", "The engine cannot read a table", e);
        }
        String limited = "select * from (\n" + selection.statement() + "\n) limit " + (selection.maximumRows() + 1L);
        try (PreparedStatement statement = connection.prepareStatement(limited)) {
            statement.setQueryTimeout(selection.seconds());
            for (int i = 0; i < selection.parameters().size(); i++) {
                statement.setString(i + 1, selection.parameters().get(i));
            }
            cancellation.begin(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return table(rows, selection.maximumRows());
            } finally {
                cancellation.end();
            }
        } catch (SQLException e) {
            throw cancellation.isAsked() ? Cancellation.problem() : explained(e, selection.seconds());
        }
    }

    private static ObjectNode table(ResultSet rows, int maximumRows) throws SQLException {
        ObjectNode answer = CanonicalJson.MAPPER.createObjectNode();
        ResultSetMetaData meta = rows.getMetaData();
        ArrayNode columns = answer.putArray("columns");
        ArrayNode types = answer.putArray("types");
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i));
            types.add(meta.getColumnTypeName(i));
        }
        ArrayNode out = answer.putArray("rows");
        boolean truncated = false;
        long characters = 0;
        while (!truncated && rows.next()) {
            ArrayNode row = row(rows, columns.size());
            for (JsonNode cell : row) {
                characters += 4L + (cell.isString() ? cell.asString().length() : 16);
            }
            truncated = out.size() == maximumRows || characters > MOST_CHARACTERS;
            if (!truncated) {
                out.add(row);
            }
        }
        return answer.put("truncated", truncated);
    }

    /** The cells of the present row. */
    static ArrayNode row(ResultSet rows, int columns) throws SQLException {
        ArrayNode row = CanonicalJson.MAPPER.createArrayNode();
        for (int i = 1; i <= columns; i++) {
            row.add(cell(rows.getObject(i)));
        }
        return row;
    }

    private static JsonNode cell(Object value) {
        var nodes = CanonicalJson.MAPPER.getNodeFactory();
        return switch (value) {
            case null -> nodes.nullNode();
            case Long number -> nodes.numberNode(number);
            case Integer number -> nodes.numberNode(number);
            case Short number -> nodes.numberNode(number);
            case Byte number -> nodes.numberNode(number);
            case BigInteger number when number.bitLength() < Long.SIZE -> nodes.numberNode(number.longValue());
            case Boolean truth -> nodes.booleanNode(truth);
            case Timestamp moment -> nodes.stringNode(MOMENT.format(moment.toLocalDateTime()));
            case OffsetDateTime moment -> nodes.stringNode(MOMENT_OF_ZONE.format(moment));
            default -> nodes.stringNode(value.toString());
        };
    }

    /** The names that come near to one that is not there: of columns and functions, never of what stands in a table. */
    private static String candidates(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Candidate"))
                .findFirst()
                .map(line -> " " + line)
                .orElse("");
    }

    /** Only messages that are about the statement itself are told; others may quote what stands in a table. */
    private static Problem explained(SQLException e, int seconds) {
        String message =
                e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
        String kind = message.toLowerCase(Locale.ROOT);
        if (e instanceof SQLTimeoutException || kind.startsWith("interrupt")) {
            return Problem.unavailable(
                    "analytics_too_slow", "The answer took longer than " + seconds + " s; ask for less", e);
        }
        if (kind.startsWith("parser error")) {
            return Problem.invalid("query_syntax", message);
        }
        if (kind.startsWith("binder error") || kind.startsWith("catalog error")) {
            return Problem.invalid("query_wrong", message + candidates(e));
        }
        if (kind.startsWith("out of memory")) {
            return Problem.of("query_memory", 400, false, "The answer needs more memory than there is; ask for less");
        }
        return Problem.invalid(
                "query_value",
                "A value does not fit what the statement does with it (a conversion, a date, a number too large, or a"
                        + " parameter); try_cast gives null where a value does not fit");
    }
}
