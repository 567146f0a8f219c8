package tw.qiao.analytics.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * DuckDB over one folder of Parquet files, each a view of the same name, with everything shut that questions do not
 * need: no other folder, no network, no extensions, no writing, no change of its settings.
 */
final class Engine implements AutoCloseable {
    private static final Pattern TABLE = Pattern.compile("[a-z_]{1,40}");

    private final DuckDBConnection database;
    private final int timeoutSeconds;
    private final SnapshotFiles snapshots;

    Engine(Path folder, int memoryMegabytes, int threads, int timeoutSeconds) throws SQLException, IOException {
        this.database = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        this.timeoutSeconds = timeoutSeconds;
        Path data = folder.toRealPath();
        this.snapshots = new SnapshotFiles(data);
        for (String setting : List.of(
                "set global autoinstall_known_extensions = false",
                "set global autoload_known_extensions = false",
                "set global memory_limit = '" + memoryMegabytes + "MB'",
                "set global threads = " + threads,
                "set global max_temp_directory_size = '0KB'",
                "set global TimeZone = 'Asia/Taipei'",
                // files never change, so what stands at their ends is read once
                "set global parquet_metadata_cache = true",
                "set global allowed_directories = [" + Sql.text(data.toString()) + "]",
                "set global enable_external_access = false")) {
            execute(setting);
        }
        TaiwanFunctions.register(database);
        declareViews(data);
        execute("set global lock_configuration = true");
    }

    private void declareViews(Path data) throws SQLException, IOException {
        List<Path> files;
        try (var all = Files.list(data)) {
            files = all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        for (Path file : files) {
            String table = file.getFileName().toString().replace(".parquet", "");
            if (!TABLE.matcher(table).matches()) {
                throw Problem.invalid("analytics_table", "A file's name must be of a-z and _, this is not: " + table);
            }
            execute("create view " + table + " as from read_parquet(" + Sql.text(file.toString()) + ")");
        }
    }

    /** {@code {"columns": […], "rows": [[…], …]}} for a question of ours. */
    ObjectNode answer(Question question, List<String> parameters) {
        if (parameters.size() != question.parameters()) {
            throw Problem.invalid("analytics_parameters", question + " takes " + question.parameters() + " parameters");
        }
        return answer(question.sql(), parameters, question.maximumRows());
    }

    /** {@code {"tree": "…"}} of a statement of others. */
    ObjectNode parse(String sql) {
        try (Connection connection = database.duplicate()) {
            return Selecting.parse(connection, sql);
        } catch (SQLException e) {
            throw Problem.unavailable("analytics_failed", "The engine could not parse the statement", e);
        }
    }

    /** {@code {"columns": […], "types": […], "rows": [[…], …], "truncated": …}} for a statement of others. */
    ObjectNode select(Selection selection, Cancellation cancellation) {
        try (Connection connection = database.duplicate()) {
            snapshots.refresh(connection);
            return Selecting.select(connection, selection, cancellation);
        } catch (SQLException e) {
            throw Problem.unavailable("analytics_failed", "The engine has no connection", e);
        }
    }

    /** A connection of its own for each statement, so that two questions never wait for each other. */
    ObjectNode answer(String sql, List<String> parameters, int maximumRows) {
        try (Connection connection = database.duplicate()) {
            return answer(connection, sql, parameters, maximumRows);
        } catch (SQLException e) {
            throw Problem.unavailable("analytics_failed", "The engine could not answer: " + firstLine(e), e);
        }
    }

    private ObjectNode answer(Connection connection, String sql, List<String> parameters, int maximumRows) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(timeoutSeconds);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return table(rows, maximumRows);
            }
        } catch (SQLTimeoutException e) {
            throw Problem.unavailable(
                    "analytics_too_slow", "The answer took longer than " + timeoutSeconds + " s; ask for less", e);
        } catch (SQLException e) {
            throw Problem.unavailable("analytics_failed", "The engine could not answer: " + firstLine(e), e);
        }
    }

    private static ObjectNode table(ResultSet rows, int maximumRows) throws SQLException {
        ObjectNode answer = CanonicalJson.MAPPER.createObjectNode();
        ResultSetMetaData meta = rows.getMetaData();
        ArrayNode columns = answer.putArray("columns");
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i));
        }
        ArrayNode out = answer.putArray("rows");
        while (rows.next()) {
            if (out.size() == maximumRows) {
                throw Problem.invalid("analytics_too_many_rows", "More than " + maximumRows + " rows; ask for less");
            }
            ArrayNode row = out.addArray();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(cell(rows, i));
            }
        }
        return answer;
    }

    private static JsonNode cell(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        var nodes = CanonicalJson.MAPPER.getNodeFactory();
        return switch (value) {
            case null -> nodes.nullNode();
            case Long number -> nodes.numberNode(number);
            case Integer number -> nodes.numberNode(number);
            case Boolean truth -> nodes.booleanNode(truth);
            default -> nodes.stringNode(value.toString());
        };
    }

    private static String firstLine(SQLException e) {
        String message = e.getMessage();
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
