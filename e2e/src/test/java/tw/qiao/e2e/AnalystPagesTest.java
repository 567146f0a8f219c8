package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an analyst does all day, on a desk and on a phone: reports, alerts and cubes. */
@ExtendWith(RunningDemo.Extension.class)
final class AnalystPagesTest {
    private static final String BY_YEAR = """
            select year, sum(deaths) as deaths from traffic_accidents_fatal group by year order by year""";
    private static final String BY_MONTH = """
            select strftime(date, '%Y-%m') as period, '全國' as place, count(*) as figure
            from traffic_accidents_fatal group by all""";

    @Test
    void aReportIsMadeFromAQueryRunDownloadedScheduledAndSubscribedTo(RunningDemo demo) {
        try (var analyst = demo.atDesktop();
                var phone = demo.atPhone()) {
            signIn(analyst).open("/warehouse/sql").type("#statement", BY_YEAR);
            analyst.follow("form.editor button")
                    .follow("a[href^='/reports/new']")
                    .look("report-new");
            analyst.type("#chinese", "逐年死亡人數").follow("form.new-report .actions button");
            analyst.look("report-own");
            assertThat(analyst.find(".notice.success").count()).isEqualTo(1);
            String report = analyst.path();
            analyst.follow("form[action$='/runs'] button");
            analyst.reloadUntil(
                    "the end of the run", () -> analyst.find("progress").count() == 0);
            analyst.look("report-run");
            assertThat(start(analyst, "pdf")).isEqualTo("%PDF");
            assertThat(List.of(start(analyst, "xlsx"), start(analyst, "ods")))
                    .allMatch(start -> start.startsWith("PK"));
            String digest = analyst.find(".card code").first().innerText();
            analyst.open("/reports/schedules?report=vital-events")
                    .follow("form.schedule .actions button")
                    .look("report-scheduled");
            analyst.open(report).follow("form[action$='/subscribe'] button");
            assertThat(analyst.find(".notice.success").count()).isEqualTo(1);
            analyst.open("/reports/verify").type("#digest", digest).follow("form.send button");
            assertThat(analyst.find(".notice.success").count()).isEqualTo(1);
            signIn(phone).open("/reports").look("reports");
            phone.open(report + "?lang=en").look("report-own-en");
            phone.open("/reports/runs").look("report-runs-en");
            phone.open("/reports/schedules").look("report-schedules-en");
            analyst.open(report).follow("form[action$='/remove'] button").look("reports");
        }
    }

    @Test
    void aReportIsAskedWithAParameterAndAnotherIsMadeOfACube(RunningDemo demo) {
        try (var analyst = demo.atDesktop();
                var phone = demo.atPhone()) {
            signIn(analyst).open("/reports/fatal-accidents?year=%E5%8E%BB%E5%B9%B4");
            analyst.look("report-parameter-refused");
            assertThat(analyst.find(".error-summary").count()).isEqualTo(1);
            analyst.find("#year").selectOption("2019");
            analyst.follow("form.parameters button");
            analyst.look("report-parameter");
            assertThat(analyst.find(".sheet").innerText()).contains("民國108年");
            signIn(phone).open("/reports/fatal-accidents?year=2019").look("report-parameter");
            analyst.open("/reports/schedules").find("#report").selectOption("fatal-accidents");
            analyst.follow("form.choose button").find("form.schedule #year").selectOption("2019");
            analyst.look("report-schedule-parameter").follow("form.schedule .actions button");
            assertThat(analyst.find(".task-list").innerText()).contains("民國108年");
            analyst.open(
                            "/warehouse/cubes/traffic_accidents?rows=county&measures=deaths&from=2019&to=2020&totals=place")
                    .look("cube-for-report");
            analyst.follow("a[href^='/reports/new?cube=']").look("report-of-cube-new");
            phone.open(analyst.page().url().replaceAll("^https?://[^/]+", "")).look("report-of-cube-new");
            analyst.type("#chinese", "縣市別死亡人數").type("#chart", "2").follow("form.new-report .actions button");
            analyst.look("report-of-cube");
            assertThat(analyst.find(".sheet").innerText()).contains("臺北市", "合計", "民國108年至109年", "單位：人", "政府資料開放授權條款");
            analyst.find("#from").selectOption("2020");
            analyst.follow("form.parameters button");
            assertThat(analyst.find(".sheet").innerText()).contains("資料時間：民國109年（西元2020年）");
            phone.open(analyst.path()).look("report-of-cube");
            analyst.follow("form[action$='/remove'] button");
        }
    }

    /** How a file of the run that is shown begins. */
    private static String start(Visitor analyst, String format) {
        String address = analyst.page().url().replaceAll("[?#].*", "") + "/file." + format;
        APIResponse file = analyst.page().request().get(address);
        assertThat(file.status()).as(address).isEqualTo(200);
        return new String(file.body(), 0, 4, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aRuleIsTriedOutFiresAndItsAlertIsSnoozedAcknowledgedAndClosed(RunningDemo demo) {
        try (var analyst = demo.atDesktop();
                var phone = demo.atPhone()) {
            signIn(analyst).open("/alerts/rules/new?kind=THRESHOLD");
            analyst.follow("form .actions button[value=preview]").look("alert-rule-refused");
            analyst.click("label:has-text('自己寫的 SELECT')");
            analyst.type("#nameZh", "死亡車禍過多")
                    .type("#nameEn", "Too many fatal accidents")
                    .type("#statement", BY_MONTH)
                    .type("#amount", "15")
                    .follow("form .actions button[value=preview]");
            analyst.look("alert-preview");
            assertThat(analyst.find("#preview-caption").count()).isEqualTo(1);
            analyst.follow("form .actions button[value=save]").look("alert-rules");
            analyst.open("/alerts");
            analyst.reloadUntil(
                    "the alert", () -> analyst.find("a:has-text('死亡車禍過多')").count() > 0);
            analyst.look("alerts").follow("a:has-text('死亡車禍過多') >> nth=0").look("alert");
            assertThat(analyst.find(".timeline").innerText()).contains("發出警示");
            signIn(phone).open(analyst.path() + "?lang=en").look("alert-en");
            phone.open("/alerts").look("alerts-en");
            phone.open("/alerts/rules").look("alert-rules-en");
            analyst.follow("form[action$='/snooze'] button");
            analyst.type("#note", "已聯絡警政署").follow("form[action$='/acknowledge'] button");
            analyst.look("alert-acknowledged");
            analyst.type("#reason", "資料無誤")
                    .follow("form[action$='/close'] button")
                    .look("alert-closed");
            assertThat(analyst.find(".timeline li").count()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void aRuleOnAMeasureOfACubeFiresAndAnAdministratorWhomItToldAcknowledges(RunningDemo demo) {
        try (var analyst = demo.atDesktop();
                var administrator = demo.atPhone()) {
            administrator.signInAsStaff("系統管理員");
            signIn(analyst).open("/alerts/rules/new?kind=THRESHOLD");
            analyst.type("#nameZh", "臺北市死亡車禍").type("#nameEn", "Fatal accidents in Taipei");
            analyst.find("#measure").selectOption("traffic_accidents.deaths");
            analyst.find("#level").selectOption("traffic_accidents.county");
            analyst.type("#members", "臺北市").find("#span").selectOption("YEAR");
            analyst.type("#amount", "50").type("#hours2", "0"); // the administrators are told at once
            analyst.follow("form .actions button[value=preview]").look("alert-cube-preview");
            assertThat(analyst.find(".preview-result tbody tr").count()).isPositive();
            analyst.follow("form .actions button[value=save]").open("/alerts");
            analyst.reloadUntil(
                    "the alert", () -> analyst.find("a:has-text('臺北市死亡車禍')").count() > 0);
            analyst.follow("a:has-text('臺北市死亡車禍') >> nth=0");
            analyst.look("alert-of-cube");
            String alert = analyst.path();
            administrator.open(alert).look("alert-of-cube");
            administrator.type("#note", "已請交通局查證").follow("form[action$='/acknowledge'] button");
            assertThat(administrator.find(".timeline").innerText()).contains("已請交通局查證");
            analyst.open(alert).follow("a[href^='/warehouse/cubes/traffic_accidents']");
            assertThat(analyst.find(".slices").innerText()).contains("臺北市");
        }
    }

    @Test
    void aCubeIsTurnedFilteredComparedAndKept(RunningDemo demo) {
        try (var analyst = demo.atDesktop();
                var phone = demo.atPhone()) {
            signIn(analyst).open("/warehouse/cubes").look("cubes");
            analyst.open(
                            "/warehouse/cubes/traffic_accidents?rows=year&measures=deaths&compare=YEAR_BEFORE&totals=place")
                    .look("cube-compared");
            analyst.find("#rows1").selectOption("county");
            analyst.find("#compare").selectOption("");
            analyst.find("#columns").selectOption("vehicle");
            analyst.type("#from", "2020").type("#to", "2021").follow("#cube-form .actions button");
            analyst.look("cube");
            assertThat(analyst.find(".pivot tbody tr").count()).isGreaterThan(20);
            analyst.find("#find").selectOption("county");
            analyst.type("#words", "臺北").follow(".cube-find button").follow(".members a >> nth=0");
            assertThat(analyst.find(".slices").innerText()).contains("臺北市");
            String csv = analyst.find("a[href*='answer.csv']").getAttribute("href");
            assertThat(analyst.page()
                            .request()
                            .get(analyst.page().url().replaceAll("/warehouse.*", "") + csv)
                            .text())
                    .contains("臺北市");
            String address = analyst.page().url().replaceAll("^https?://[^/]+", "");
            analyst.type("form.keep #title", "臺北逐年").follow("form.keep button");
            assertThat(analyst.find(".notice.success").count()).isEqualTo(1);
            analyst.open("/warehouse/cubes").follow("form[action$='/remove'] button");
            signIn(phone).open("/warehouse/cubes?lang=en").look("cubes-en");
            phone.open(address).look("cube-en");
        }
    }

    /** Signs the analyst in and waits until the table that all of this is about is there. */
    private static Visitor signIn(Visitor analyst) {
        analyst.signInAsStaff("分析員").open("/warehouse?words=traffic");
        return analyst.reloadUntil(
                "the traffic accidents",
                () -> analyst.find(".card:has-text('21,910')").count() == 1);
    }
}
