package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.support.TestVisitor.Visited;

class ImportTest {
    private static final String FEED = "income-tax-by-village";
    private static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";
    private static final String GOOD = "台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";
    private static final String BAD = "台北市,松山區,復盛里,許多,1652162,1196,794,418,1454,1529.70,127.86\n";

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
    void showsTheFirstRowsImportsAndReportsWhatWasSetAside() throws InterruptedException {
        var desk = ImportDesk.of(warehouse);

        Visited preview = desk.send(FEED, "2008.csv", HEADER + GOOD + BAD);
        assertThat(preview.document().select(".preview tbody tr")).hasSize(2);
        assertThat(preview.text()).contains("中崙里", "各村里綜合所得稅申報統計");

        Visited report = desk.imported(preview);
        assertThat(report.document().select(".figures strong").eachText()).containsExactly("2", "1", "1");
        assertThat(report.document().select(".preview tbody tr").text()).contains("納稅單位", "許多");
        assertThat(desk.analyst()
                        .open(report.address() + "/set-aside.csv")
                        .response()
                        .body())
                .contains("許多");
        assertThat(villagesOf(desk, "2008")).containsExactly("中崙里");

        Visited again = desk.imported(desk.send(FEED, "2008.csv", HEADER + GOOD + BAD));
        assertThat(again.text()).contains("以前就匯入過");
        assertThat(again.document().select("form[action$=/undo]")).isEmpty();
    }

    @Test
    void correctsACellInQuarantineAndSendsTheFileAgainAsANewRevision() throws InterruptedException {
        var desk = ImportDesk.of(warehouse);
        Visited report = desk.imported(
                desk.send(FEED, "2015.csv", (HEADER + GOOD + BAD).getBytes(Charset.forName("x-windows-950"))));
        Visited list = desk.analyst().open(report.address() + "/set-aside?words=" + "%E8%A8%B1%E5%A4%9A");
        assertThat(list.document().select(".corrections tbody tr")).hasSize(1);
        assertThat(list.document().select(".reasons").text()).contains("值與型別不符", "1");

        Visited unchanged = desk.submit(list, "form.corrections", Map.of());
        assertThat(unchanged.status()).isEqualTo(422);
        Visited corrected = desk.submit(list, "form.corrections", Map.of("value-0", "1400"));

        assertThat(corrected.document().select(".figures strong").eachText()).containsExactly("2", "2", "2");
        assertThat(villagesOf(desk, "2015")).containsExactly("中崙里", "復盛里");
        assertThat(desk.analyst().open(report.address().toString()).text()).contains("更正後再送");
    }

    @Test
    void findsNothingInQuarantineThatWasNotSetAside() throws InterruptedException {
        var desk = ImportDesk.of(warehouse);
        Visited report = desk.imported(desk.send(FEED, "2016.csv", HEADER + GOOD + BAD));

        assertThat(desk.analyst()
                        .open(report.address() + "/set-aside?words=nowhere&page=-4")
                        .text())
                .contains("沒有符合的資料列");
        assertThat(desk.analyst().open("/warehouse/set-aside").text()).contains("2016.csv");
    }

    @Test
    void undoesAnImportSoThatTheBatchHasTheRowsBeforeIt() throws InterruptedException {
        var desk = ImportDesk.of(warehouse);
        Visited first = desk.imported(desk.send(FEED, "2017.csv", HEADER + GOOD));
        Visited second = desk.imported(desk.send(FEED, "2017.csv", HEADER + GOOD.replace("中崙里", "復勢里")));
        assertThat(villagesOf(desk, "2017")).containsExactly("復勢里");

        Visited tooSoon = desk.submit(first, "form[action$=/undo]", Map.of("reason", "送錯檔案"));
        assertThat(tooSoon.text()).contains("無法還原", "請先還原較新的那一次");
        assertThat(desk.submit(second, "form[action$=/undo]", Map.of()).status())
                .isEqualTo(422);
        Visited undone = desk.submit(second, "form[action$=/undo]", Map.of("reason", "送錯檔案"));

        assertThat(undone.text()).contains("已還原", "送錯檔案");
        assertThat(villagesOf(desk, "2017")).containsExactly("中崙里");
        desk.submit(tooSoon, "form[action$=/undo]", Map.of("reason", "整批不要"));
        assertThat(villagesOf(desk, "2017")).isEmpty();
        Visited again = desk.imported(desk.send(FEED, "2017.csv", HEADER + GOOD));
        assertThat(again.text()).doesNotContain("以前就匯入過");
        assertThat(villagesOf(desk, "2017")).containsExactly("中崙里");
    }

    @Test
    void checksAFileWithoutImportingIt() throws InterruptedException {
        var desk = ImportDesk.of(warehouse);

        Visited checked = desk.submit(
                desk.send(FEED, "2018.csv", HEADER + GOOD + BAD), "form[action$=/begin]", Map.of("only", "check"));

        assertThat(checked.text()).contains("檢查結果", "許多", "資料表目前沒有改變").doesNotContain("已在資料表中");
        assertThat(villagesOf(desk, "2018")).isEmpty();
        desk.imported(checked);
        assertThat(villagesOf(desk, "2018")).containsExactly("中崙里");
    }

    @Test
    void saysAtOnceWhichNamesAreExpectedOfAFile() {
        Visited refused = ImportDesk.of(warehouse).send(FEED, "所得資料.csv", HEADER + GOOD);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select("#file-error").text())
                .contains("請把檔案更名再送出，寫法如 2024.csv")
                .doesNotContain("\\d");
        assertThat(refused.document().select("#feed option[selected]").val()).isEqualTo(FEED);
    }

    @Test
    void showsBig5AsItIsMeant() {
        var desk = ImportDesk.of(warehouse);
        Visited preview = desk.send(FEED, "2009.csv", (HEADER + GOOD).getBytes(Charset.forName("x-windows-950")));

        assertThat(preview.document().select(".preview").text()).contains("納稅單位", "松山區");
        desk.analyst().submit(preview, "form[action$=/drop]", Map.of());
    }

    @Test
    void saysWhyAFileCannotBeImported() throws InterruptedException {
        var desk = ImportDesk.of(warehouse);

        Visited failed = desk.imported(desk.send(FEED, "2010.csv", "a,b\n1,2\n"));

        assertThat(failed.document().select(".notice.danger").text()).contains("沒有匯入");
        assertThat(failed.document().select("[lang=en]").text())
                .contains("2010.csv has another header")
                .doesNotContain("warehouse-imports");
    }

    @Test
    void holdsAFileThatDiffersTooMuchUntilSomebodyAcceptsItWithAReason() throws InterruptedException {
        var desk = ImportDesk.of(warehouse);
        desk.imported(desk.send(FEED, "2012.csv", HEADER + villages(100)));

        Visited held = desk.imported(desk.send(FEED, "2013.csv", HEADER + villages(80)));
        assertThat(held.text()).contains("待決定", "與前一批差異過大");
        assertThat(villagesOf(desk, "2013")).isEmpty();
        assertThat(desk.submit(held, "form.decide", Map.of("reason", " ")).status())
                .isEqualTo(422);

        Visited accepted = desk.submit(held, "form.decide", Map.of("reason", "村里整併"));

        assertThat(accepted.text()).contains("已匯入", "接受差異並匯入", "村里整併");
        assertThat(villagesOf(desk, "2013")).hasSize(50);
        assertThat(recorded("warehouse-import-accepted")).isTrue();
        assertThat(warehouse.platform().bean(WarehouseWatch.class).endedImports(FEED, 1))
                .singleElement()
                .satisfies(ended -> assertThat(ended.acceptedDrift()).isTrue());
    }

    @Test
    void leavesTheTableAsItIsWhenAHeldFileIsRefused() throws InterruptedException {
        var desk = ImportDesk.of(warehouse);
        desk.imported(desk.send(FEED, "2019.csv", HEADER + villages(100)));
        Visited held = desk.imported(desk.send(FEED, "2020.csv", HEADER + villages(70)));
        String refuse = held.document().select("[formaction]").attr("formaction");

        desk.analyst()
                .post(
                        refuse,
                        Map.of(
                                "_csrf",
                                held.document()
                                        .select("form.decide [name=_csrf]")
                                        .val(),
                                "reason",
                                "缺少資料"));

        Visited refused = desk.analyst().open(held.address().toString());
        assertThat(refused.text()).contains("已拒絕", "缺少資料");
        assertThat(refused.document().select("form.decide")).isEmpty();
        assertThat(villagesOf(desk, "2020")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".hidden.csv", "a\u202Evsc.csv"})
    void refusesNamesThatHideSomething(String name) {
        Visited refused = ImportDesk.of(warehouse).send(FEED, name, HEADER + GOOD);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".error-summary a[href=#file]")).isNotEmpty();
    }

    @Test
    void isForAnalystsAlone() {
        assertThat(warehouse.signedIn("林承辦").open("/warehouse/imports").status())
                .isEqualTo(403);
        assertThat(warehouse.signedIn("林承辦").open("/warehouse/set-aside").status())
                .isEqualTo(403);
    }

    private static List<String> villagesOf(ImportDesk desk, String year) {
        return desk.ask("select village from income_tax_by_village where year = " + year + " order by village");
    }

    private static boolean recorded(String kind) throws InterruptedException {
        EvidenceLog log = warehouse.platform().bean(EvidenceLog.class);
        for (int i = 0; i < 400; i++) {
            for (long entry = log.size() - 1; entry >= 0; entry--) {
                if (new String(log.entry(entry), StandardCharsets.UTF_8).contains(kind)) {
                    return true;
                }
            }
            Thread.sleep(25);
        }
        return false;
    }

    private static String villages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> GOOD.replace("中崙里", "第" + i + "里"))
                .collect(Collectors.joining());
    }
}
