package tw.qiao.platform.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

class ReportPagesTest {
    private static ReportCentre centre;
    private static TestVisitor analyst;

    @BeforeAll
    static void start() {
        centre = ReportCentre.start();
        analyst = centre.analyst();
    }

    @AfterAll
    static void stop() {
        centre.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vital-events",
                "vital-events-by-township",
                "population-by-age",
                "income-by-township",
                "fatal-accidents"
            })
    void everyShippedReportSaysTheSameOnThePageInThePdfAndInTheSheets(String key) throws IOException {
        Edition edition = edition(key);
        var documents = centre.platform().bean(ReportDocuments.class);

        Visited page = analyst.open("/reports/" + key);
        assertThat(page.status()).isEqualTo(200);
        String printed = text(documents.file(edition, FileFormat.PDF)).replaceAll("\\s", "");
        assertThat(edition.tables()).isNotEmpty();
        int number = 1;
        for (FigureTable table : edition.tables()) {
            assertThat(table.result().rows()).isNotEmpty();
            for (var row : table.result().rows()) {
                for (int column = 0; column < row.size(); column++) {
                    String figure = table.text(column, row.get(column));
                    assertThat(printed).contains(figure.replaceAll("\\s", ""));
                    assertThat(page.text()).contains(figure.strip());
                }
            }
            String sheet = number++ + " " + table.title().zh();
            for (FileFormat format : List.of(FileFormat.ODS, FileFormat.XLSX)) {
                assertThat(Workbooks.rows(documents.file(edition, format), format, sheet))
                        .containsAll(Workbooks.texts(table.result().rows()));
            }
        }
        assertThat(printed).contains(edition.declaration().number(), "製表日期：中華民國", "資料時間：民國");
        assertThat(isAcross(edition)).isEqualTo(edition.isWide());
        assertThat(edition.sources()).allMatch(source -> printed.contains(source));
    }

    @Test
    void theParametersChangeTheFigures() {
        Visited whole = analyst.open("/reports/fatal-accidents?year=2019");
        assertThat(whole.text()).contains("民國108年", "總計 Total");

        Visited wrong = analyst.open("/reports/fatal-accidents?year=%E5%8E%BB%E5%B9%B4");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.document().select(".error-summary").text()).contains("西元年或民國年");
        assertThat(wrong.document().select(".sheet")).isEmpty();
    }

    @Test
    void aTableOfACubeIsNarrowedByTheListOfAParameterWhichTheFileNameSays() {
        String address = "/reports/vital-events-by-township?year=2020&county=63000";

        Visited page = analyst.open(address);
        Visited file = analyst.submit(page, "form[action$=file.ods]", Map.of());

        assertThat(page.document()
                        .select("select[name=county] option[selected]")
                        .text())
                .isEqualTo("臺北市");
        assertThat(page.document().select(".sheet").text())
                .contains("縣市：臺北市", "大安區", "合計 Total")
                .doesNotContain("板橋區");
        assertThat(URLDecoder.decode(
                        file.response()
                                .headers()
                                .firstValue("Content-Disposition")
                                .orElse(""),
                        StandardCharsets.UTF_8))
                .contains("鄉鎮市區別出生及死亡登記數 民國109年 臺北市.ods");
        assertThat(analyst.open("/reports/vital-events-by-township?county=nowhere")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aViewOfTheCubeExplorerBecomesAReport() {
        Visited view = analyst.open("/warehouse/cubes/vital_events?measures=marriages&rows=year&columns=county"
                + "&where=county%3D63000&where=county%3D64000&totals=place");
        Visited form =
                analyst.open(view.document().select("a[href^=/reports/new]").attr("href"));
        assertThat(form.document()
                        .select("a[href^=/warehouse/cubes/vital_events]")
                        .text())
                .contains("看這個畫面");

        Visited nameless = analyst.submit(form, "form.new-report", Map.of("chinese", ""));
        Visited kept = analyst.submit(form, "form.new-report", Map.of("chinese", "兩市結婚對數", "unit", "對｜Couples"));

        assertThat(nameless.status()).isEqualTo(422);
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.document().select(".sheet thead").text()).contains("臺北市 結婚對數", "高雄市 結婚對數");
        assertThat(kept.document().select(".sheet tbody tr")).isNotEmpty();
        assertThat(analyst.open("/reports/new?cube=vital_events&question=rows%3Dnowhere")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void yearsAreChosenFromThoseThereAreAndAlsoWrittenByTheRepublic() {
        Visited newest = analyst.open("/reports/vital-events");
        List<String> options = newest.document().select("#year option").eachText();

        assertThat(options.getFirst()).startsWith("最新一期（民國").endsWith("）");
        assertThat(options).contains("民國103年（4–12月） · 2014", "民國109年 · 2020");
        assertThat(newest.document().select("#year option[selected]").val()).isEmpty();
        assertThat(analyst.open("/reports/fatal-accidents?year=108")
                        .document()
                        .select(".figures td")
                        .eachText())
                .isEqualTo(analyst.open("/reports/fatal-accidents?year=2019")
                        .document()
                        .select(".figures td")
                        .eachText())
                .isNotEmpty();
    }

    @Test
    void aYearThatIsNotWholeIsMarkedInEveryReportOfIt() {
        assertThat(analyst.open("/reports/vital-events?year=2014")
                        .document()
                        .select(".sheet header")
                        .text())
                .contains("資料時間：民國103年（4–12月）");
        assertThat(analyst.open("/reports/vital-events-by-township?year=2014")
                        .document()
                        .select(".sheet")
                        .text())
                .contains("資料時間：民國103年（4–12月）", "月份不齊：民國103年（西元2014年）只有4–12月的資料");
    }

    @Test
    void aReportOfACubeSaysPeriodUnitSourceAndLicenceAndLetsThePeriodBeChosen() throws IOException {
        Visited view = analyst.open("/warehouse/cubes/vital_events?measures=births&measures=marriages&rows=county"
                + "&from=103&to=103&totals=place");
        assertThat(view.document().select(".incomplete").text()).contains("民國103年（西元2014年）只有4–12月的資料");
        Visited kept = analyst.submit(
                analyst.open(view.document().select("a[href^=/reports/new]").attr("href")),
                "form.new-report",
                Map.of("chinese", "縣市別出生與結婚", "chart", "2"));
        Visited early = analyst.open(kept.address().getPath() + "?period=103");

        String unit = "出生數：人；結婚對數：對";
        String source = "各村里動態登記，內政部戶政司（政府資料開放授權條款－第1版）";
        assertThat(kept.document().select("#period option").eachText().getFirst())
                .startsWith("最新一期");
        assertThat(early.document().select("#period option[selected]").val()).isEqualTo("2014");
        assertThat(early.document().select(".sheet").text())
                .contains("資料時間：民國103年（4–12月）", "單位：" + unit, "資料來源：" + source);
        assertThat(early.document().select(".bars .label").eachText())
                .contains("臺北市 Taipei City")
                .noneMatch(label -> label.contains("合計"));
        Edition edition = edition(key(kept), Map.of("period", "2014"));
        var documents = centre.platform().bean(ReportDocuments.class);
        assertThat(text(documents.file(edition, FileFormat.PDF)).replaceAll("\\s", ""))
                .contains("資料時間：民國103年（4–12月）", "單位：" + unit, "資料來源：" + source, "月份不齊");
        assertThat(Workbooks.rows(documents.file(edition, FileFormat.XLSX), FileFormat.XLSX, "1 表1").stream()
                        .flatMap(List::stream)
                        .filter(cell -> cell.startsWith("資料時間")
                                || cell.startsWith("單位")
                                || cell.startsWith("資料來源")
                                || cell.startsWith("月份不齊")))
                .hasSize(4);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2014", "1990"}) // of 1990 there are no figures
    void aReportOfACubeOpensWithThePeriodOfItsView(String year) {
        Visited view =
                analyst.open("/warehouse/cubes/vital_events?measures=births&rows=county&from=" + year + "&to=" + year);
        Visited opened = analyst.submit(
                analyst.open(view.document().select("a[href^=/reports/new]").attr("href")),
                "form.new-report",
                Map.of("chinese", "縣市別出生"));
        Visited newest = analyst.open(opened.address().getPath() + "?period=");

        assertThat(opened.document().select("#period option[selected]").val()).isEqualTo(year);
        assertThat(opened.document().select(".deeds input[name=period]").eachAttr("value"))
                .isNotEmpty()
                .containsOnly(year);
        assertThat(newest.document().select("#period option[selected]").val()).isEmpty();
        assertThat(newest.document().select(".sheet tbody tr")).isNotEmpty();
    }

    @Test
    void aReportOfAWholeSeriesLetsBothOfItsEndsBeChosen() {
        Visited view = analyst.open("/warehouse/cubes/vital_events?measures=births&rows=year");
        Visited kept = analyst.submit(
                analyst.open(view.document().select("a[href^=/reports/new]").attr("href")),
                "form.new-report",
                Map.of("chinese", "歷年出生"));
        Visited later = analyst.open(kept.address().getPath() + "?from=107&to=109");

        assertThat(kept.document().select("#from option").eachText().getFirst()).startsWith("最早一期");
        assertThat(kept.document().select(".figures tbody td:first-child").eachText())
                .contains("民國103年（4–12月） 2014 (Apr–Dec)");
        assertThat(later.document().select(".figures tbody td:first-child").eachText())
                .containsExactly("民國107年 2018", "民國108年 2019", "民國109年 2020");
        assertThat(later.document().select(".sheet header").text()).contains("資料時間：民國107年至109年");
        Visited reversed = analyst.open(kept.address().getPath() + "?from=109&to=107");
        assertThat(reversed.status()).isEqualTo(422);
        assertThat(reversed.text()).contains("迄（2018）早於起");
    }

    @Test
    void aPlaceholderWithoutAParameterIsNamedWithWhatToDo() {
        String statement =
                "select year, count(*) as n from traffic_accidents_fatal where year = $1::integer group by year";
        Visited undeclared = analyst.submit(
                analyst.open("/reports/new"), "form.new-report", Map.of("chinese", "一年", "statement", statement));
        Visited unused = analyst.submit(
                analyst.open("/reports/new"),
                "form.new-report",
                Map.of(
                        "chinese",
                        "一",
                        "statement",
                        "select '$1' as one",
                        "label1",
                        "年",
                        "kind1",
                        "YEAR",
                        "otherwise1",
                        "2019"));

        assertThat(undeclared.status()).isEqualTo(422);
        assertThat(undeclared.document().select("#label1-error").text()).contains("$1", "填參數 1 的名稱");
        assertThat(unused.document().select("#label1-error").text()).contains("沒有用到參數 1");
    }

    @Test
    void theHintOfAYearSaysWhatAnEmptyFieldMeans() {
        Visited kept = analyst.submit(
                analyst.open("/reports/new"),
                "form.new-report",
                Map.of(
                        "chinese", "某年件數",
                        "statement", "select count(*) as n from traffic_accidents_fatal where year = $1::integer",
                        "label1", "年",
                        "kind1", "YEAR",
                        "otherwise1", "108"));

        assertThat(kept.document().select("#p1-hint").text()).contains("空白為預設值民國108年");
        assertThat(figure(analyst.open(kept.address().getPath() + "?p1="))).isEqualTo(figure(kept));
        assertThat(figure(analyst.open(kept.address().getPath() + "?p1=109"))).isNotEqualTo(figure(kept));
    }

    @Test
    void noParameterIsCalledLikeAFieldOfTheFormOfSchedules() {
        String report = """
                {"number": "1", "chinese": "報表", "english": "Report", "sections": [],
                 "parameters": [{"name": "day", "kind": "text", "chinese": "日", "english": "Day"}]}""";

        assertThatThrownBy(() -> DeclarationReader.read(
                        "form", new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("day is a field of the form of schedules");
    }

    @Test
    void aReportKeepsSecretWhatItsCubeKeepsSecret() throws IOException {
        Visited view = analyst.open("/warehouse/cubes/vital_events?measures=divorces&rows=county&rows=month"
                + "&where=county%3D09007&from=2020&to=2020");
        Visited form =
                analyst.open(view.document().select("a[href^=/reports/new]").attr("href"));
        Visited kept = analyst.submit(form, "form.new-report", Map.of("chinese", "連江縣每月離婚"));

        List<String> seen = view.document().select(".pivot tbody td.number").textNodes().stream()
                .map(text -> text.text().strip())
                .toList();
        List<String> told = kept.document().select(".sheet tbody td:last-child").eachText();
        long untold = view.document().select(".pivot tbody td.untold").size();
        assertThat(untold).isPositive();
        assertThat(told.stream().filter("*"::equals)).hasSize((int) untold);
        assertThat(told.stream().filter(figure -> !figure.equals("*"))).containsExactlyElementsOf(seen);
        assertThat(kept.text()).contains("為保護個人資料不予公布");
        Edition edition = edition(key(kept), Map.of("period", "2020"));
        byte[] ods = centre.platform().bean(ReportDocuments.class).file(edition, FileFormat.ODS);
        assertThat(Workbooks.rows(ods, FileFormat.ODS, "1 表1").stream().filter(row -> row.contains("*")))
                .hasSize((int) untold);
    }

    @Test
    void aViewThatIsTooWideForATableIsRefused() {
        Visited form = analyst.open("/reports/new?cube=vital_events&question="
                + "measures%3Ddeaths%26rows%3Dyear%26columns%3Dtownship%26from%3D2020%26to%3D2020");
        Visited wide = analyst.submit(form, "form.new-report", Map.of("chinese", "太寬"));

        assertThat(wide.status()).isEqualTo(422);
        assertThat(wide.document().select("#view").text()).contains("欄位太多");
        assertThat(analyst.open("/reports").text()).doesNotContain("太寬");
    }

    @Test
    void aValueOfAParameterIsAValueHoweverItIsWritten() {
        Visited kept = analyst.submit(
                analyst.open("/reports/new"),
                "form.new-report",
                Map.of(
                        "chinese", "各地事故件數",
                        "statement",
                                "select count(*) as accidents from traffic_accidents_fatal"
                                        + " where starts_with(place, $1) and $2 = '63000'",
                        "label1", "地點",
                        "kind1", "TEXT",
                        "otherwise1", "臺北市",
                        "label2", "縣市",
                        "kind2", "county",
                        "otherwise2", "63000"));
        String report = kept.address().getPath();

        Visited hostile = analyst.open(report + "?p1=" + encoded("x' or '1'='1"));
        Visited unlisted = analyst.open(report + "?p2=" + encoded("63000' or '1'='1"));
        Visited hidden = analyst.open(report + "?p1=" + encoded("a\u202Eb"));

        assertThat(figure(kept)).isNotEqualTo("0").isEqualTo(figure(analyst.open(report + "?p1=&p2=63000")));
        Visited all = analyst.open(report + "?p2=");
        assertThat(all.document().select(".sheet header").text()).contains("縣市：全部", "地點：臺北市");
        assertThat(figure(all)).isEqualTo("0");
        assertThat(hostile.document().select(".sheet header").text()).contains("地點：x' or '1'='1");
        assertThat(figure(hostile)).isEqualTo("0");
        assertThat(unlisted.status()).isEqualTo(422);
        assertThat(unlisted.document().select("#p2-error").text()).contains("請從清單選一個值");
        assertThat(hidden.status()).isEqualTo(422);
        assertThat(analyst.open(report + "/file.pdf?p2=nowhere").status()).isEqualTo(400);
    }

    private static String figure(Visited page) {
        return page.document().select(".figures tbody td").text();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String key(Visited report) {
        String path = report.address().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void anAnalystMakesAReportFromAQueryAndKeepsIt() {
        Visited answer = analyst.submit(
                analyst.open("/warehouse/sql"),
                "form.editor",
                Map.of(
                        "statement",
                        "select year, count(*) as accidents from traffic_accidents_fatal group by year order by year"));
        Visited form =
                analyst.open(answer.document().select("a[href^=/reports/new]").attr("href"));
        assertThat(form.document().select("#statement").getFirst().wholeText()).contains("count(*)");

        Visited kept = analyst.submit(
                form,
                "form.new-report",
                Map.of(
                        "chinese",
                        "歷年A1事故件數",
                        "headings",
                        "年｜Year\n件數｜Accidents",
                        "unit",
                        "件｜Accidents",
                        "chart",
                        "2",
                        "statement",
                        "select year, count(*) as accidents from traffic_accidents_fatal where year >= $1::integer group by year order by year",
                        "label1",
                        "起始年",
                        "kind1",
                        "YEAR",
                        "otherwise1",
                        "2015"));

        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.text()).contains("歷年A1事故件數", "件數");
        assertThat(kept.document().select(".figures tbody tr td:first-child").eachText())
                .contains("2015")
                .doesNotContain("2014");
        assertThat(kept.document().select(".bars li")).isNotEmpty();
        Visited later = analyst.open(kept.address().getPath() + "?p1=2019");
        assertThat(later.document().select(".figures tbody tr td:first-child").eachText())
                .contains("2019")
                .doesNotContain("2015");
        assertThat(analyst.open("/reports").text()).contains("歷年A1事故件數");
        Visited removed = analyst.submit(later, "form[action$=/remove]", Map.of());
        assertThat(removed.text()).contains("已刪除報表").doesNotContain("歷年A1事故件數");
    }

    @Test
    void aReportThatCannotBeMadeIsNotKeptAndSaysWhy() {
        Visited wrong = analyst.submit(
                analyst.open("/reports/new"),
                "form.new-report",
                Map.of("chinese", "壞的", "statement", "copy traffic_accidents_fatal to '/tmp/x'"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.document().select("#statement-error").text()).isNotEmpty();

        Visited columns = analyst.submit(
                analyst.open("/reports/new"),
                "form.new-report",
                Map.of("chinese", "壞的", "headings", "一\n二", "statement", "select 1 as one"));
        assertThat(columns.document().select("#headings-error").text()).contains("欄數");

        Visited untitled = analyst.submit(analyst.open("/reports/new"), "form.new-report", Map.of("label1", "x"));
        assertThat(untitled.document().select(".error-summary li").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whatHidesInATitleIsRefusedAndMarkupIsText() {
        Visited hidden = analyst.submit(
                analyst.open("/reports/new"),
                "form.new-report",
                Map.of("chinese", "年報\u202Efdp.exe", "statement", "select 1 as one"));
        assertThat(hidden.document().select("#chinese-error").text()).isNotEmpty();

        Visited markup = analyst.submit(
                analyst.open("/reports/new"),
                "form.new-report",
                Map.of("chinese", "<script>alert(1)</script>: [a, b] # \"c\"", "statement", "select '=1+1' as one"));
        assertThat(markup.heading()).isEqualTo("<script>alert(1)</script>: [a, b] # \"c\"");
        var file = analyst.open(markup.address().getPath() + "/file.ods").response();
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment")
                .doesNotContain("<", "\n");
    }

    @Test
    void aHugeResultIsBoundedAndSaysSo() {
        Visited page = analyst.submit(
                analyst.open("/reports/new"),
                "form.new-report",
                Map.of("chinese", "全部村里", "statement", "select year, village from income_tax_by_village"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("查詢結果超過 20,000 列", "這裡只列前 2,000 列");
    }

    @Test
    void onlyAnalystsGetIn() {
        for (TestVisitor other :
                List.of(centre.signedIn("林承辦"), centre.platform().visitor())) {
            for (String path : List.of(
                    "/reports",
                    "/reports/vital-events",
                    "/reports/vital-events/file.pdf",
                    "/reports/runs",
                    "/reports/schedules",
                    "/reports/verify")) {
                Visited page = other.open(path);
                assertThat(page.text()).doesNotContain("縣市別出生");
                assertThat(page.status() == 403
                                || page.status() == 401
                                || page.address().getPath().equals("/sign-in"))
                        .isTrue();
            }
        }
    }

    @Test
    void unknownReportsAndFormatsAreNotFound() {
        assertThat(Stream.of("/reports/nothing", "/reports/vital-events/file.exe", "/reports/runs/" + UUID.randomUUID())
                        .map(path -> analyst.open(path).status()))
                .containsOnly(404);
    }

    private static Edition edition(String key) {
        return edition(key, Map.of());
    }

    private static Edition edition(String key, Map<String, String> given) {
        Report report = centre.platform().bean(ReportShelf.class).require(key);
        UUID account = centre.platform()
                .database()
                .sql("select id from identity.account where 'ANALYST' = any (roles) limit 1")
                .query(UUID.class)
                .single();
        return centre.platform().bean(ReportCompiling.class).compile(account, report.declaration(), given);
    }

    private static boolean isAcross(Edition edition) throws IOException {
        byte[] pdf = centre.platform().bean(ReportDocuments.class).file(edition, FileFormat.PDF);
        try (var document = Loader.loadPDF(pdf)) {
            var paper = document.getPage(0).getMediaBox();
            return paper.getWidth() > paper.getHeight();
        }
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
