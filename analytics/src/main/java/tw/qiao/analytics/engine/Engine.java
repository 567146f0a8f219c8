package tw.qiao.analytics.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.Problem;

/**
 * DuckDB over one folder of Parquet files, with everything shut that statements do not need: no other folder, no
 * network, no extensions, no writing, no change of its settings. Each statement has a connection of its own, so that
 * two never wait for each other.
 */
final class Engine implements AutoCloseable {
    private final DuckDBConnection database;
    private final SnapshotFiles snapshots;

    Engine(Path folder, int memoryMegabytes, int threads) throws SQLException, IOException {
        this.database = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
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
        execute("set global lock_configuration = true");
    }

    /** {@code {"tree": "…"}} of a statement of others. */
    ObjectNode parse(String sql) {
        try (Connection connection = database.duplicate()) {
            return Selecting.parse(connection, sql);
        } catch (SQLException e) {
            throw Problem.unavailable("analytics_failed", "The engine could not parse the statement", e);
        }
    }

    /** The last frame of the answer to a statement of others; those before it go to {@code parts}. */
    ObjectNode select(Selection selection, Cancellation cancellation, Consumer<ObjectNode> parts) {
        try (Connection connection = database.duplicate()) {
            snapshots.refresh(connection);
            return Selecting.select(connection, selection, cancellation, parts);
        } catch (SQLException e) {
            throw Problem.unavailable("analytics_failed", "The engine has no connection", e);
        }
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
