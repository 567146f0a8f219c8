package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(1) // while the tables of the warehouse are loaded
@ExtendWith(RunningDemo.Extension.class)
final class StoryOnPhoneTest {
    @Test
    void aFirmIsRegisteredFromAPhone(RunningDemo demo) {
        var applicant = demo.applicant(1);
        try (var citizen = demo.atPhone();
                var staff = demo.atDesktop()) {
            citizen.open("/").look("home");
            citizen.open("/sign-in").look("sign-in");
            citizen.signInAs(applicant.nationalId());
            String receipt = Application.apply(citizen, applicant, true);
            new Officer(staff, false).claim(receipt).approve();
            citizen.open("/my")
                    .reloadUntil(
                            "the certificate",
                            () -> citizen.find("a[href^='/verify/']").count() > 0)
                    .look("wall");
            citizen.follow("a[href^='/verify/'] >> nth=0")
                    .reloadUntil(
                            "the proof", () -> citizen.find(".proof .tag.good").count() > 0);
            assertThat(citizen.heading()).isEqualTo("有效");
            citizen.look("verification");
            citizen.open("/my/data-uses").look("data-uses");
        }
    }

    @Test
    void anOfficerCanLookAtCasesOnAPhone(RunningDemo demo) {
        try (var staff = demo.atPhone()) {
            staff.signInAsStaff("陳承辦").open("/desk?view=all").look("desk");
            if (staff.find("td .case-link").count() > 0) {
                staff.follow("td .case-link >> nth=0").look("case");
            }
        }
    }
}
