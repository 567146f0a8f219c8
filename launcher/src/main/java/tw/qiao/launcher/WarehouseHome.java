package tw.qiao.launcher;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;

/** A warehouse below a data folder, with the embedded PostgreSQL for its catalogue. */
final class WarehouseHome implements AutoCloseable {
    /** Iceberg tells each commit in several lines, which are for its developers; kept here so that the level stays. */
    private static final Logger ICEBERG = Logger.getLogger("org.apache.iceberg");

    private static final String DATABASE = "warehouse";
    private static final int MEMORY_MEGABYTES = 1024;

    private final DataFolder data;
    private final Postgres postgres;
    private final Warehouse warehouse;

    private WarehouseHome(DataFolder data, Postgres postgres, Warehouse warehouse) {
        this.data = data;
        this.postgres = postgres;
        this.warehouse = warehouse;
    }

    /** Opens the warehouse in {@code folder}, which is made the first time. */
    static WarehouseHome open(Path folder) {
        ICEBERG.setLevel(Level.SEVERE);
        DataFolder data = DataFolder.open(folder);
        try {
            var secret = data.secret("postgres", Ids.secure(Clock.systemUTC()));
            var postgres = Postgres.start(data.postgres(), FreePort.find(), secret, data.logs());
            try {
                postgres.createDatabase(DATABASE);
                var warehouse = Warehouse.open(
                        postgres.url(DATABASE), "qiao", secret, data.warehouse().resolve("tables"));
                return new WarehouseHome(data, postgres, warehouse);
            } catch (SQLException failure) {
                postgres.close();
                throw new IllegalStateException("The warehouse's database cannot be made", failure);
            } catch (RuntimeException failure) {
                postgres.close();
                throw failure;
            }
        } catch (RuntimeException failure) {
            data.close();
            throw failure;
        }
    }

    Warehouse warehouse() {
        return warehouse;
    }

    /** An engine for statements of our own. */
    Workbench workbench() {
        return Workbench.open(
                scratch(), MEMORY_MEGABYTES, Math.max(1, Runtime.getRuntime().availableProcessors()));
    }

    /** The secret {@code name} of this warehouse, made the first time. */
    String secret(String name, Ids ids) {
        return data.secret(name, ids);
    }

    /** What its tables mean. */
    OwnTables tables() {
        return new OwnTables(data.warehouse().resolve("dictionary"));
    }

    Path scratch() {
        return data.warehouse().resolve("scratch");
    }

    Path quarantine() {
        return data.warehouse().resolve("quarantine");
    }

    @Override
    public void close() {
        try {
            warehouse.close();
        } finally {
            postgres.close();
            data.close();
        }
    }

    /** A file as the caller means it; ./qiao has changed the folder before it started this program. */
    static Path file(Path given) {
        return Path.of(System.getProperty("qiao.caller", ".")).resolve(given);
    }
}
