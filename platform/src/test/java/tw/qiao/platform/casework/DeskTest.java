package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** What an officer sees and does at the desk, and who may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTest {
    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.start();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void asksForSingleAnswersAndShowsTheDifference() {
        UUID id = fixture.submit(fixture.applicant());
        fixture.claim(fixture.officer(), id);
        Visited page = fixture.officer().open("/desk/cases/" + id);
        Visited nothing = fixture.officer().submit(page, "form[action$=supplement]", Map.of("preview", "yes"));
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.document().title()).startsWith("錯誤：");

        Visited preview = fixture.officer()
                .submit(
                        page,
                        "form[action$=supplement]",
                        Map.of(
                                "field",
                                "office-address",
                                "reason-office-address",
                                "門牌與建物資料不符 <script>x</script>",
                                "preview",
                                "yes"));
        assertThat(preview.text()).contains("請補正您的申請", "門牌與建物資料不符 <script>x</script>");
        assertThat(preview.document().select("script")).isEmpty();
        Visited sent = fixture.officer().submit(preview, "main form", Map.of("send", "yes"));

        assertThat(sent.text()).contains("已通知申請人補正");
        CaseFile asked = fixture.file(id);
        assertThat(asked.state()).isEqualTo("supplement_requested");
        assertThat(asked.pausedSince()).isNotNull();
        Visited wall = fixture.citizen().open("/my");
        assertThat(wall.document().select(".todo a").eachAttr("href"))
                .contains("/applications/" + asked.submission() + "/supplement");
        UUID supplement = supplement(id);
        fixture.answer(asked.submission(), supplement, "office-address", "市府路 1 號", "市府路 45 號");
        fixture.waitForState(id, "answered");
        fixture.answer(asked.submission(), supplement, "office-address", "市府路 1 號", "市府路 45 號");
        Visited answered = fixture.officer().open("/desk/cases/" + id);
        assertThat(answered.document().select(".diff del").text()).contains("市府路 1 號");
        assertThat(answered.document().select(".diff ins").text()).contains("市府路 45 號");
        Fixture.waitUntil(() -> fixture.count("select count(*) from event_publication") == 0);
        assertThat(fixture.events(id).stream().filter(event -> event.action().equals("answer-supplement")))
                .hasSize(1);
        fixture.approve(fixture.officer(), id, "補正後符合。");
        fixture.waitForState(id, "certificate_issued");
    }

    @Test
    void keepsWhatWasTypedWhenSomethingIsMissing() {
        UUID id = fixture.submit(fixture.applicant());
        fixture.claim(fixture.officer(), id);

        Visited page = fixture.decide(fixture.officer(), id, "approve", "", "理由".repeat(1500));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().select(".error-summary li")).hasSize(2);
        assertThat(page.document().select("#comment").val()).hasSize(3000);
        assertThat(page.document().select("#action").hasAttr("checked")).isTrue();
    }

    @Test
    void escapesWhatPeopleTyped() {
        UUID id = fixture.submit(fixture.applicant(), "<script>alert(1)</script>\"><img src=x>");
        fixture.claim(fixture.officer(), id);

        Visited page = fixture.officer().open("/desk/cases/" + id);
        Visited queue = fixture.officer().open("/desk?view=mine&query=%3Cscript%3E");
        Visited preview = fixture.decide(
                fixture.officer(), id, "reject", "cia-15", "<script>alert(2)</script>\r\nBcc: x@y.example");

        for (Visited each : List.of(page, queue, preview, fixture.citizen().open("/my"))) {
            assertThat(each.status()).isEqualTo(200);
            assertThat(each.document().select("script, img")).isEmpty();
        }
        assertThat(queue.text()).contains("<script>alert(1)</script>");
    }

    @Test
    void showsOfficersTheProcedure() {
        Visited page = fixture.officer().open("/desk/procedures/" + Fixture.FORM);

        assertThat(page.document().select(".procedure tbody tr")).hasSize(8);
        assertThat(page.text()).contains("核准 → 核准 承辦人", "補正 → 已補正 申請人", "程序終結");
        assertThat(fixture.officer().open("/desk/procedures/other").status()).isEqualTo(404);
    }

    @Test
    void refusesToLetAnOfficerDecideHerOwnCase() {
        UUID id = fixture.submit(fixture.account("林承辦"));
        fixture.claim(fixture.officer(), id);

        Visited page = fixture.officer().open("/desk/cases/" + id);
        Visited forced = fixture.officer()
                .post(
                        "/desk/cases/" + id + "/decision",
                        Map.of(
                                "_csrf", page.document().select("[name=_csrf]").val(),
                                "version", "2",
                                "action", "approve",
                                "article-approve", "cia-15",
                                "comment", "自己核准",
                                "send", "yes"));

        assertThat(page.document().select("form.decision")).isEmpty();
        assertThat(page.text()).contains("不得承辦自己的案件");
        assertThat(forced.status()).isEqualTo(403);
        assertThat(fixture.file(id).state()).isEqualTo("in_review");
    }

    @Test
    void doesNotExistForOfficersOfOtherAgenciesAndOtherPeople() {
        UUID id = fixture.submit(fixture.applicant());
        fixture.platform()
                .database()
                .sql("update identity.account set agency = 'TW/GOV/LAND' where name = '陳承辦'")
                .update();
        Visited foreignCase = fixture.colleague().open("/desk/cases/" + id);
        Visited foreignDesk = fixture.colleague().open("/desk?view=open");
        fixture.platform()
                .database()
                .sql("update identity.account set agency = 'TW/GOV/NLMA' where name = '陳承辦'")
                .update();
        TestVisitor stranger = fixture.signedIn("李大同");

        assertThat(foreignCase.status()).isEqualTo(404);
        assertThat(foreignDesk.status()).isEqualTo(200);
        assertThat(foreignDesk.text()).doesNotContain(fixture.file(id).receiptNumber());
        assertThat(stranger.open("/my/cases/" + id).status()).isEqualTo(404);
        assertThat(stranger.open("/desk").status()).isEqualTo(403);
        assertThat(fixture.citizen().open("/my/cases/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    private UUID supplement(UUID id) {
        UUID supplement = fixture.events(id).getLast().data().supplement();
        assertThat(supplement).isNotNull();
        return Objects.requireNonNull(supplement);
    }
}
