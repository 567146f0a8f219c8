package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tw.qiao.kernel.NationalId;

/** The pages of those who work for an agency or for the platform, each looked at once. */
@ExtendWith(RunningDemo.Extension.class)
final class StaffPagesTest {
    @Test
    void theAdministratorOpensAnAccountAndItsOwnerEnrols(RunningDemo demo) {
        try (var administrator = demo.atDesktop();
                var person = demo.atDesktop()) {
            administrator.signInAsStaff("系統管理員").look("undelivered-or-people");
            administrator.open("/notifications/undelivered").look("undelivered");
            administrator.open("/admin/people").look("people");
            administrator.follow("main .actions a.button").look("new-person");
            administrator.follow("main form .actions button").look("new-person-refused");
            administrator
                    .type("#nationalId", NationalId.synthetic('W', true, 4711).value())
                    .type("#name", "新承辦")
                    .type("#email", "new-officer@demo.qiao.example")
                    .click("input[name=roleName][value=OFFICER]")
                    .type("#agency", "TW/GOV/NLMA")
                    .follow("main form .actions button");
            administrator.look("enrolment-link");
            String link = administrator.find(".enrolment-link code").innerText();
            enrols(person, link.substring(link.indexOf("/enrol/")));
            administrator.open("/admin/people").type("#start", "新承辦").follow("form.search button");
            administrator.look("people-found");
            administrator.follow("tbody a").look("person");
            administrator.click("#role-OFFICER").follow("form[action$='/roles'] button");
            administrator.look("person-refused");
            administrator.follow("form[action$='/end-sessions'] button").look("person-signed-out");
        }
    }

    private static void enrols(Visitor person, String path) {
        person.open(path).look("enrolment");
        for (int each = 0; each < 2; each++) {
            person.click("details:not([open]) summary >> nth=0");
        }
        person.look("enrolment-details");
        person.follow("form[action$='/codes'] button").look("recovery-codes");
        person.follow("main .actions a.button");
        Chromium.giveAuthenticator(person.page());
        person.type("[data-passkey-name]", "辦公室的電腦").click("[data-passkey=register]");
        person.page().waitForSelector(".notice.success");
        person.click(".key-list summary").look("account-passkey-details");
        person.type("main #email", "nobody").follow("form[action='/account'] button");
        person.look("account-refused");
    }

    @Test
    void theAdministratorSeesThatBothSidesOfEveryExchangeAgree(RunningDemo demo) {
        assertThat(demo.tellStory(12)).isTrue();
        try (var administrator = demo.atDesktop()) {
            administrator.signInAsStaff("系統管理員").open("/admin/reconciliation");
            administrator.reloadUntil(
                    "the comparison", () -> number(administrator, "ul.figures li:first-child strong") > 0);
            administrator.look("reconciliation");
            assertThat(number(administrator, "ul.figures li:nth-child(3) strong"))
                    .isZero();
            administrator.find("#state").selectOption("all");
            administrator.follow("form.filters button").look("reconciliation-filtered");
            assertThat(administrator.find("p.empty").count()).isEqualTo(1);
        }
    }

    private static int number(Visitor visitor, String selector) {
        return Integer.parseInt(visitor.find(selector).innerText().replace(",", ""));
    }

    @Test
    void theAnalystLooksAround(RunningDemo demo) {
        try (var analyst = demo.atDesktop()) {
            analyst.signInAsStaff("分析員").look("analyst-landing");
            analyst.open("/account").look("analyst-account");
            analyst.open("/dashboards").look("analyst-dashboards");
        }
    }

    @Test
    void theAnalystAsksTheWarehouse(RunningDemo demo) {
        try (var analyst = demo.atDesktop()) {
            analyst.signInAsStaff("分析員").open("/warehouse");
            analyst.reloadUntil(
                    "the traffic accidents",
                    () -> analyst.find(".card:has-text('21,910')").count() == 1);
            analyst.look("warehouse");
            analyst.open("/warehouse/tables/traffic_accidents_fatal").look("warehouse-table");
            analyst.follow("main a[href^='/warehouse/sql?']").look("warehouse-editor");
            analyst.type(
                            "#statement",
                            "select year, count(*) as accidents from traffic_accidents_fatal group by year order by year")
                    .follow("form.editor button")
                    .look("warehouse-answer");
            assertThat(analyst.find(".result tbody tr").count()).isEqualTo(13);
            assertThat(analyst.find("#chart canvas").count()).isEqualTo(1);
            analyst.type("#statement", "select yaer from traffic_accidents_fatal")
                    .follow("form.editor button")
                    .look("warehouse-fault");
            analyst.open("/warehouse/queries").look("warehouse-history");
            analyst.open("/warehouse/imports").look("warehouse-imports");
            analyst.open("/warehouse/programs").look("warehouse-programs");
            analyst.open("/warehouse/tidying").look("warehouse-tidying");
        }
    }

    @Test
    void theAnalystLooksAtAlertsAndTheirRules(RunningDemo demo) {
        try (var analyst = demo.atDesktop()) {
            analyst.signInAsStaff("分析員").open("/alerts").look("alerts");
            analyst.open("/alerts/rules").look("alert-rules");
            analyst.open("/alerts/rules/new?kind=CHANGE").look("alert-rule");
        }
    }

    @Test
    void theOfficerFindsHerWayThroughManyCasesAndChangesACertificate(RunningDemo demo) {
        assertThat(demo.tellStory(4)).isTrue();
        assertThat(demo.fileApplications(5, 6, 7, 8, 9, 10, 11)).hasSize(21);
        try (var officer = demo.atDesktop()) {
            officer.signInAsStaff("林承辦").open("/desk").look("desk-unassigned");
            officer.open("/desk?view=open&query=nothing-like-this").look("desk-empty");
            officer.open("/desk?view=open")
                    .reloadUntil("the cases", () -> officer.find("a[rel=next]").count() == 1);
            assertThat(officer.find("table.queue tbody tr").count()).isEqualTo(20);
            officer.follow("a[rel=next]").look("desk-second-page");
            assertThat(officer.find("a[rel=prev]").count()).isEqualTo(1);
            officer.open("/desk?view=done").find("#state").selectOption("certificate_issued");
            officer.find("#sort").selectOption("newest");
            officer.follow("form.filters button").look("desk-filtered");
            officer.follow("td .case-link >> nth=0").look("case-finished");
            officer.follow(".case-head a").look("procedure");
            officer.page().goBack();
            officer.follow("a[href^='/desk/certificates/']").look("certificate");
            changesTheStatus(officer);
        }
    }

    private static void changesTheStatus(Visitor officer) {
        officer.follow("main form button").look("certificate-refused");
        change(officer, "suspended", "查證中，暫時停用。");
        change(officer, "valid", "查證無誤，恢復。");
        change(officer, "revoked", "公司已解散。");
        assertThat(officer.find("main form").count()).isZero();
        officer.follow("main .actions a[href^='/verify/']").look("verification-revoked");
        officer.type("#on", "2020").type("#on-month", "1").type("#on-day", "2");
        officer.follow("main form button").look("verification-past-day");
    }

    private static void change(Visitor officer, String status, String reason) {
        officer.click("input[name=status][value=" + status + "]").type("#reason", reason);
        officer.follow("main form button").look("certificate-confirm-" + status);
        officer.follow("main form button").look("certificate-" + status);
        assertThat(officer.find("main .timeline li:last-child").innerText()).contains(reason);
    }
}
