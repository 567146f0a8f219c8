package tw.qiao.analytics.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Parses and runs statements of others on a connection that is theirs alone and ends with them. */
final class Selecting {
    private static final String PARSE =
            "select json_serialize_sql(?::varchar, skip_empty := true, skip_null := true, skip_default := true)";

    private Selecting() {}

    /** The statement's tree as a text, because it may be deeper than a reader of frames allows. */
    static ObjectNode parse(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PARSE)) {
            statement.setString(1, sql);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String tree = row.getString(1);
                if (tree.length() > Frames.MOST_CHARACTERS) {
                    throw Problem.invalid("query_too_large", "The statement has too many parts; ask in smaller steps");
                }
                return CanonicalJson.MAPPER.createObjectNode().put("tree", tree);
            }
        }
    }

    /** Runs a statement and gives all frames but the last to {@code parts}. */
    static ObjectNode select(
            Connection connection, Selection selection, Cancellation cancellation, Consumer<ObjectNode> parts) {
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
                return lastFrame(new RowFrames(rows, selection), parts);
            } finally {
                cancellation.end();
            }
        } catch (SQLException e) {
            throw cancellation.isAsked() ? Cancellation.problem() : explained(e, selection.seconds());
        }
    }

    private static ObjectNode lastFrame(RowFrames frames, Consumer<ObjectNode> parts) throws SQLException {
        ObjectNode frame = frames.next();
        while (frames.hasMore()) {
            parts.accept(frame);
            frame = frames.next();
        }
        return frame;
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
