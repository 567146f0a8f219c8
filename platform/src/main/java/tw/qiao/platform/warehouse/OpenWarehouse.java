package tw.qiao.platform.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.lineage.ColumnTrace;
import tw.qiao.analytics.lineage.Traced;
import tw.qiao.analytics.provenance.TableLineage;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.tables.WarehouseTable;
import tw.qiao.kernel.Problem;

/** The tables and the worker that reads them, opened when somebody first asks, so that a start waits for neither. */
@Component
class OpenWarehouse implements AutoCloseable {
    private final WarehouseProperties properties;
    private final OwnFeeds own;
    private final Path scratch;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Opened opened;

    private record Opened(
            Warehouse warehouse, WarehouseCatalogue catalogue, SupervisedWorker worker, Queries queries) {}

    OpenWarehouse(WarehouseProperties properties, OwnFeeds own, @Value("${qiao.data:var}") Path data) {
        this.properties = properties;
        this.own = own;
        this.scratch = data.resolve("warehouse-worker").toAbsolutePath();
    }

    /** The names of the tables that are there and that somebody described, sorted. */
    List<String> names() {
        return reached(open -> open.warehouse().names().stream()
                .filter(name -> Dictionary.describes(name) || own.describes(name))
                .toList());
    }

    /** Whether there is a table {@code name}, described or not. */
    boolean isThere(String name) {
        return reached(open -> open.warehouse().names().contains(name));
    }

    /** A table that is there; a problem {@code warehouse_table} when it is not. */
    WarehouseTable table(String name) {
        return reached(open -> open.warehouse().table(name));
    }

    /** The state of a table that is current; empty before its first commit. */
    OptionalLong snapshot(String table) {
        return table(table).snapshot();
    }

    /** All tables themselves. */
    Warehouse warehouse() {
        return reached(Opened::warehouse);
    }

    /** All tables, before any policy. */
    WarehouseCatalogue catalogue() {
        return reached(Opened::catalogue);
    }

    /** What runs statements in the worker. */
    Queries queries() {
        return reached(Opened::queries);
    }

    /** Where the table of {@code feed} comes from, and which cubes read it. */
    TableLineage lineage(Feed feed) {
        return reached(open -> TableLineage.of(open.warehouse(), feed, open.worker()::parse));
    }

    /** Of which columns a statement is made; nothing is run. */
    Traced trace(String statement, Function<String, List<String>> columns) {
        return reached(open -> ColumnTrace.of(open.worker().parse(statement), columns));
    }

    /** Whether tables are being filled from packed files, which a fresh warehouse begins with. */
    boolean isLoading() {
        return Files.exists(Path.of(properties.folder(), "loading"));
    }

    /** The process id of the worker, for diagnosis. */
    long worker() {
        return reached(open -> open.worker().pid());
    }

    private <T> T reached(Function<Opened, T> use) {
        try {
            return use.apply(open());
        } catch (UncheckedSQLException away) {
            throw Problem.unavailable("warehouse_unavailable", "The warehouse's catalogue does not answer now", away);
        }
    }

    private Opened open() {
        Opened present = opened;
        if (present != null) {
            return present;
        }
        opening.lock();
        try {
            Opened first = opened;
            return first != null ? first : start();
        } finally {
            opening.unlock();
        }
    }

    private Opened start() {
        var warehouse =
                Warehouse.open(properties.catalogue(), properties.user(), properties.password(), properties.tables());
        var worker = SupervisedWorker.start(properties.command(scratch), properties.patience());
        var started = new Opened(warehouse, new WarehouseCatalogue(warehouse), worker, new Queries(worker));
        opened = started;
        return started;
    }

    @Override
    public void close() {
        Opened present = opened;
        if (present != null) {
            present.worker().close();
            present.warehouse().close();
        }
    }
}
