package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.credentials.Certificates;
import tw.qiao.platform.forms.ApplicationSubmitted;
import tw.qiao.platform.support.TestVisitor.Visited;

/** A case from the application to its end, as the applicant, the officer and the public log see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseworkTest {
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
    void leadsFromTheEventToTheCertificateAndTheNotices() {
        UUID id = fixture.submit(fixture.applicant());

        fixture.claim(fixture.officer(), id);
        Visited done = fixture.approve(fixture.officer(), id, "資格與文件皆符合。");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).contains("已核准");
        fixture.waitForState(id, "certificate_issued");
        assertThat(fixture.platform().bean(Certificates.class).ofCase(id)).isPresent();
        assertThat(Chain.verifies(fixture.file(id), fixture.events(id))).isTrue();
        Visited wall = fixture.citizen().open("/my");
        assertThat(wall.text())
                .contains("已發證", "您的申請已核准", "您的電子證書已核發", "下載 PDF")
                .contains(fixture.file(id).receiptNumber());
        Visited timeline = fixture.citizen().open("/my/cases/" + id);
        assertThat(timeline.text()).contains("核發證書", "營造業法第 15 條", "雜湊鏈完整").doesNotContain("林承辦");
        String receipt = fixture.file(id).receiptNumber();
        EvidenceLog log = fixture.platform().bean(EvidenceLog.class);
        Fixture.waitUntil(() -> log.indexOf("case-decided:" + id + ":3").isPresent());
        String entry =
                new String(log.entry(log.indexOf("case-decided:" + id + ":3").orElseThrow()), StandardCharsets.UTF_8);
        assertThat(entry)
                .contains("\"kind\":\"case-decided\"", fixture.events(id).get(2).hash())
                .doesNotContain("王小橋", receipt, "林承辦");
        Fixture.waitUntil(() -> fixture.officer().open("/demo/inbox").text().contains("您的電子證書已核發（" + receipt));
    }

    @Test
    void leavesNothingInThePublicLogThatSaysWhoItIsAbout() {
        UUID id = fixture.submit(fixture.applicant());
        fixture.claim(fixture.officer(), id);
        fixture.approve(fixture.officer(), id, "資格與文件皆符合。");
        fixture.waitForState(id, "certificate_issued");
        EvidenceLog log = fixture.platform().bean(EvidenceLog.class);
        Fixture.waitUntil(() -> fixture.count("select count(*) from event_publication") == 0);

        var kinds = new HashSet<String>();
        log.forEach(0, entry -> {
            var json = CanonicalJson.MAPPER.readTree(entry.content());
            kinds.add(json.path("kind").stringValue());
            assertThat(json.propertyNames()).isSubsetOf("v", "kind", "at", "commit", "agency", "procedure", "subject");
            assertThat(json.toString())
                    .doesNotContain(id.toString(), fixture.applicant().toString(), "小橋", "營造");
        });
        assertThat(kinds).contains("case-decided", "certificate-issued");
    }

    @Test
    void leadsTheOfficerFromTheCaseToItsCertificate() {
        UUID id = fixture.submit(fixture.applicant());
        fixture.claim(fixture.officer(), id);
        fixture.approve(fixture.officer(), id, "符合。");
        fixture.waitForState(id, "certificate_issued");
        String number = fixture.platform()
                .bean(Certificates.class)
                .ofCase(id)
                .orElseThrow()
                .number();

        Visited page = fixture.officer().open("/desk/cases/" + id);
        Visited certificate = fixture.officer()
                .open(page.document().select("a[href^=/desk/certificates/]").attr("href"));

        assertThat(certificate.status()).isEqualTo(200);
        assertThat(certificate.heading()).contains(number);
        assertThat(certificate.document().select("main form[action^=/desk/certificates/]"))
                .hasSize(1);
    }

    @Test
    void certifiesInBothLanguages() {
        UUID id = fixture.submit(fixture.applicant());
        fixture.claim(fixture.officer(), id);
        fixture.approve(fixture.officer(), id, "符合。");
        fixture.waitForState(id, "certificate_issued");
        String path = fixture.platform()
                .bean(Certificates.class)
                .ofCase(id)
                .orElseThrow()
                .verificationPath();

        Visited chinese = fixture.platform().visitor().open(path);
        Visited english = fixture.platform().visitor().open(path + "?lang=en");

        assertThat(chinese.text()).contains("甲等", "新臺幣 30,000,000 元").doesNotContain("Grade A");
        assertThat(english.document().select("main dd").eachText())
                .as("with the words that the document prints")
                .contains("Grade A 甲等", "NT$30,000,000 新臺幣 30,000,000 元", "臺北市市府路 1 號");
    }

    @Test
    void opensOneCaseHoweverOftenTheEventComes() {
        ApplicationSubmitted event = fixture.store(fixture.applicant(), "重送營造");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20).forEach(_ -> threads.execute(() -> fixture.publish(event)));
        }

        UUID id = fixture.caseOf(event.submission());
        Fixture.waitUntil(() -> fixture.count("select count(*) from event_publication") == 0);
        assertThat(fixture.count(
                        "select count(*) from casework.case_file where submission = '" + event.submission() + "'"))
                .isEqualTo(1);
        assertThat(fixture.events(id)).hasSize(1);
        assertThat(fixture.count("select count(*) from notifications.notice where link = '/my/cases/" + id + "'"))
                .isEqualTo(1);
    }

    @Test
    void opensTheCaseLaterWhenItCouldNotAtOnce() {
        ApplicationSubmitted event = fixture.store(fixture.applicant(), "稍後營造");
        UUID hidden = UUID.randomUUID();
        rename(event.submission(), hidden);
        fixture.publish(event);
        Fixture.waitUntil(() -> fixture.count("select count(*) from event_publication where status = 'FAILED'") > 0);

        rename(hidden, event.submission());

        assertThat(fixture.events(fixture.caseOf(event.submission()))).hasSize(1);
    }

    private void rename(UUID submission, UUID other) {
        fixture.platform()
                .database()
                .sql("update forms.submission set id = :other where id = :id")
                .param("other", other)
                .param("id", submission)
                .update();
    }

    @Test
    void withdrawsAfterAConfirmation() {
        UUID id = fixture.submit(fixture.applicant());
        Visited confirm = fixture.citizen().open("/my/cases/" + id + "/withdraw");
        assertThat(confirm.heading()).isEqualTo("確定要撤回這件申請嗎？");
        fixture.claim(fixture.officer(), id);

        Visited late = fixture.citizen().submit(confirm, "main form", Map.of());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).doesNotContain("林承辦");
        Visited done = fixture.citizen()
                .submit(fixture.citizen().open("/my/cases/" + id + "/withdraw"), "main form", Map.of());

        assertThat(done.text()).contains("已撤回申請");
        assertThat(fixture.file(id).state()).isEqualTo("withdrawn");
        assertThat(fixture.officer().open("/desk/cases/" + id).document().select("main form"))
                .isEmpty();
    }
}
