package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.platform.forms.Supplement;
import tw.qiao.platform.forms.Supplements;
import tw.qiao.platform.support.TestVisitor.Visited;

/** A request for corrections is open as long as its case waits for the answer, and no longer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSupplementTest {
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
    void letsTheOfficerAskAgainAfterResuming() {
        UUID id = asked("grade", "請確認等級");
        UUID first = open(id).id();
        passDay(id);

        resume(id);
        Visited page = fixture.citizen().open(path(id));
        Visited sent = ask(id, "office-address", "門牌不符");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.heading()).isEqualTo("這次的補正要求已經收回");
        assertThat(page.document().select("main form")).isEmpty();
        assertThat(sent.text()).contains("已通知申請人補正");
        assertThat(open(id).id()).isNotEqualTo(first);
        assertThat(open(id).reasons()).containsOnlyKeys("office-address");
        assertThat(fixture.file(id).state()).isEqualTo("supplement_requested");
    }

    @Test
    void tellsTheApplicantThatTheReviewGoesOnWithoutHer() {
        UUID id = asked("grade", "請確認等級");
        passDay(id);

        resume(id);

        Visited wall = fixture.citizen().open("/my");
        assertThat(wall.text()).contains("承辦人接著審查（" + fixture.file(id).receiptNumber());
        assertThat(wall.document().select(".todo a").eachAttr("href")).doesNotContain(path(id));
    }

    @Test
    void leavesNothingToAnswerAfterTheApplicationIsWithdrawn() {
        UUID id = asked("grade", "請確認等級");
        Visited page = fixture.citizen().open(path(id));

        fixture.citizen().submit(fixture.citizen().open("/my/cases/" + id + "/withdraw"), "main form", Map.of());
        Visited late = fixture.citizen().submit(page, "main form", Map.of("grade", "B"));

        assertThat(fixture.file(id).state()).isEqualTo("withdrawn");
        assertThat(supplements().open(fixture.file(id).submission())).isEmpty();
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.heading()).isEqualTo("這次的補正要求已經收回");
        assertThat(late.text()).contains("沒有生效");
        assertThat(fixture.citizen().open(path(id)).heading()).isEqualTo("這次的補正要求已經收回");
    }

    @Test
    void leavesNothingToAnswerAfterTheDecision() {
        UUID id = asked("grade", "請確認等級");
        passDay(id);
        resume(id);

        Visited preview = fixture.decide(fixture.officer(), id, "reject", "cia-15", "逾期未補正。");
        fixture.officer().submit(preview, "main form", Map.of("send", "yes"));

        assertThat(fixture.file(id).state()).isEqualTo("rejected");
        assertThat(supplements().open(fixture.file(id).submission())).isEmpty();
    }

    @Test
    void takesNoAnswerToAnEarlierRequestButLeadsToTheNewOne() {
        UUID id = asked("grade", "請確認等級");
        Visited page = fixture.citizen().open(path(id));
        passDay(id);
        resume(id);
        ask(id, "office-address", "門牌不符");

        Visited late = fixture.citizen().submit(page, "main form", Map.of("grade", "B"));
        Visited fresh =
                fixture.citizen().open(late.document().select("main a.button").attr("href"));
        Visited sent = fixture.citizen().submit(fresh, "main form", Map.of("office-address", "臺北市市府路 45 號"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("承辦人之後又請您補正");
        assertThat(sent.text()).contains("補正已送出", "市府路 45 號").contains("甲等");
        fixture.waitForState(id, "answered");
    }

    @Test
    void takesTheAnswerOrTakesItBackWhenBothComeAtOnce() {
        for (int round = 0; round < 5; round++) {
            UUID id = asked("office-address", "門牌不符");
            Visited page = fixture.citizen().open(path(id));
            passDay(id);
            Visited desk = fixture.officer().open("/desk/cases/" + id);

            Future<Visited> answer;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                answer = threads.submit(
                        () -> fixture.citizen().submit(page, "main form", Map.of("office-address", "市府路 45 號")));
                threads.execute(() -> fixture.officer().submit(desk, "form[action$=resume]", Map.of()));
            }

            Visited answered = answer.resultNow();
            assertThat(answered.status()).isIn(200, 409);
            fixture.waitForState(id, answered.status() == 200 ? "answered" : "in_review");
            assertThat(supplements().open(fixture.file(id).submission())).isEmpty();
        }
    }

    @Test
    void keepsTheRequestWhenAnotherOfficerTakesTheCaseOver() {
        UUID id = asked("grade", "請確認等級");
        UUID supplement = open(id).id();

        fixture.officer().submit(fixture.officer().open("/desk/cases/" + id), "form[action$=return]", Map.of());

        assertThat(fixture.file(id).assignee()).isNull();
        assertThat(open(id).id()).isEqualTo(supplement);
    }

    private UUID asked(String field, String reason) {
        UUID id = fixture.submit(fixture.applicant());
        fixture.claim(fixture.officer(), id);
        ask(id, field, reason);
        assertThat(fixture.file(id).state()).isEqualTo("supplement_requested");
        return id;
    }

    private Visited ask(UUID id, String field, String reason) {
        Visited preview = fixture.officer()
                .submit(
                        fixture.officer().open("/desk/cases/" + id),
                        "form[action$=supplement]",
                        Map.of("field", field, "reason-" + field, reason, "preview", "yes"));
        return fixture.officer().submit(preview, "main form", Map.of("send", "yes"));
    }

    private void resume(UUID id) {
        fixture.officer().submit(fixture.officer().open("/desk/cases/" + id), "form[action$=resume]", Map.of());
        assertThat(fixture.file(id).state()).isEqualTo("in_review");
    }

    /** Lets the last day for the correction be long past. */
    private void passDay(UUID id) {
        fixture.platform()
                .database()
                .sql("update casework.case_file set supplement_due = date '2020-01-02' where id = :id")
                .param("id", id)
                .update();
    }

    private Supplement open(UUID id) {
        return supplements().open(fixture.file(id).submission()).orElseThrow();
    }

    private Supplements supplements() {
        return fixture.platform().bean(Supplements.class);
    }

    private String path(UUID id) {
        return "/applications/" + fixture.file(id).submission() + "/supplement";
    }
}
