package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.support.TestDatabase;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.tables.WarehouseTable;

/**
 * Imports every raw file and compares the tables with sums that {@code feed_sums.py} took of the raw text, where the
 * raw files are at hand: in {@code shared/data/open} beside the checkout, or where the environment variable
 * {@code QIAO_OPEN_DATA} says.
 */
class AllRawFilesTest {
    private static final Map<String, String> SUMS = Map.of(
            "vital-events-by-village", "births, deaths, marriages, divorces, 1 as rows",
            "population-by-village", "households, people, men, under_15, over_64, 1 as rows",
            "income-tax-by-village", "tax_units, income, 1 as rows",
            "education-by-village",
                    "people, case when level = 'master' and completion = 'graduated' then people end as master_graduated",
            "population-by-age-2015-05", "people, case when age >= 65 then people end as aged_65_and_more",
            "traffic-accidents-fatal", "deaths, injured, 1 as rows",
            "daytime-population-h3", "day * 10 as day, night * 10 as night, 1 as rows",
            "daytime-population-h3-demographics",
                    "people * 10 as people, households * 10 as households, men * 10 as men, women * 10 as women, 1 as rows");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "vital-events-by-village, 129, 1004780, 0",
        "population-by-village, 84, 656131, 0",
        "income-tax-by-village, 19, 148301, 2",
        "education-by-village, 8, 62523, 0",
        "population-by-age-2015-05, 22, 7851, 0",
        "traffic-accidents-fatal, 13, 43022, 0",
        "daytime-population-h3, 1, 8345, 0",
        "daytime-population-h3-demographics, 1, 8165, 0",
    })
    void everySumOfTheTableIsThatOfTheRawFiles(String name, int files, long read, long refused) throws Exception {
        Feed feed = Feeds.named(name);
        List<Path> raw = files(name.replace("-demographics", "")).stream()
                .filter(file -> Feeds.forFile(Feeds.named(name.replace("-demographics", "")), file)
                        .name()
                        .equals(name))
                .toList();
        assertThat(raw).hasSize(files);
        try (var warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder.resolve("tables"));
                var workbench = Workbench.open(folder, 1024, 2)) {
            var importing = new FeedImport(warehouse, workbench, folder, folder, Clock.systemUTC());

            ImportReport report = importing.run(feed, raw, (_, _, _) -> {});

            assertThat(report.read()).isEqualTo(read);
            assertThat(report.read() - report.accepted()).isEqualTo(refused);
            assertThat(report.imported()).hasSize(files);
            WarehouseTable table = warehouse.table(feed.table().name());
            assertThat(sums(workbench, table, SUMS.getOrDefault(name, ""))).isEqualTo(expected(name));

            OptionalLong before = table.snapshot();
            ImportReport again = importing.run(feed, raw, (_, _, _) -> {});
            assertThat(again.unchanged()).hasSize(files);
            assertThat(table.snapshot()).isEqualTo(before);
        }
    }

    @Test
    void theCrimesOfTaipeiComeOnceEachAndFiveRowsThatNobodyCanReadAreSetAside() throws Exception {
        List<Path> raw = files("taipei-crime-points");
        try (var warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder.resolve("tables"));
                var workbench = Workbench.open(folder, 1024, 2)) {
            Feed feed = Feeds.named("taipei-crime-points");
            var importing = new FeedImport(warehouse, workbench, folder, folder, Clock.systemUTC());

            ImportReport report = importing.run(feed, raw, (_, _, _) -> {});

            assertThat(report.imported()).hasSize(6);
            assertThat(report.unchanged()).hasSize(6);
            assertThat(report.quarantined())
                    .isEqualTo(Map.of(
                            Reason.NO_SUCH_VALUE,
                            1L,
                            Reason.OTHER_BATCH,
                            1L,
                            Reason.MISSING,
                            2L,
                            Reason.OUT_OF_RANGE,
                            2L));
            var expected = expected("taipei-crime-points");
            expected.merge("機車竊盜 rows", -2L, Long::sum);
            expected.merge("強盜 rows", -1L, Long::sum);
            expected.merge("搶奪 rows", -1L, Long::sum);
            assertThat(sums(workbench, warehouse.table("taipei_crime_points"), "1 as rows"))
                    .isEqualTo(expected);
            assertThat(importing.run(feed, raw, (_, _, _) -> {}).unchanged()).hasSize(12);
        }
    }

    private static List<Path> files(String feed) throws Exception {
        String named = System.getenv("QIAO_OPEN_DATA");
        Path open = named == null ? Path.of("../../shared/data/open") : Path.of(named);
        boolean present = Files.isDirectory(open.resolve(feed));
        Assumptions.assumeTrue(
                present,
                "raw files are absent (" + open.toAbsolutePath().normalize()
                        + "): only the excerpts of FeedImportTest are imported");
        try (var files = Files.list(open.resolve(feed))) {
            return files.sorted().toList();
        }
    }

    private static Map<String, Long> sums(Workbench workbench, WarehouseTable table, String measures) {
        String sql = "unpivot (select batch, sum(columns(* exclude batch)) from (select batch, " + measures + " from "
                + table.plan(OptionalLong.empty()).source()
                + ") group by batch) on columns(* exclude batch) into name measure value total";
        return workbench.query(sql, rows -> {
            var sums = new TreeMap<String, Long>();
            while (rows.next()) {
                sums.put(rows.getString(1) + " " + rows.getString(2), rows.getLong(3));
            }
            return sums;
        });
    }

    private static Map<String, Long> expected(String feed) throws Exception {
        var sums = new TreeMap<String, Long>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/feeds/raw-sums.csv"))) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals(feed)) {
                sums.put(cells[1] + " " + cells[2], Long.parseLong(cells[3]));
            }
        }
        return sums;
    }
}
