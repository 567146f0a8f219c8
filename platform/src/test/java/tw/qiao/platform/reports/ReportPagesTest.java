package tw.qiao.platform.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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
        centre = ReportCentre.shared();
        analyst = centre.analyst();
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
        Edition edition = centre.edition(key(kept), Map.of("period", "2014"));
        var documents = centre.platform().bean(ReportDocuments.class);
        assertThat(ReportCentre.text(documents.file(edition, FileFormat.PDF)).replaceAll("\\s", ""))
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
        Edition edition = centre.edition(key(kept), Map.of("period", "2020"));
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

    private static String key(Visited report) {
        String path = report.address().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
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
}
