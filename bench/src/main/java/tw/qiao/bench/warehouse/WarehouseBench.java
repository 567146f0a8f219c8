package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.SnapshotCache;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Benchmark;
import tw.qiao.bench.Target;
import tw.qiao.bench.TemporaryFolder;
import tw.qiao.kernel.Problem;

/** What import, commits and queries of the warehouse cost beside the engine alone and beside PostgreSQL. */
public final class WarehouseBench implements Benchmark {
    private static final int MEMORY = 2048;
    private static final double MEGA = 1e6;
    private static final Path SPARK = Path.of("bench/spark/target/bench-spark.jar");
    private static final Logger ICEBERG = Logger.getLogger("org.apache.iceberg"); // held, so that it is not forgotten

    private final Optional<Path> trino;

    /** @param trino where a server of Trino lies, if it is to be measured too */
    public WarehouseBench(Optional<Path> trino) {
        this.trino = trino;
    }

    @Override
    public String name() {
        return "warehouse";
    }

    @Override
    public String purpose() {
        return "TPC-H through the gate beside DuckDB alone, PostgreSQL, Spark and Trino; import, compression, commits, many files, workbooks";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        ICEBERG.setLevel(Level.SEVERE);
        try (var folder = TemporaryFolder.create();
                var postgres = new Postgres()) {
            new ImportRate(report, folder.path(), postgres, quick).measure();
            new Run(report, folder.path(), postgres, trino, quick ? 0.05 : 1).measure();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException("The warehouse's benchmark could not run", failure);
        }
    }

    /** One run. */
    private record Run(BenchReport report, Path folder, Postgres postgres, Optional<Path> trino, double scale) {
        void measure() throws IOException, SQLException, InterruptedException {
            new SheetWriting(report).measure();
            var files = new TpchFiles(folder.resolve("files"), scale);
            try (var warehouse = Warehouse.open(postgres.url(), "postgres", "", folder.resolve("tables"));
                    var workbench = Workbench.open(folder.resolve("scratch"), MEMORY, 2)) {
                load(warehouse, workbench, files);
                questions(warehouse, workbench, files);
                new Commits(report, warehouse, workbench, folder).measure();
                new Spreadsheets(report, folder).measure();
            }
        }

        private void load(Warehouse warehouse, Workbench workbench, TpchFiles files) throws IOException {
            var processor = new Processor();
            for (TpchSchema table : TpchSchema.values()) {
                warehouse.provide(table.description()).append(workbench, table.reading(files.file(table)));
            }
            double rate = files.octets() / MEGA / processor.seconds();
            report.figure("load.rate", rate, "MB of CSV per second of processor, committed", Target.atLeast(75));
            try (var stored = Files.walk(warehouse.folder())) {
                long octets = stored.filter(file -> file.toString().endsWith(".parquet"))
                        .mapToLong(file -> file.toFile().length())
                        .sum();
                report.figure("load.compression", (double) files.octets() / octets, "to 1", Target.atLeast(4.5));
            }
        }

        private void questions(Warehouse warehouse, Workbench workbench, TpchFiles files)
                throws IOException, SQLException, InterruptedException {
            var plain = PlainDuckDb.onParquet(workbench, warehouse.folder());
            var command = new WorkerCommand(
                    List.of("-cp", System.getProperty("java.class.path"), "tw.qiao.analytics.engine.Worker"),
                    warehouse.folder(),
                    folder.resolve("worker"),
                    MEMORY,
                    2);
            try (var worker = SupervisedWorker.start(command, Duration.ofSeconds(60));
                    var connection = postgres.connection()) {
                postgres.load(connection, files);
                var ours = new Queries(worker);
                var catalogue = new WarehouseCatalogue(warehouse);
                var all = new Answers(
                        Tpch.queries(),
                        query -> plain.rows(query),
                        query -> Rows.of(ours.run(new Query(query, List.of(), Map.of(), 100_000, 60), catalogue)),
                        query -> Postgres.rows(connection, query));
                double through = all.compare(
                        report,
                        worker.pid(),
                        connection.unwrap(PGConnection.class).getBackendPID());
                peers(warehouse, all, through);
                var cache = new SnapshotCache(warehouse);
                for (TpchSchema table : TpchSchema.values()) {
                    cache.fill(table.table(), command);
                }
                try (var engine = Workbench.open(folder.resolve("scratch"), MEMORY, 2)) {
                    var cached = PlainDuckDb.onSnapshots(engine, warehouse.folder());
                    all.fromSnapshots(report, worker.pid(), query -> cached.rows(query));
                }
            }
        }

        /** Other engines, one after the other; what is not there, or fails, is left out. */
        private void peers(Warehouse warehouse, Answers all, double through)
                throws IOException, SQLException, InterruptedException {
            if (scale < 1) {
                System.out.println("Spark and Trino are left out of a quick run");
                return;
            }
            Path spark =
                    Path.of(System.getProperty("qiao.home", ".")).resolve(SPARK).toAbsolutePath();
            if (Files.exists(spark)) {
                beside(all, through, () -> new SparkPeer(spark, warehouse.folder(), folder.resolve("spark.log")));
            } else {
                System.out.println("Spark is left out: there is no " + SPARK);
            }
            if (trino.isPresent()) {
                Path home = trino.get();
                beside(
                        all,
                        through,
                        () -> new TrinoPeer(home, folder.resolve("trino"), postgres.url(), warehouse.folder()));
            } else {
                System.out.println("Trino is left out: --trino FOLDER says where a server lies (docs/scaling.md)");
            }
        }

        private void beside(Answers all, double through, Opening opening)
                throws IOException, SQLException, InterruptedException {
            try (Peer peer = opening.open()) {
                all.compare(report, peer, through);
            } catch (Problem failure) {
                System.out.println("An engine is left out: " + failure.getMessage());
            }
        }
    }

    /** Starts another engine. */
    @FunctionalInterface
    private interface Opening {
        Peer open() throws IOException, InterruptedException;
    }
}
