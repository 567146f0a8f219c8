package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jsoup.nodes.Element;
import org.springframework.core.io.ClassPathResource;
import org.springframework.transaction.support.TransactionTemplate;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.forms.ApplicationSubmitted;
import tw.qiao.platform.forms.Change;
import tw.qiao.platform.forms.SupplementAnswered;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** Submissions, officers and applicants for the tests of casework, without walking through the form. */
final class Fixture implements AutoCloseable {
    static final String FORM = "construction-firm-registration";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestPlatform platform;
    private final TestVisitor citizen;
    private final TestVisitor officer;
    private final TestVisitor colleague;

    private Fixture(TestPlatform platform) {
        this.platform = platform;
        this.citizen = signedIn("王小橋");
        this.officer = signedIn("林承辦");
        this.colleague = signedIn("陳承辦");
    }

    /** A platform with an applicant and two officers of one agency, who are signed in. */
    static Fixture start() {
        return new Fixture(
                TestPlatform.start("qiao.site.demo=true", "qiao.notifications.poll=100ms", "qiao.events.retry=500ms"));
    }

    @Override
    public void close() {
        platform.close();
    }

    TestPlatform platform() {
        return platform;
    }

    /** 王小橋, who applies. */
    TestVisitor citizen() {
        return citizen;
    }

    /** The account of {@link #citizen}. */
    UUID applicant() {
        return account("王小橋");
    }

    /** 林承辦. */
    TestVisitor officer() {
        return officer;
    }

    /** 陳承辦, of the same agency. */
    TestVisitor colleague() {
        return colleague;
    }

    /** A visitor who is signed in as the demo person with this name. */
    TestVisitor signedIn(String name) {
        TestVisitor visitor = platform.visitor();
        var page = visitor.open("/demo/sign-in");
        Element card = page.document().select(".demo-person").stream()
                .filter(each -> each.selectFirst("h3") != null
                        && String.valueOf(each.selectFirst("h3").text()).equals(name))
                .findFirst()
                .orElseThrow();
        visitor.submit(
                page,
                ".demo-person form",
                Map.of("nationalId", card.select("[name=nationalId]").val()));
        return visitor;
    }

    /** The account of the demo person with this name, who has signed in before. */
    UUID account(String name) {
        return platform.database()
                .sql("select id from identity.account where name = :name")
                .param("name", name)
                .query(UUID.class)
                .single();
    }

    /** Submits an application of {@code applicant} and waits for its case. */
    UUID submit(UUID applicant) {
        return submit(applicant, "大橋營造股份有限公司");
    }

    /** Submits an application for a firm with this name and waits for its case. */
    UUID submit(UUID applicant, String firm) {
        return submit(applicant, answers(firm));
    }

    /** Submits an application with these answers and waits for its case. */
    UUID submit(UUID applicant, List<Map<String, Object>> answers) {
        ApplicationSubmitted event = store(applicant, answers);
        publish(event);
        return caseOf(event.submission());
    }

    /** Stores an application without telling anybody. */
    ApplicationSubmitted store(UUID applicant, String firm) {
        return store(applicant, answers(firm));
    }

    private ApplicationSubmitted store(UUID applicant, List<Map<String, Object>> answers) {
        UUID submission = UUID.randomUUID();
        String receipt = "T-%05d".formatted(COUNT.incrementAndGet());
        platform.database()
                .sql("""
                        insert into forms.submission
                          (id, draft, receipt_number, applicant, form, form_version, document, answers, submitted)
                        values (:id, :id, :receipt, :applicant, :form, 1, cast(:document as jsonb), cast(:answers as jsonb), now())
                        """)
                .param("id", submission)
                .param("receipt", receipt)
                .param("applicant", applicant)
                .param("form", FORM)
                .param("document", document())
                .param("answers", CanonicalJson.MAPPER.writeValueAsString(answers))
                .update();
        return new ApplicationSubmitted(submission, receipt, applicant, FORM, 1, Instant.now());
    }

    private static String document() {
        try {
            return new ClassPathResource("forms/" + FORM + "/1.json").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Map<String, Object>> answers(String firm) {
        return List.of(
                answer("grade", "申請等級", "Grade", "A", "甲等", "Grade A"),
                answer("firm-name", "公司名稱", "Name of the firm", firm, firm),
                answer("firm-capital", "資本額", "Capital", "30000000", "新臺幣 30,000,000 元", "NT$30,000,000"),
                answer("office-address", "營業處所地址", "Address of the office", "臺北市市府路 1 號", "臺北市市府路 1 號"));
    }

    /** An answer that the applicant filled in. */
    static Map<String, Object> answer(String field, String zh, String en, String value, String shown) {
        return answer(field, zh, en, value, shown, shown);
    }

    private static Map<String, Object> answer(
            String field, String zh, String en, String value, String shownZh, String shownEn) {
        return Map.of(
                "field", field, "labelZh", zh, "labelEn", en, "value", value, "shownZh", shownZh, "shownEn", shownEn);
    }

    /** Publishes an event in a transaction of its own, as its module does. */
    void publish(Object event) {
        inTransaction(() -> platform.publish(event));
    }

    /** Does something whole or not at all. */
    void inTransaction(Runnable action) {
        platform.bean(TransactionTemplate.class).executeWithoutResult(_ -> action.run());
    }

    /** The applicant corrects what she was asked. */
    void answer(UUID submission, UUID supplement, String field, String before, String after) {
        publish(new SupplementAnswered(
                submission, supplement, List.of(new Change(field, before, after)), Instant.now()));
    }

    /** An officer takes a case. */
    void claim(TestVisitor officer, UUID id) {
        Visited page = officer.submit(officer.open("/desk/cases/" + id), "form[action$=claim]", Map.of());
        assertThat(page.status()).isEqualTo(200);
    }

    /** An officer fills in her decision and sees what it would send. */
    Visited decide(TestVisitor officer, UUID id, String action, String article, String comment) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("action", action);
        typed.put("article-" + action, article);
        typed.put("comment", comment);
        typed.put("preview", "yes");
        return officer.submit(officer.open("/desk/cases/" + id), "form.decision", typed);
    }

    /** An officer approves and sends it. */
    Visited approve(TestVisitor officer, UUID id, String comment) {
        return officer.submit(decide(officer, id, "approve", "cia-15", comment), "main form", Map.of("send", "yes"));
    }

    /** The case of a submission, once it is there. */
    UUID caseOf(UUID submission) {
        waitUntil(() -> platform.bean(CaseFiles.class).ofSubmission(submission).isPresent());
        return file(platform.bean(CaseFiles.class)
                        .ofSubmission(submission)
                        .orElseThrow()
                        .id())
                .id();
    }

    CaseFile file(UUID id) {
        return platform.bean(CaseFiles.class).find(id).orElseThrow();
    }

    List<CaseEvent> events(UUID id) {
        return platform.bean(CaseFiles.class).events(id);
    }

    void waitForState(UUID id, String state) {
        waitUntil(() -> file(id).state().equals(state));
    }

    /** The one number that {@code sql} gives. */
    int count(String sql) {
        return platform.database().sql(sql).query(Integer.class).single();
    }

    static void waitUntil(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("It did not happen within 30 seconds");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
