package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.analytics.query.Query;
import tw.qiao.platform.support.TestVisitor.Visited;

/** An analyst has a file and no feed. */
class OwnTableTest {
    private static TestWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = TestWarehouse.start();
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    void turnsABig5FileIntoATableThatCanBeAskedAndDrawn() throws Exception {
        var desk = ImportDesk.of(warehouse);

        Visited fresh = desk.send("new", "robbery.csv", robberies());
        assertThat(fresh.text()).contains("Big5（CP950）", "發生日期", "1070130");
        assertThat(fresh.document().select("[name^=written-] option[selected]").eachAttr("value"))
                .hasSize(6)
                .containsOnly("TEXT");
        assertThat(fresh.document().select("#personal-4 option[selected]").val())
                .as("protection is proposed, never taken away silently")
                .isEqualTo("INDIRECT");

        Visited proposed = desk.analyst()
                .open(fresh.document().select("a[href$=proposed=true]").attr("href"));
        assertThat(proposed.document().select("#written-2 option[selected]").val())
                .isEqualTo("DATE_ROC");
        assertThat(proposed.document().select("#key-0[checked]")).isNotEmpty();
        assertThat(proposed.document().select("#name-2").val()).isEqualTo("date");

        Visited checked = desk.submit(proposed, "form.columns-form", Map.of("title", "臺北市強盜案件", "period", "114"));
        assertThat(checked.document().select(".figures strong").eachText()).containsExactly("25", "25", "25");
        assertThatThrownBy(() -> warehouse.platform().bean(OpenWarehouse.class).table("robbery"))
                .as("a check makes no table")
                .hasMessageContaining("robbery");

        Visited done = desk.imported(checked);
        assertThat(done.text()).contains("所有資料列都已在資料表中");
        assertThat(desk.analyst().open("/warehouse/tables/robbery").text()).contains("臺北市強盜案件", "發生地點", "25");
        assertThat(desk.analyst().open("/warehouse?words=強盜").document().select("a[href$=/robbery]"))
                .isNotEmpty();
        Visited answer = desk.analyst()
                .submit(
                        desk.analyst().open("/warehouse/sql?table=robbery"),
                        "form.editor",
                        Map.of(
                                "statement",
                                "select year(date) as year, count(*) as cases from robbery group by 1 order by 1"));
        assertThat(answer.document().select("#chart-data")).isNotEmpty();
        assertThat(answer.document().select(".result tbody td:first-child").eachText())
                .as("the last is a slip of the publisher (155 for 115), which nobody corrects unasked")
                .startsWith("2018")
                .endsWith("2025", "2066");
        assertThat(desk.analyst()
                        .submit(answer, "form.keep", Map.of("name", "強盜案件逐年"))
                        .text())
                .contains("已保留這個查詢");
        assertThatThrownBy(() -> warehouse
                        .platform()
                        .bean(WarehouseDesk.class)
                        .forPublic(Query.of("select count(*) from robbery")))
                .as("what somebody sent is for analysts alone")
                .hasMessageContaining("robbery");
    }

    @Test
    void takesTheNextPeriodAndCanSayTheColumnsOtherwise() throws Exception {
        var desk = ImportDesk.of(warehouse);
        String csv = "代碼,人數,備註\n0101,12,\n0102,-,甲\n";
        Visited first = described(desk, desk.send("new", "病床.csv", csv), Map.of("table", "beds", "period", "112"));
        assertThat(first.document().select(".figures strong").eachText()).containsExactly("2", "2", "2");
        Visited done = desk.imported(first);

        Visited next = desk.send("beds", "病床113.csv", csv.replace("12", "13"));
        desk.submit(next, "form.begin", Map.of("period", "113"));
        assertThat(desk.ask("select batch from beds group by batch order by batch"))
                .containsExactly("112", "113");

        Visited again = desk.submit(done, "form[action$=/again]", Map.of());
        Visited refused = described(desk, again, Map.of("written-1", "INTEGER"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".error-summary").text()).contains("不能改型別");
        Visited more = described(
                desk,
                again,
                Map.of("written-1", "INTEGER", "name-1", "beds_number", "missing", "yes", "table", "beds_typed"));
        assertThat(desk.imported(more).text()).contains("缺漏代碼");
        assertThat(desk.ask("select sum(beds_number) from beds_typed")).containsExactly("12");
    }

    @Test
    void proposesTheNextPeriodOnlyWhereTheFilesNameSaysItAsTheTableDoes() throws Exception {
        var desk = ImportDesk.of(warehouse);
        String csv = "區,棵\n東,1\n";
        desk.imported(described(desk, desk.send("new", "trees.csv", csv), Map.of("table", "trees", "period", "112")));

        assertThat(proposedPeriod(desk.send("trees", "trees-113.csv", csv))).isEqualTo("113");
        assertThat(proposedPeriod(desk.send("trees", "trees.csv", csv))).isEmpty();
        assertThat(proposedPeriod(desk.send("trees", "trees-2024.csv", csv))).isEmpty();
        assertThat(proposedPeriod(desk.send("trees", "trees-112-113.csv", csv))).isEmpty();
        assertThat(proposedPeriod(desk.send("trees", "trees-112.csv", csv)))
                .as("the table has it")
                .isEmpty();
        assertThat(proposedPeriod(desk.send("trees", "trees.114.csv", csv)))
                .as("an ending")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "trees7, 全部",
        "trees-99, 99",
        "trees-113, 113",
        "trees-113-01, 113-01",
        "trees-11301, 11301",
        "trees20240131, 20240131"
    })
    void proposesThePeriodOfANewTableByTheFilesName(String name, String period) throws Exception {
        Visited page = ImportDesk.of(warehouse).send("new", name + ".csv", "區,棵\n東,1\n");

        assertThat(page.document().select("#period").val()).isEqualTo(period);
    }

    @Test
    void keepsAPeriodThatCannotBeAsItWasTyped() throws Exception {
        var desk = ImportDesk.of(warehouse);
        String csv = "區,盞\n東,1\n";
        desk.imported(described(desk, desk.send("new", "bulbs.csv", csv), Map.of("table", "bulbs", "period", "112")));

        Visited refused =
                desk.submit(desk.send("bulbs", "bulbs-113.csv", csv), "form.begin", Map.of("period", "113/1"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(proposedPeriod(refused)).isEqualTo("113/1");
    }

    private static String proposedPeriod(Visited page) {
        return page.document().select("form.begin #period").val();
    }

    @Test
    void keepsTheHeadingsOfTheFileWhereverAnAnswerIsShown() throws Exception {
        var desk = ImportDesk.of(warehouse);
        Visited fresh = desk.send("new", "stalls.csv", "縣市別,年,攤位數\n甲,113,2\n乙,113,3\n");
        assertThat(fresh.document().select("[name^=name-]").eachAttr("value"))
                .containsExactly("county", "year", "column_3");
        assertThat(fresh.document().select("#name-2-hint").text()).contains("請取一個");
        desk.imported(described(
                desk,
                fresh,
                Map.of("table", "stalls", "name-2", "stalls_number", "written-2", "INTEGER", "source", "甲縣政府")));

        String statement = "select county, sum(stalls_number) as stalls_number from stalls group by county";
        Visited answer = desk.analyst()
                .submit(desk.analyst().open("/warehouse/sql"), "form.editor", Map.of("statement", statement));
        assertThat(answer.document().select(".result thead a").eachText())
                .satisfiesExactly(
                        county -> assertThat(county).startsWith("縣市別"),
                        stalls -> assertThat(stalls).startsWith("攤位數"));
        assertThat(answer.document().select("#chart-data").html()).contains("攤位數");
        Visited board = desk.analyst()
                .open(answer.document().select("a[href^=/dashboards/own/new]").attr("href"));
        assertThat(board.document().select("[name^=heading-]").eachAttr("value"))
                .containsExactly("縣市別", "攤位數");
        assertThat(board.document().select("#source").val()).isEqualTo("甲縣政府");
    }

    @Test
    void refusesAFileWithNamesOfColumnsAndNoRow() throws Exception {
        var desk = ImportDesk.of(warehouse);
        String csv = "區,座\n東,1\n";
        desk.imported(described(desk, desk.send("new", "lots.csv", csv), Map.of("table", "lots", "period", "112")));

        for (String known : List.of("lots", "taipei-crime-points")) {
            Visited empty = desk.send(known, known.equals("lots") ? "lots-113.csv" : "robbery.csv", "區,座\n");
            assertThat(empty.text()).contains("這個檔案沒有資料列", "請確認檔案與期別");
            assertThat(empty.document().select("form.begin")).isEmpty();
        }
        assertThat(desk.send("new", "other.csv", "區,座\n").text()).contains("檔案只有欄名");
    }

    @Test
    void setsAsideWhatDoesNotFitAndLetsItBeCorrectedBeforeTheImport() throws Exception {
        var desk = ImportDesk.of(warehouse);
        Visited checked = described(
                desk,
                desk.send("new", "rates.csv", "name,rate\na,1.5\nb,many\n"),
                Map.of("table", "rates", "written-1", "DECIMAL_2"));
        assertThat(checked.document().select(".preview").text()).contains("many");

        Visited list = desk.analyst().open(checked.address() + "/set-aside");
        Visited corrected = desk.submit(list, "form.corrections", Map.of("value-0", "2.5"));
        assertThat(corrected.text()).contains("所有資料列都可以匯入");
        desk.imported(corrected);

        assertThat(desk.ask("select sum(rate) from rates")).containsExactly("4.00");
    }

    @Test
    void saysEverythingThatIsWrongWithTheColumnsAtOnce() throws Exception {
        var desk = ImportDesk.of(warehouse);

        Visited refused = described(
                desk,
                desk.send("new", "wrong.csv", "a,b\n1,2\n"),
                Map.of("title", "", "table", "income_tax_by_village", "name-0", "Batch", "name-1", "file"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".error-summary a").eachAttr("href"))
                .contains("#title", "#table", "#name-0", "#name-1");
    }

    @Test
    void hidesWhatSaysWhoAPersonIs() throws Exception {
        var desk = ImportDesk.of(warehouse);
        Visited fresh = desk.send("new", "people.csv", "姓名,人數\n王小明,1\n");
        assertThat(fresh.document().select("#personal-0 option[selected]").val())
                .isEqualTo("IDENTIFYING");

        desk.imported(described(desk, fresh, Map.of("table", "people_list")));

        Visited answer = desk.analyst()
                .submit(
                        desk.analyst().open("/warehouse/sql"),
                        "form.editor",
                        Map.of("statement", "select * from people_list"));
        assertThat(answer.document().select(".result").text()).doesNotContain("王小明");
    }

    @Test
    void keepsTheFeedWhereTheCommandsFindIt() throws Exception {
        var desk = ImportDesk.of(warehouse);
        desk.imported(described(desk, desk.send("new", "kept.csv", "a,b\n1,2\n"), Map.of("table", "kept_feed")));

        assertThat(Files.readString(warehouse.folder().resolve("dictionary/kept_feed.yaml"), StandardCharsets.UTF_8))
                .contains("feed: \"kept_feed\"", "layouts:");
    }

    private static Visited described(ImportDesk desk, Visited page, Map<String, String> values)
            throws InterruptedException {
        var typed = new HashMap<>(values);
        typed.putIfAbsent("period", "1");
        return desk.submit(page, "form.columns-form", typed);
    }

    private static byte[] robberies() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(OwnTableTest.class.getResourceAsStream("/warehouse/robbery.csv"))) {
            return file.readAllBytes();
        }
    }
}
