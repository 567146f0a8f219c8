package tw.qiao.platform.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** Reports that an analyst makes from a statement of her own, with parameters. */
class QueryReportsTest {
    private static TestVisitor analyst;

    @BeforeAll
    static void start() {
        analyst = ReportCentre.shared().analyst();
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
}
