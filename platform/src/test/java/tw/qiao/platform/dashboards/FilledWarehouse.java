package tw.qiao.platform.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.shipments.Shipment;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.platform.support.TestDatabase;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestWorker;

/** A platform over a warehouse with the shipped tables that boards show. */
final class FilledWarehouse {
    static final Path SHIPPED = Path.of("../data/warehouse").toAbsolutePath();
    private static final Set<String> TABLES = Set.copyOf(
            Boards.ALL.stream().flatMap(board -> board.tables().stream()).toList());

    private static @Nullable FilledWarehouse shared;

    private final TestPlatform platform;
    private final Path folder;
    private final String catalogue;

    private FilledWarehouse(TestPlatform platform, Path folder, String catalogue) {
        this.platform = platform;
        this.folder = folder;
        this.catalogue = catalogue;
    }

    /** One for all tests of this JVM; it ends with the JVM. */
    static synchronized FilledWarehouse shared() {
        var running = shared;
        if (running == null) {
            running = start();
            shared = running;
        }
        return running;
    }

    private static FilledWarehouse start() {
        try {
            Path folder = Files.createTempDirectory("qiao-boards");
            String catalogue = TestDatabase.create();
            try (var warehouse = Warehouse.open(catalogue, "postgres", "", folder.resolve("tables"));
                    var workbench = Workbench.open(folder.resolve("scratch"), 512, 2)) {
                for (Shipment shipment : Shipment.in(SHIPPED)) {
                    if (TABLES.contains(shipment.table())) {
                        shipment.unpack(warehouse, workbench);
                    }
                }
            }
            return new FilledWarehouse(platform(folder, catalogue), folder, catalogue);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static TestPlatform platform(Path folder, String catalogue) {
        return TestPlatform.start(
                "qiao.site.demo=true",
                "qiao.dashboards.ahead=true",
                TestWorker.setting(),
                "qiao.warehouse.folder=" + folder,
                "qiao.warehouse.catalogue=" + catalogue,
                "qiao.warehouse.user=postgres");
    }

    TestPlatform platform() {
        return platform;
    }

    /** Imports a batch of a shipped table again, of which only so many rows are left. */
    void shorten(String table, String batch, int rows) {
        try (var warehouse = Warehouse.open(catalogue, "postgres", "", folder.resolve("tables"));
                var workbench = Workbench.open(folder.resolve("scratch-import"), 256, 1)) {
            warehouse
                    .table(table)
                    .replace(
                            workbench,
                            Dictionary.BATCH,
                            Map.of(batch, "shortened"),
                            "select * from read_parquet('" + SHIPPED.resolve(table + ".parquet") + "') where batch = '"
                                    + batch + "' limit " + rows);
        }
    }

    /**
     * The number that a statement finds in the shipped files themselves, whose tables it names by {@code FILE(name)}.
     */
    long count(String statement) {
        String files = statement.replaceAll("FILE\\((\\w+)\\)", "read_parquet('" + SHIPPED + "/$1.parquet')");
        try (var workbench = Workbench.open(folder.resolve("scratch-count"), 256, 1)) {
            return workbench.query(files, rows -> {
                rows.next();
                return rows.getLong(1);
            });
        }
    }
}
