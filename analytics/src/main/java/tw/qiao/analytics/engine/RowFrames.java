package tw.qiao.analytics.engine;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Cuts an answer into frames, each with as many rows as fit. */
final class RowFrames {
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter MOMENT_OF_ZONE = new DateTimeFormatterBuilder()
            .append(MOMENT)
            .appendOffset("+HH:mm", "+00:00")
            .toFormatter(Locale.ROOT);

    private final ResultSet rows;
    private final Selection selection;
    private final ArrayNode columns = CanonicalJson.MAPPER.createArrayNode();
    private final ArrayNode types = CanonicalJson.MAPPER.createArrayNode();
    private @Nullable ArrayNode following;
    private long characters;
    private int given;

    RowFrames(ResultSet rows, Selection selection) throws SQLException {
        this.rows = rows;
        this.selection = selection;
        ResultSetMetaData meta = rows.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i));
            types.add(meta.getColumnTypeName(i));
        }
        advance();
    }

    /** {@code {"columns": […], "types": […], "rows": [[…], …], "truncated": …}}: whether there are rows after these. */
    ObjectNode next() throws SQLException {
        ObjectNode frame = CanonicalJson.MAPPER.createObjectNode();
        frame.set("columns", columns);
        frame.set("types", types);
        ArrayNode out = frame.putArray("rows");
        long filled = 0;
        while (following != null && given < selection.maximumRows() && filled + characters <= Frames.MOST_CHARACTERS) {
            filled += characters;
            out.add(following);
            given++;
            advance();
        }
        if (selection.inParts() && hasMore() && out.isEmpty()) {
            throw Problem.invalid("query_too_large", "A row is too long; ask for fewer or shorter columns");
        }
        return frame.put("truncated", following != null);
    }

    /** Whether another frame is asked for and has rows. */
    boolean hasMore() {
        return selection.inParts() && following != null && given < selection.maximumRows();
    }

    private void advance() throws SQLException {
        if (!rows.next()) {
            following = null;
            return;
        }
        ArrayNode row = row(rows, columns.size());
        characters = 0;
        for (JsonNode cell : row) {
            characters += 4L + (cell.isString() ? cell.asString().length() : 16);
        }
        following = row;
    }

    /** The cells of the present row. */
    static ArrayNode row(ResultSet rows, int columns) throws SQLException {
        ArrayNode row = CanonicalJson.MAPPER.createArrayNode();
        for (int i = 1; i <= columns; i++) {
            row.add(cell(rows.getObject(i)));
        }
        return row;
    }

    private static JsonNode cell(@Nullable Object value) {
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
}
