package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import tw.qiao.analytics.counts.Ledger;
import tw.qiao.analytics.counts.Limits;
import tw.qiao.analytics.counts.PostgresLedger;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.disk.Folders;

/**
 * A warehouse below a data folder, with the embedded PostgreSQL for its catalogue: its own, or that of a running demo.
 */
final class WarehouseHome implements AutoCloseable {
    /** Iceberg tells each commit in several lines, which are for its developers; kept here so that the level stays. */
    private static final Logger ICEBERG = Logger.getLogger("org.apache.iceberg");

    private static final int MEMORY_MEGABYTES = 1024;
    private static final String SCRATCH = "scratch-";

    private final DataFolder data;
    private final Optional<Postgres> postgres;
    private final String url;
    private final Warehouse warehouse;
    private final Path scratch;

    private WarehouseHome(DataFolder data, Optional<Postgres> postgres, String url) {
        this.data = data;
        this.postgres = postgres;
        this.url = url;
        this.warehouse = warehouse(data, url);
        provide(warehouse.folder());
        this.scratch =
                data.warehouse().resolve(SCRATCH + ProcessHandle.current().pid());
        sweepOfTheDead();
    }

    /** Commands that were stopped leave raw rows behind. */
    private void sweepOfTheDead() {
        if (!Files.isDirectory(data.warehouse())) {
            return;
        }
        try (var folders = Files.newDirectoryStream(data.warehouse(), SCRATCH + "*")) {
            for (Path folder : folders) {
                String pid = folder.getFileName().toString().substring(SCRATCH.length());
                if (pid.matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    sweep(folder);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Opens the warehouse in {@code folder}; a demo may run on it meanwhile. */
    static WarehouseHome open(Path folder, FolderTaker taker) {
        return open(DataFolder.openOrJoinMade(folder, taker));
    }

    /** The same, but where there is no warehouse one is made, and said so. */
    static WarehouseHome openOrMake(Path folder, FolderTaker taker) {
        Path root = folder.toAbsolutePath().normalize();
        WarehouseMark.refuseHalf(root);
        boolean fresh = !WarehouseMark.isIn(root);
        DataFolder data = DataFolder.openOrJoin(folder, taker);
        if (fresh) {
            taker.says().accept("建立新的資料倉儲（約 110 MB）Making a new warehouse (about 110 MB) in " + root);
        }
        return open(data);
    }

    private static WarehouseHome open(DataFolder data) {
        ICEBERG.setLevel(Level.SEVERE);
        try {
            return data.shared().isPresent() ? join(data, data.shared().getAsInt()) : start(data);
        } catch (RuntimeException failure) {
            data.close();
            throw failure;
        }
    }

    private static WarehouseHome join(DataFolder data, int port) {
        return new WarehouseHome(data, Optional.empty(), Postgres.url(port, Databases.WAREHOUSE));
    }

    private static WarehouseHome start(DataFolder data) {
        var ids = Ids.secure(Clock.systemUTC());
        var postgres = Postgres.start(data.postgres(), FreePort.find(), data.secret("postgres", ids), data.logs());
        // who presses Ctrl+C wants no server left behind
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        try {
            new Databases(postgres, name -> data.secret(name, ids)).createWarehouse();
            return new WarehouseHome(data, Optional.of(postgres), postgres.url(Databases.WAREHOUSE));
        } catch (SQLException failure) {
            postgres.close();
            throw new IllegalStateException("The warehouse's database cannot be made", failure);
        } catch (RuntimeException failure) {
            postgres.close();
            throw failure;
        }
    }

    private static Warehouse warehouse(DataFolder data, String url) {
        String secret = data.secret(Databases.WAREHOUSE, Ids.secure(Clock.systemUTC()));
        return Warehouse.open(url, Databases.WAREHOUSE, secret, data.warehouse().resolve("tables"));
    }

    Warehouse warehouse() {
        return warehouse;
    }

    /** An engine for statements of our own. */
    Workbench workbench() {
        return Workbench.open(
                scratch, MEMORY_MEGABYTES, Math.max(1, Runtime.getRuntime().availableProcessors()));
    }

    /** The secret {@code name} of this warehouse, made the first time. */
    String secret(String name, Ids ids) {
        return data.secret(name, ids);
    }

    /** What was told of tables about single people. */
    Ledger ledger() {
        Clock clock = Clock.systemUTC();
        String secret = data.secret(Databases.WAREHOUSE, Ids.secure(clock));
        return new PostgresLedger(url, Databases.WAREHOUSE, secret, Limits.CUSTOMARY, clock);
    }

    /** What its tables mean. */
    OwnTables tables() {
        return new OwnTables(data.warehouse().resolve("dictionary"));
    }

    /** A folder of this command alone, which goes when it ends. */
    Path scratch() {
        return scratch;
    }

    /** Says, for the platform's pages, that tables are being filled, or that this is over. */
    void markLoading(boolean begins) {
        Path mark = data.warehouse().resolve("loading");
        try {
            if (begins) {
                Files.createDirectories(data.warehouse());
                Files.write(mark, new byte[0]);
            } else {
                Files.deleteIfExists(mark);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path quarantine() {
        return data.warehouse().resolve("quarantine");
    }

    @Override
    public void close() {
        try {
            warehouse.close();
            sweep(scratch);
        } finally {
            postgres.ifPresent(Postgres::close);
            data.close();
        }
    }

    /** Workers may read this folder, so it is there before there are tables. */
    private static void provide(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void sweep(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
