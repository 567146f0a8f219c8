package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.credentials.Certificates;
import tw.qiao.platform.forms.ApplicationSubmitted;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseworkTest {
    private TestPlatform platform;
    private Fixture fixture;
    private TestVisitor citizen;
    private TestVisitor officer;
    private TestVisitor colleague;
    private UUID applicant;

    @BeforeAll
    void start() {
        platform =
                TestPlatform.start("qiao.site.demo=true", "qiao.notifications.poll=100ms", "qiao.events.retry=500ms");
        fixture = new Fixture(platform);
        citizen = fixture.signedIn("王小橋");
        officer = fixture.signedIn("林承辦");
        colleague = fixture.signedIn("陳承辦");
        applicant = fixture.account("王小橋");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void leadsFromTheEventToTheCertificateAndTheNotices() {
        UUID id = fixture.submit(applicant);

        claim(officer, id);
        Visited done = approve(officer, id, "資格與文件皆符合。");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).contains("已核准");
        fixture.waitForState(id, "certificate_issued");
        assertThat(platform.bean(Certificates.class).ofCase(id)).isPresent();
        assertThat(Chain.verifies(fixture.file(id), fixture.events(id))).isTrue();
        Visited wall = citizen.open("/my");
        assertThat(wall.text())
                .contains("已發證", "您的申請已核准", "您的電子證書已核發", "下載 PDF")
                .contains(fixture.file(id).receiptNumber());
        Visited timeline = citizen.open("/my/cases/" + id);
        assertThat(timeline.text()).contains("核發證書", "營造業法第 15 條", "雜湊鏈完整").doesNotContain("林承辦");
        String receipt = fixture.file(id).receiptNumber();
        EvidenceLog log = platform.bean(EvidenceLog.class);
        Fixture.waitUntil(() -> log.indexOf("case-decided:" + id + ":3").isPresent());
        String entry =
                new String(log.entry(log.indexOf("case-decided:" + id + ":3").orElseThrow()), StandardCharsets.UTF_8);
        assertThat(entry)
                .contains("\"kind\":\"case-decided\"", fixture.events(id).get(2).hash())
                .doesNotContain("王小橋", receipt, "林承辦");
        Fixture.waitUntil(() -> officer.open("/demo/inbox").text().contains("您的電子證書已核發（" + receipt));
    }

    @Test
    void leavesNothingInThePublicLogThatSaysWhoItIsAbout() {
        UUID id = fixture.submit(applicant);
        claim(officer, id);
        approve(officer, id, "資格與文件皆符合。");
        fixture.waitForState(id, "certificate_issued");
        EvidenceLog log = platform.bean(EvidenceLog.class);
        Fixture.waitUntil(() -> count("select count(*) from event_publication") == 0);

        var kinds = new HashSet<String>();
        log.forEach(0, entry -> {
            var json = CanonicalJson.MAPPER.readTree(entry.content());
            kinds.add(json.path("kind").stringValue());
            assertThat(json.propertyNames()).isSubsetOf("v", "kind", "at", "commit", "agency", "procedure", "subject");
            assertThat(json.toString()).doesNotContain(id.toString(), applicant.toString(), "小橋", "營造");
        });
        assertThat(kinds).contains("case-decided", "certificate-issued");
    }

    @Test
    void leadsTheOfficerFromTheCaseToItsCertificate() {
        UUID id = fixture.submit(applicant);
        claim(officer, id);
        approve(officer, id, "符合。");
        fixture.waitForState(id, "certificate_issued");
        String number =
                platform.bean(Certificates.class).ofCase(id).orElseThrow().number();

        Visited page = officer.open("/desk/cases/" + id);
        Visited certificate = officer.open(
                page.document().select("a[href^=/desk/certificates/]").attr("href"));

        assertThat(certificate.status()).isEqualTo(200);
        assertThat(certificate.heading()).contains(number);
        assertThat(certificate.document().select("main form[action^=/desk/certificates/]"))
                .hasSize(1);
    }

    @Test
    void certifiesInBothLanguages() {
        UUID id = fixture.submit(applicant);
        claim(officer, id);
        approve(officer, id, "符合。");
        fixture.waitForState(id, "certificate_issued");
        String path = platform.bean(Certificates.class).ofCase(id).orElseThrow().verificationPath();

        Visited chinese = platform.visitor().open(path);
        Visited english = platform.visitor().open(path + "?lang=en");

        assertThat(chinese.text()).contains("甲等", "新臺幣 30,000,000 元").doesNotContain("Grade A");
        assertThat(english.document().select("main dd").eachText())
                .as("with the words that the document prints")
                .contains("Grade A 甲等", "NT$30,000,000 新臺幣 30,000,000 元", "臺北市市府路 1 號");
    }

    @Test
    void opensOneCaseHoweverOftenTheEventComes() {
        ApplicationSubmitted event = fixture.store(applicant, "重送營造");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20).forEach(_ -> threads.execute(() -> fixture.publish(event)));
        }

        UUID id = fixture.caseOf(event.submission());
        Fixture.waitUntil(() -> count("select count(*) from event_publication") == 0);
        assertThat(count("select count(*) from casework.case_file where submission = '" + event.submission() + "'"))
                .isEqualTo(1);
        assertThat(fixture.events(id)).hasSize(1);
        assertThat(count("select count(*) from notifications.notice where link = '/my/cases/" + id + "'"))
                .isEqualTo(1);
    }

    @Test
    void opensTheCaseLaterWhenItCouldNotAtOnce() {
        ApplicationSubmitted event = fixture.store(applicant, "稍後營造");
        UUID hidden = UUID.randomUUID();
        rename(event.submission(), hidden);
        fixture.publish(event);
        Fixture.waitUntil(() -> count("select count(*) from event_publication where status = 'FAILED'") > 0);

        rename(hidden, event.submission());

        assertThat(fixture.events(fixture.caseOf(event.submission()))).hasSize(1);
    }

    private void rename(UUID submission, UUID other) {
        platform.database()
                .sql("update forms.submission set id = :other where id = :id")
                .param("other", other)
                .param("id", submission)
                .update();
    }

    @Test
    void letsOneOfTwoOfficersClaimAndShowsTheOtherWhoWasFirst() {
        UUID id = fixture.submit(applicant);
        Visited first = officer.open("/desk/cases/" + id);
        Visited second = colleague.open("/desk/cases/" + id);

        officer.submit(first, "form[action$=claim]", Map.of());
        Visited late = colleague.submit(second, "form[action$=claim]", Map.of());

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.heading()).isEqualTo("有人比您先更新了這個案件");
        assertThat(late.text()).contains("林承辦", "受理", "沒有生效");
        assertThat(fixture.file(id).isAssignedTo(fixture.account("林承辦"))).isTrue();
    }

    @Test
    void takesOneOfTwoDecisionsThatComeAtOnce() {
        UUID id = fixture.submit(applicant);
        claim(officer, id);
        Visited confirmApproval = decide(officer, id, "approve", "cia-15", "符合。");
        Visited confirmRejection = decide(officer, id, "reject", "cia-7-1-2", "資本額不足。");

        Visited one;
        Visited other;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var approval = threads.submit(() -> officer.submit(confirmApproval, "main form", Map.of("send", "yes")));
            var rejection = threads.submit(() -> officer.submit(confirmRejection, "main form", Map.of("send", "yes")));
            one = finished(approval);
            other = finished(rejection);
        }

        assertThat(one.status() + other.status()).isEqualTo(200 + 409);
        assertThat(fixture.events(id).stream().filter(event -> event.data().article() != null))
                .hasSize(1);
    }

    @Test
    void asksForSingleAnswersAndShowsTheDifference() {
        UUID id = fixture.submit(applicant);
        claim(officer, id);
        Visited page = officer.open("/desk/cases/" + id);
        Visited nothing = officer.submit(page, "form[action$=supplement]", Map.of("preview", "yes"));
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.document().title()).startsWith("錯誤：");

        Visited preview = officer.submit(
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
        Visited sent = officer.submit(preview, "main form", Map.of("send", "yes"));

        assertThat(sent.text()).contains("已通知申請人補正");
        CaseFile asked = fixture.file(id);
        assertThat(asked.state()).isEqualTo("supplement_requested");
        assertThat(asked.pausedSince()).isNotNull();
        Visited wall = citizen.open("/my");
        assertThat(wall.document().select(".todo a").eachAttr("href"))
                .contains("/applications/" + asked.submission() + "/supplement");
        UUID supplement = supplement(id);
        fixture.answer(asked.submission(), supplement, "office-address", "市府路 1 號", "市府路 45 號");
        fixture.waitForState(id, "answered");
        fixture.answer(asked.submission(), supplement, "office-address", "市府路 1 號", "市府路 45 號");
        Visited answered = officer.open("/desk/cases/" + id);
        assertThat(answered.document().select(".diff del").text()).contains("市府路 1 號");
        assertThat(answered.document().select(".diff ins").text()).contains("市府路 45 號");
        Fixture.waitUntil(() -> count("select count(*) from event_publication") == 0);
        assertThat(fixture.events(id).stream().filter(event -> event.action().equals("answer-supplement")))
                .hasSize(1);
        approve(officer, id, "補正後符合。");
        fixture.waitForState(id, "certificate_issued");
    }

    @Test
    void withdrawsAfterAConfirmation() {
        UUID id = fixture.submit(applicant);
        Visited confirm = citizen.open("/my/cases/" + id + "/withdraw");
        assertThat(confirm.heading()).isEqualTo("確定要撤回這件申請嗎？");
        claim(officer, id);

        Visited late = citizen.submit(confirm, "main form", Map.of());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).doesNotContain("林承辦");
        Visited done = citizen.submit(citizen.open("/my/cases/" + id + "/withdraw"), "main form", Map.of());

        assertThat(done.text()).contains("已撤回申請");
        assertThat(fixture.file(id).state()).isEqualTo("withdrawn");
        assertThat(officer.open("/desk/cases/" + id).document().select("main form"))
                .isEmpty();
    }

    @Test
    void doesNotExistForOfficersOfOtherAgenciesAndOtherPeople() {
        UUID id = fixture.submit(applicant);
        platform.database()
                .sql("update identity.account set agency = 'TW/GOV/LAND' where name = '陳承辦'")
                .update();
        Visited foreignCase = colleague.open("/desk/cases/" + id);
        Visited foreignDesk = colleague.open("/desk?view=open");
        platform.database()
                .sql("update identity.account set agency = 'TW/GOV/NLMA' where name = '陳承辦'")
                .update();
        TestVisitor stranger = fixture.signedIn("李大同");

        assertThat(foreignCase.status()).isEqualTo(404);
        assertThat(foreignDesk.status()).isEqualTo(200);
        assertThat(foreignDesk.text()).doesNotContain(fixture.file(id).receiptNumber());
        assertThat(stranger.open("/my/cases/" + id).status()).isEqualTo(404);
        assertThat(stranger.open("/desk").status()).isEqualTo(403);
        assertThat(citizen.open("/my/cases/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void refusesToLetAnOfficerDecideHerOwnCase() {
        UUID id = fixture.submit(fixture.account("林承辦"));
        claim(officer, id);

        Visited page = officer.open("/desk/cases/" + id);
        Visited forced = officer.post(
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
    void escapesWhatPeopleTyped() {
        UUID id = fixture.submit(applicant, "<script>alert(1)</script>\"><img src=x>");
        claim(officer, id);

        Visited page = officer.open("/desk/cases/" + id);
        Visited queue = officer.open("/desk?view=mine&query=%3Cscript%3E");
        Visited preview = decide(officer, id, "reject", "cia-15", "<script>alert(2)</script>\r\nBcc: x@y.example");

        for (Visited each : java.util.List.of(page, queue, preview, citizen.open("/my"))) {
            assertThat(each.status()).isEqualTo(200);
            assertThat(each.document().select("script, img")).isEmpty();
        }
        assertThat(queue.text()).contains("<script>alert(1)</script>");
    }

    @Test
    void keepsWhatWasTypedWhenSomethingIsMissing() {
        UUID id = fixture.submit(applicant);
        claim(officer, id);

        Visited page = decide(officer, id, "approve", "", "理由".repeat(1500));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().select(".error-summary li")).hasSize(2);
        assertThat(page.document().select("#comment").val()).hasSize(3000);
        assertThat(page.document().select("#action").hasAttr("checked")).isTrue();
    }

    @Test
    void givesTheNextCaseToEachOfManyOfficersOnce() {
        IntStream.range(0, 4).forEach(_ -> fixture.submit(applicant, "下一件營造"));
        Visited desk = officer.open("/desk");
        Visited other = colleague.open("/desk");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 2).forEach(_ -> {
                threads.execute(() -> officer.submit(desk, "form[action$=next]", Map.of()));
                threads.execute(() -> colleague.submit(other, "form[action$=next]", Map.of()));
            });
        }

        assertThat(count("""
                select count(*) from (select case_id from casework.case_event where action = 'claim'
                group by case_id having count(*) > 1) doubled
                """)).isZero();
    }

    @Test
    void showsOfficersTheProcedure() {
        Visited page = officer.open("/desk/procedures/" + Fixture.FORM);

        assertThat(page.document().select(".procedure tbody tr")).hasSize(8);
        assertThat(page.text()).contains("核准 → 核准 承辦人", "補正 → 已補正 申請人", "程序終結");
        assertThat(officer.open("/desk/procedures/other").status()).isEqualTo(404);
    }

    @Test
    void keepsTheHistoryAppendOnly() {
        UUID id = fixture.submit(applicant);
        var statement = platform.database()
                .sql("update casework.case_event set actor_name = 'x' where case_id = :id")
                .param("id", id);

        assertThatThrownBy(statement::update).isInstanceOf(DataAccessException.class);
    }

    @Test
    void showsAtTheDeskThatAHistoryWasChanged() {
        UUID id = fixture.submit(applicant);
        platform.database()
                .sql("alter table casework.case_event disable trigger append_only")
                .update();
        platform.database()
                .sql("update casework.case_event set actor_name = '別人' where case_id = :id")
                .param("id", id)
                .update();
        platform.database()
                .sql("alter table casework.case_event enable trigger append_only")
                .update();

        assertThat(officer.open("/desk/cases/" + id).text()).contains("雜湊鏈驗證失敗");
        assertThat(citizen.open("/my/cases/" + id).text()).contains("雜湊鏈驗證失敗");
    }

    private static Visited finished(Future<Visited> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private UUID supplement(UUID id) {
        UUID supplement = fixture.events(id).getLast().data().supplement();
        assertThat(supplement).isNotNull();
        return java.util.Objects.requireNonNull(supplement);
    }

    private int count(String sql) {
        return platform.database().sql(sql).query(Integer.class).single();
    }

    private static void claim(TestVisitor officer, UUID id) {
        Visited page = officer.submit(officer.open("/desk/cases/" + id), "form[action$=claim]", Map.of());
        assertThat(page.status()).isEqualTo(200);
    }

    private static Visited decide(TestVisitor officer, UUID id, String action, String article, String comment) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("action", action);
        typed.put("article-" + action, article);
        typed.put("comment", comment);
        typed.put("preview", "yes");
        return officer.submit(officer.open("/desk/cases/" + id), "form.decision", typed);
    }

    private static Visited approve(TestVisitor officer, UUID id, String comment) {
        return officer.submit(decide(officer, id, "approve", "cia-15", comment), "main form", Map.of("send", "yes"));
    }
}
