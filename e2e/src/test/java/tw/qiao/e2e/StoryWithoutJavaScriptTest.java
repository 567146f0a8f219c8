package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningDemo.Extension.class)
final class StoryWithoutJavaScriptTest {
    @Test
    void nothingInTheStoryNeedsScripts(RunningDemo demo) {
        var applicant = demo.applicant(2);
        try (var citizen = demo.withoutJavaScript();
                var staff = demo.withoutJavaScript()) {
            citizen.open("/sign-in");
            assertThat(citizen.find("main").innerText()).contains("通行金鑰需要瀏覽器開啟 JavaScript");
            citizen.signInAs(applicant.nationalId());
            String receipt = Application.apply(citizen, applicant, false);
            var officer = new Officer(staff, false).claim(receipt).askFor("contact-phone", "這支電話沒有人接聽，請確認號碼。");
            citizen.open("/my").follow(".todo a.button[href$='/supplement']");
            citizen.type("#contact-phone", "0987-654-321").follow("main form .actions button");
            officer.seesTheDifference(receipt, "0912", "0987").approve();
            citizen.open("/my")
                    .reloadUntil(
                            "the certificate",
                            () -> citizen.find("a[href^='/verify/']").count() > 0)
                    .follow("a[href^='/verify/'] >> nth=0");
            assertThat(citizen.heading()).isEqualTo("有效");
            citizen.open("/my/data-uses");
            assertThat(citizen.find(".use").count()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void theStatisticsAreTablesWithoutScripts(RunningDemo demo) {
        try (var citizen = demo.withoutJavaScript()) {
            citizen.openBoard("vital-events");
            assertThat(citizen.find("#counties tbody tr").count()).isGreaterThanOrEqualTo(20);
            citizen.find("#time").selectOption("2019");
            citizen.follow("#filters button");
            assertThat(citizen.find("#finding").innerText()).contains("民國108年");
            citizen.openBoard("day-and-night");
            assertThat(citizen.find("#townships tbody tr").count()).isEqualTo(368);
            assertThat(citizen.find("#cells-frame").isVisible()).isFalse();
        }
    }
}
