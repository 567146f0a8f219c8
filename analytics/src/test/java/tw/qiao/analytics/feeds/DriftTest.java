package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.drift.Finding;
import tw.qiao.analytics.drift.Verdict;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.support.TestDatabase;
import tw.qiao.analytics.tables.Warehouse;

class DriftTest {
    private static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";

    @TempDir
    private Path folder;

    private Warehouse warehouse;
    private Workbench workbench;
    private FeedImport importing;

    @BeforeEach
    void open() {
        warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder.resolve("tables"));
        workbench = Workbench.open(folder, 512, 2);
        importing = new FeedImport(warehouse, workbench, folder.resolve("scratch"), folder, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        workbench.close();
        warehouse.close();
    }

    @Test
    void takesABatchLikeTheOneBefore() throws Exception {
        var report = run(income("2008.csv", 200, 500), income("2009.csv", 190, 500));

        assertThat(report.drift()).isEmpty();
        assertThat(report.held()).isEmpty();
        assertThat(rows()).isEqualTo(390);
    }

    @Test
    void holdsABatchWithFarFewerRowsUntilSomebodyAcceptsIt() throws Exception {
        run(income("2008.csv", 200, 500));
        Path truncated = income("2009.csv", 120, 500);

        var report = run(truncated);

        assertThat(report.held()).containsExactly("2009.csv");
        assertThat(report.imported()).isEmpty();
        assertThat(report.drift())
                .containsExactly(new Finding("2009", "列數改變 rows changed: 200 → 120 (-40.0 %, 2008)", Verdict.HOLD));
        assertThat(rows()).isEqualTo(200);

        assertThat(run(truncated).held()).containsExactly("2009.csv");
        importing.acceptingDrift();
        var accepted = run(truncated);
        assertThat(accepted.held()).isEmpty();
        assertThat(accepted.imported()).containsExactly("2009.csv");
        assertThat(rows()).isEqualTo(320);
    }

    @Test
    void tellsThatValuesAreOfAnotherMagnitudeAndTakesTheRestOfTheImport() throws Exception {
        var report = run(income("2008.csv", 200, 500), income("2009.csv", 200, 500_000), income("2010.csv", 10, 1));

        assertThat(report.drift())
                .anySatisfy(finding -> assertThat(finding)
                        .returns("2009", Finding::batch)
                        .returns(Verdict.ACCEPT, Finding::verdict)
                        .extracting(Finding::difference)
                        .asString()
                        .startsWith("分布改變 distribution changed: median: PSI"));
        assertThat(report.held()).containsExactly("2010.csv");
        assertThat(rows()).isEqualTo(400);
    }

    @Test
    void tellsHowAFileDiffersFromTheLastOne() throws Exception {
        Path excerpts = Path.of("src/test/resources/feeds/excerpts");
        Feed feed = Feeds.named("vital-events-by-village");
        importing.run(feed, List.of(excerpts.resolve("2018-01.csv")), (_, _, _) -> {});

        var report = importing.run(feed, List.of(excerpts.resolve("2020-09.csv")), (_, _, _) -> {});

        assertThat(report.held()).isEmpty();
        assertThat(report.drift())
                .extracting(Finding::difference)
                .anySatisfy(
                        difference -> assertThat(difference).startsWith("新增欄位 column added: marriages_same_sex_male"))
                .anySatisfy(difference -> assertThat(difference).startsWith("移除欄位 column removed: marriages"));
    }

    private ImportReport run(Path... files) {
        return importing.run(Feeds.named("income-tax-by-village"), List.of(files), (_, _, _) -> {});
    }

    /** A file of so many villages whose median incomes are around a number. */
    private Path income(String name, int villages, int median) throws Exception {
        var text = new StringBuilder(HEADER);
        for (int village = 0; village < villages; village++) {
            text.append("臺北市,松山區,第%d里,100,1000,600,%d,400,800,1.00,1.00\n".formatted(village, median + village % 10));
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private long rows() {
        return workbench.number("select count(*) from "
                + warehouse
                        .table("income_tax_by_village")
                        .plan(OptionalLong.empty())
                        .source());
    }
}
