package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.OptionalLong;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.feeds.FeedImport;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.feeds.ImportReport;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;

/**
 * What a whole import costs: files are looked through, decoded, read, cleaned, made rows of the table by the feed's
 * recipe, checked against the dictionary, what is wrong set aside, and the rest committed. Each round imports the same
 * files into an empty warehouse.
 */
record ImportRate(BenchReport report, Path folder, Postgres postgres, boolean quick) {
    private static final int ROUNDS = 5;
    private static final int MEMORY = 2_048;
    private static final double MEGA = 1e6;

    void measure() throws IOException, SQLException {
        try (var workbench = Workbench.open(folder.resolve("scratch"), MEMORY, 2)) {
            var files = new VillageFiles(
                    workbench, Path.of("data"), folder.resolve("villages"), quick ? "2021-01" : "2014-01");
            double first = rate(workbench, files, 1);
            double last = first;
            for (int round = 2; round <= ROUNDS; round++) {
                last = rate(workbench, files, round);
            }
            report.figure(
                    "import.megabytes", files.octets() / MEGA, "MB of Big5, a line in a hundred wrong", Target.none());
            report.figure("import.first", first, "MB per second of processor, the first round", Target.none());
            report.figure(
                    "import.rate",
                    last,
                    "MB per second of processor, decoded, cleaned, checked and committed, round " + ROUNDS,
                    Target.atLeast(25));
        }
    }

    private double rate(Workbench workbench, VillageFiles files, int round) throws SQLException {
        Path place = folder.resolve("import-" + round);
        try (var warehouse =
                Warehouse.open(postgres.fresh("import_" + round), "postgres", "", place.resolve("tables"))) {
            var processor = new Processor();
            ImportReport done = new FeedImport(
                            warehouse,
                            workbench,
                            place.resolve("scratch"),
                            place.resolve("quarantine"),
                            Clock.systemUTC())
                    .run(Feeds.named("population-by-village"), files.files(), (_, _, _) -> {});
            double spent = processor.seconds();
            check(warehouse, files, done);
            return files.octets() / MEGA / spent;
        }
    }

    /** The rows are in the table, and those with a mistake are not. */
    private static void check(Warehouse warehouse, VillageFiles files, ImportReport done) {
        long rows = warehouse.table(done.table()).plan(OptionalLong.empty()).rows();
        long aside = done.read() - done.accepted();
        if (done.read() != files.rows() || aside != files.dirty() || rows != files.rows() - files.dirty()) {
            throw new IllegalStateException("Of " + files.rows() + " rows, " + files.dirty() + " with a mistake, "
                    + done.read() + " were read, " + aside + " set aside and " + rows + " committed");
        }
    }
}
