package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The report centre as an analyst uses it, on a desk and on a phone. */
@ExtendWith(RunningDemo.Extension.class)
final class ReportCentreTest {
    @Test
    void theAnalystMakesKeepsAndVerifiesAReport(RunningDemo demo) {
        try (var analyst = demo.atDesktop()) {
            analyst.signInAsStaff("分析員").open("/warehouse");
            analyst.reloadUntil(
                    "the traffic accidents",
                    () -> analyst.find(".card:has-text('21,910')").count() == 1);
            analyst.open("/reports").look("reports");
            analyst.open("/reports/fatal-accidents?year=2020").look("report");
            assertThat(analyst.find(".figures tbody tr").count()).isGreaterThan(15);
            analyst.open("/reports/fatal-accidents?year=no").look("report-refused");
            analyst.open("/reports/population-by-age").look("report-with-chart");
            analyst.follow("form[action$='/runs'] button").look("report-run-waiting");
            analyst.reloadUntil(
                    "the files", () -> analyst.find("a[href$='/receipt.pdf']").count() == 1);
            analyst.look("report-run");
            String digest = analyst.find(".card code").first().innerText();
            analyst.open("/reports/runs").look("report-runs");
            analyst.open("/reports/schedules?report=vital-events").look("report-schedules");
            analyst.follow("form:has(#report) button").look("report-scheduled");
            analyst.open("/reports/new").look("report-new");
            analyst.follow("form.new-report .actions button").look("report-new-refused");
            analyst.open("/reports/verify").type("#digest", digest);
            analyst.follow("form.send button").look("report-verified");
            assertThat(analyst.find(".notice.success").count()).isEqualTo(1);
            analyst.type("#digest", "0".repeat(64)).follow("form.send button").look("report-not-ours");
        }
    }

    @Test
    void theReportsFitAPhone(RunningDemo demo) {
        try (var analyst = demo.atPhone()) {
            analyst.signInAsStaff("分析員").open("/reports").look("phone-reports");
            analyst.open("/reports/population-by-age").look("phone-report");
            analyst.open("/reports/schedules").look("phone-report-schedules");
            analyst.open("/reports/new").look("phone-report-new");
            analyst.open("/reports/verify").look("phone-report-verify");
        }
    }
}
