package tw.qiao.analytics.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

/**
 * A DuckDB in this process for statements of our own: importing, compacting, exporting. Statements of anybody else go
 * to a {@link SupervisedWorker}. A process that serves people leaves this work to a child, because an engine can die.
 */
public final class Workbench implements AutoCloseable {
    private final Connection connection;

    private Workbench(Connection connection) {
        this.connection = connection;
    }

    /** An empty database in memory that spills into {@code scratch}. */
    public static Workbench open(Path scratch, int memoryMegabytes, int threads) {
        try {
            var workbench = new Workbench(DriverManager.getConnection("jdbc:duckdb:"));
            for (String setting : List.of(
                    "autoinstall_known_extensions = false",
                    "autoload_known_extensions = false",
                    "memory_limit = '" + memoryMegabytes + "MB'",
                    "threads = " + threads,
                    "temp_directory = " + Sql.text(scratch.toString()),
                    "preserve_insertion_order = true",
                    "TimeZone = 'Asia/Taipei'")) {
                workbench.execute("set global " + setting);
            }
            TaiwanFunctions.register(workbench.connection);
            return workbench;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Runs a statement that answers nothing. */
    public void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** What {@code reading} makes of the rows of {@code sql}. */
    public <T> T query(String sql, Reading<T> reading) {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reading.read(rows);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The rows of {@code sql}, all of them, in the cells that a worker answers with. */
    public SelectionAnswer select(String sql) {
        return query(sql, found -> {
            ResultSetMetaData meta = found.getMetaData();
            var columns = new ArrayList<String>();
            var types = new ArrayList<String>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnLabel(i));
                types.add(meta.getColumnTypeName(i));
            }
            var rows = new ArrayList<JsonNode>();
            while (found.next()) {
                rows.add(RowFrames.row(found, columns.size()));
            }
            return new SelectionAnswer(columns, types, rows, false);
        });
    }

    /** The tree of a SELECT, as {@code json_serialize_sql} gives it. */
    public String parse(String select) {
        return query(
                "select json_serialize_sql(" + Sql.text(select)
                        + "::varchar, skip_empty := true, skip_null := true, skip_default := true)",
                rows -> {
                    rows.next();
                    return rows.getString(1);
                });
    }

    /** The whole number in the only row and column of {@code sql}. */
    public long number(String sql) {
        return query(sql, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    /** Reads rows. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private static Problem failed(SQLException e) {
        return Problem.unavailable("warehouse_engine", "The engine could not do a step: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
