package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(1) // while the tables of the warehouse are loaded
@ExtendWith(RunningDemo.Extension.class)
final class StoryOnDesktopTest {
    @Test
    void aFirmIsRegisteredWithNothingAttached(RunningDemo demo) {
        var applicant = demo.applicant(0);
        try (var citizen = demo.atDesktop();
                var staff = demo.atDesktop()) {
            citizen.open("/").look("home");
            citizen.open("/demo/sign-in").look("demo-people");
            citizen.signInAs(applicant.nationalId());
            usesPasskey(citizen);
            refusesAnEmptyAnswer(citizen);
            String receipt = Application.apply(citizen, applicant, true);
            var officer = new Officer(staff, true).claim(receipt).askFor("contact-phone", "這支電話沒有人接聽，請確認號碼。");
            corrects(citizen);
            officer.seesTheDifference(receipt, "0912", "0987").approve();
            findsCertificate(citizen);
            seesProvenUses(citizen);
            findsMail(citizen, receipt);
        }
    }

    private static void usesPasskey(Visitor citizen) {
        citizen.open("/account").look("account");
        Chromium.giveAuthenticator(citizen.page());
        citizen.type("[data-passkey-name]", "我的筆電").click("[data-passkey=register]");
        citizen.page().waitForSelector(".notice.success");
        citizen.look("account-with-passkey");
        assertThat(citizen.find(".key-list strong").innerText()).isEqualTo("我的筆電");
        citizen.follow(".who button");
        citizen.open("/sign-in").look("sign-in");
        citizen.click("[data-passkey=sign-in]");
        citizen.page().waitForSelector(".who .person");
    }

    private static void refusesAnEmptyAnswer(Visitor citizen) {
        citizen.open("/services").look("services");
        citizen.open(Application.SERVICE).follow("form[action='/drafts'] button");
        if (!citizen.path().contains("/questions/")) {
            citizen.follow("main .actions a.button");
        }
        citizen.follow("main form .actions button");
        assertThat(citizen.page().title()).startsWith("錯誤");
        citizen.look("question-refused");
    }

    private static void corrects(Visitor citizen) {
        citizen.open("/my").look("wall-asked");
        citizen.follow(".todo a.button[href$='/supplement']").look("supplement");
        citizen.type("#contact-phone", "0987-654-321").follow("main form .actions button");
        citizen.look("supplement-sent");
    }

    private static void findsCertificate(Visitor citizen) {
        citizen.open("/my")
                .reloadUntil(
                        "the certificate",
                        () -> citizen.find("a[href^='/verify/']").count() > 0)
                .look("wall");
        citizen.follow("a[href^='/my/cases/'] >> nth=0").look("my-case");
        citizen.open("/my").follow("a[href^='/verify/'] >> nth=0");
        citizen.reloadUntil("the proof", () -> citizen.find(".proof .tag.good").count() > 0);
        assertThat(citizen.heading()).isEqualTo("有效");
        citizen.look("verification");
    }

    private static void seesProvenUses(Visitor citizen) {
        citizen.open("/my/data-uses");
        int uses = citizen.find(".use").count();
        assertThat(uses).isGreaterThanOrEqualTo(3);
        citizen.reloadUntil(
                        "every proof",
                        () -> citizen.find(".use .tag:text-is('證明已核對')").count() == uses)
                .look("data-uses");
        citizen.follow(".use a >> nth=0").look("data-use");
    }

    private static void findsMail(Visitor citizen, String receipt) {
        citizen.open("/demo/inbox");
        citizen.reloadUntil(
                "the mail",
                () -> citizen.find(".mail-subject:has-text('" + receipt + "')").count() >= 3);
        citizen.look("inbox");
        citizen.follow(".mail-subject >> nth=0").look("mail");
    }
}
