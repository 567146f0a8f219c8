package tw.qiao.bench.warehouse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Benchmark;
import tw.qiao.bench.Target;
import tw.qiao.bench.TemporaryFolder;

/**
 * How the costs of TPC-H grow from 1 to 60 million rows of its largest table, and whether the largest scale stays
 * within 8 GB: policy, gate, plan, worker and egress beside the engine alone, which has the same limit.
 */
public final class WarehouseGrowth implements Benchmark {
    /** Leaves what the worker's and the asker's Java take of 8 GB. */
    private static final int MEMORY = 6_656;

    private static final int LOADING_MEMORY = 2_048;
    private static final double MEGA = 1e6;
    private static final int ALL_MEGABYTES = 8 * 1_024;
    private static final Logger ICEBERG = Logger.getLogger("org.apache.iceberg"); // held, so that it is not forgotten

    /** So many million rows of line items at a scale, in so many rounds. */
    private record Size(String millions, double scale, int rounds) {}

    private static final List<Size> SIZES =
            List.of(new Size("1m", 1 / 6.0, 3), new Size("6m", 1, 3), new Size("60m", 10, 1));

    @Override
    public String name() {
        return "warehouse-growth";
    }

    @Override
    public String purpose() {
        return "TPC-H at 1, 6 and 60 million rows within 8 GB, beside DuckDB alone (half an hour, 20 GB of disk)";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        ICEBERG.setLevel(Level.SEVERE);
        try (EmbeddedPostgres catalogue = EmbeddedPostgres.start()) {
            for (Size size : quick ? List.of(new Size("60k", 0.01, 1)) : SIZES) {
                try (var folder = TemporaryFolder.create()) {
                    measure(report, size, folder.path(), catalogue);
                }
            }
        } catch (IOException failure) {
            throw new IllegalStateException("The warehouse's benchmark could not run", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The warehouse's benchmark was interrupted", failure);
        }
    }

    private static void measure(BenchReport report, Size size, Path folder, EmbeddedPostgres catalogue)
            throws IOException, InterruptedException {
        String url = fresh(catalogue, "growth_" + size.millions());
        Path tables = folder.resolve("tables");
        load(report, size, folder, url);
        TpchAnswers plain = TpchSide.run("plain", tables, MEMORY, size.rounds());
        TpchAnswers ours = TpchSide.run("ours", tables, MEMORY, size.rounds(), url);
        String id = "tpch." + size.millions() + ".";
        report.figure(id + "failures", ours.failures(), "of 22 queries in each round", Target.atMost(0));
        report.figure(id + "differing", ours.differing(plain), "of 22 answers from DuckDB's", Target.atMost(0));
        report.figure(id + "duckdb", plain.processor(), "s of processor, 22 queries", Target.none());
        report.figure(id + "qiao", ours.processor(), "s of processor, 22 queries", Target.none());
        report.figure(id + "ratio", ours.processor() / plain.processor(), "times DuckDB alone", Target.none());
        report.figure(id + "duckdb.wall", plain.wall(), "s, 22 queries, beside other work", Target.none());
        report.figure(id + "qiao.wall", ours.wall(), "s, 22 queries, beside other work", Target.none());
        report.figure(id + "qiao.longest", ours.longest(), "s, the slowest query", Target.none());
        report.figure(id + "duckdb.peak", plain.peak(), "MB resident at most", Target.none());
        report.figure(
                id + "qiao.peak", ours.peak(), "MB resident at most, worker and asker", Target.atMost(ALL_MEGABYTES));
    }

    private static String fresh(EmbeddedPostgres server, String database) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        } catch (SQLException failure) {
            throw new IllegalStateException("A catalogue could not be made", failure);
        }
        return server.getJdbcUrl("postgres", database);
    }

    /** One table after the other, so that only the text of the largest one needs room beside the tables. */
    private static void load(BenchReport report, Size size, Path folder, String url) throws IOException {
        double seconds = 0;
        double octets = 0;
        try (var warehouse = Warehouse.open(url, "postgres", "", folder.resolve("tables"));
                var workbench = Workbench.open(folder.resolve("scratch"), LOADING_MEMORY, 2)) {
            for (TpchSchema table : TpchSchema.values()) {
                Path file = folder.resolve(table.table() + ".csv");
                TpchFiles.write(table, file, size.scale());
                octets += Files.size(file);
                var processor = new Processor();
                warehouse.provide(table.description()).append(workbench, table.reading(file));
                seconds += processor.seconds();
                Files.delete(file);
            }
            report.figure(
                    "load." + size.millions(),
                    octets / MEGA / seconds,
                    "MB of CSV per second of processor, committed",
                    Target.none());
        }
    }
}
