package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.credentials.CertificateRequest.Line;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationTest {
    private static final String OFFICER =
            NationalId.synthetic('Z', false, 999_998).value();
    private static final String HOLDER =
            NationalId.synthetic('Z', true, 999_988).value();
    private static final String STRANGER =
            NationalId.synthetic('Z', false, 999_987).value();
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Taipei"));

    private TestPlatform platform;
    private TestVisitor holder;
    private TestVisitor officer;
    private Certificates certificates;

    @BeforeAll
    void start() {
        platform = TestPlatform.start("qiao.site.demo=true", "qiao.credentials.misses-per-minute=1000");
        holder = signedIn(HOLDER);
        officer = signedIn(OFFICER);
        certificates = platform.bean(Certificates.class);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void showsAValidCertificateWithItsLinesAndItsProof() {
        Certificate certificate = anchored(issue("陳𠀋明營造"));

        Visited page = platform.visitor().open(certificate.verificationPath());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.heading()).isEqualTo("有效");
        assertThat(page.text()).contains("陳𠀋明營造", "甲等綜合營造業", certificate.number(), certificate.pdfSha256());
        assertThat(page.document().select(".proof .tag.good")).hasSize(1);
        assertThat(page.document().select(".proof li.right")).hasSize(3);
        assertThat(page.document().select(".proof pre").text()).contains("qiao.example/platform");
    }

    @Test
    void findsACertificateByTheNumberThatWasTyped() {
        Certificate certificate = issue("大同營造");
        TestVisitor visitor = platform.visitor();

        Visited found = visitor.submit(
                visitor.open("/verify"),
                "main form",
                Map.of("number", certificate.number().replace("-", " ")));

        assertThat(found.heading()).isEqualTo("有效");
        assertThat(found.text()).contains("大同營造");
    }

    @Test
    void saysWhatIsWrongWithANumberThatDoesNotCheck() {
        TestVisitor visitor = platform.visitor();

        Visited page = visitor.submit(visitor.open("/verify"), "main form", Map.of("number", "7K3M<b>"));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().title()).startsWith("錯誤：");
        assertThat(page.document().select("#number").val()).isEqualTo("7K3M<b>");
        assertThat(page.document().select(".error-summary a").text()).contains("檢查碼");
    }

    @Test
    void separatesTheWordErrorFromTheTitle() {
        Visited page = platform.visitor().open("/verify?number=x&lang=en");

        assertThat(page.document().title()).startsWith("Error: Verify a certificate");
    }

    @Test
    void refusesTheAddressOfAnotherSite() {
        Certificate certificate = issue("大同營造");
        TestVisitor visitor = platform.visitor();

        Visited foreign = visitor.submit(
                visitor.open("/verify"),
                "main form",
                Map.of("number", "http://evil.example" + certificate.verificationPath()));
        Visited own = visitor.submit(
                visitor.open("/verify"),
                "main form",
                Map.of("number", "http://localhost:8080" + certificate.verificationPath()));

        assertThat(foreign.status()).isEqualTo(422);
        assertThat(foreign.document().select(".error-summary a").text()).contains("這不是本平臺的網址", "http://localhost:8080");
        assertThat(own.heading()).isEqualTo("有效");
    }

    @Test
    void answersEveryUnknownCertificateAlike() {
        TestVisitor visitor = platform.visitor();
        Visited unknown = visitor.open("/verify/AAAAAAAAAAAAAAAAAAAAAA");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.heading()).isEqualTo("查無此證書");
        for (String key :
                List.of("BBBBBBBBBBBBBBBBBBBBBB", "x", "%F0%A0%80%8B", "0000-0000-00001", "%00", "a".repeat(3000))) {
            Visited other = visitor.open("/verify/" + key);
            if (other.status() != 400) {
                assertThat(other.document().select("main").html())
                        .isEqualTo(unknown.document().select("main").html());
                assertThat(other.status()).isEqualTo(404);
            }
        }
    }

    @Test
    void speaksEnglish() {
        Certificate certificate = issue("大同營造");

        Visited page = platform.visitor().open(certificate.verificationPath() + "?lang=en");

        assertThat(page.heading()).isEqualTo("Valid");
        assertThat(page.document().select("html").attr("lang")).isEqualTo("en");
        assertThat(page.text()).contains("Certificate of Registration of a Construction Firm", "Grade");
    }

    @Test
    void issuesOneCertificateForACaseHoweverManyAskAtOnce() throws Exception {
        CertificateRequest request = request("大同營造");
        Callable<Certificate> task = () -> certificates.issue(request);

        try (var threads = Executors.newFixedThreadPool(6)) {
            var issued = threads.invokeAll(Collections.nCopies(6, task)).stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .map(Certificate::id)
                    .distinct();
            assertThat(issued).hasSize(1);
        }
        Certificate one = anchored(certificates.ofCase(request.caseId()).orElseThrow());
        assertThat(platform.bean(EvidenceLog.class).indexOf("certificate/" + one.id()))
                .isPresent();
    }

    @Test
    void issuesNothingWhenACharacterCannotBeShown() {
        CertificateRequest request = request("\uE000營造");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> certificates.issue(request))
                .satisfies(problem ->
                        assertThat(problem.code()).isIn("certificate_glyph_missing", "certificate_fonts_missing"));
        assertThat(certificates.ofCase(request.caseId())).isEmpty();
    }

    @Test
    void givesThePdfToItsHolderAndToTheAgencyAndToNobodyElse() {
        Certificate certificate = issue("大同營造");

        Visited own = holder.open(certificate.downloadPath());

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.response().headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(officer.open(certificate.downloadPath()).status()).isEqualTo(200);
        assertThat(signedIn(STRANGER).open(certificate.downloadPath()).status()).isEqualTo(404);
        assertThat(platform.visitor()
                        .open(certificate.downloadPath())
                        .response()
                        .body())
                .doesNotStartWith("%PDF");
    }

    @Test
    void keepsTheFileThatItsChecksumPromises() throws Exception {
        Certificate certificate = issue("大同營造");

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificates.pdf(certificate));

        assertThat(java.util.HexFormat.of().formatHex(digest)).isEqualTo(certificate.pdfSha256());
    }

    @Test
    void showsARevocationWithItsDateAndStillTellsHowItStoodBefore() {
        Certificate certificate = anchored(issue("大同營造"));
        Visited desk = officer.open("/desk/certificates/" + certificate.id());

        Visited asked = officer.submit(desk, "main form", Map.of("status", "revoked", "reason", "資料不實，營造業法第 56 條"));
        Visited done = officer.submit(asked, "main form", Map.of());

        assertThat(asked.heading()).isEqualTo("確定要廢止這張證書嗎？");
        assertThat(done.text()).contains("資料不實，營造業法第 56 條");
        Visited page = platform.visitor().open(certificate.verificationPath());
        assertThat(page.heading()).isEqualTo("已廢止");
        assertThat(page.document().select(".standing").text()).contains(tw.qiao.kernel.RocDate.formatted(today));
        assertThat(page.text()).doesNotContain("資料不實");
        Visited past = platform.visitor()
                .submit(
                        page,
                        "main form",
                        Map.of(
                                "on-year", "" + (today.getYear() - 1911),
                                "on-month", "" + today.getMonthValue(),
                                "on-day", "" + today.getDayOfMonth()));
        assertThat(past.document().select("#past").text()).contains("已廢止", "廢止");
        assertThat(past.status()).isEqualTo(200);
    }

    @Test
    void refusesADayThatIsNoneOrLiesAhead() {
        Certificate certificate = issue("大同營造");
        TestVisitor visitor = platform.visitor();

        Visited none = visitor.open(certificate.verificationPath() + "?on-year=115&on-month=2&on-day=30");
        Visited ahead = visitor.open(certificate.verificationPath() + "?on=" + today.plusDays(1));

        assertThat(none.status()).isEqualTo(422);
        assertThat(none.document().select("#on").val()).isEqualTo("115");
        assertThat(ahead.text()).contains("只能查今天或過去的日期");
        assertThat(none.heading()).isEqualTo("有效");
    }

    @Test
    void letsOnlyOneOfTwoOfficersDecide() {
        Certificate certificate = issue("大同營造");
        TestVisitor other = signedIn(NationalId.synthetic('Z', false, 999_997).value());
        Visited first = officer.open("/desk/certificates/" + certificate.id());
        Visited second = other.open("/desk/certificates/" + certificate.id());

        Map<String, String> change = Map.of("status", "suspended", "reason", "查證中", "confirmed", "yes");
        assertThat(officer.submit(first, "main form", change).status()).isEqualTo(200);
        assertThat(other.submit(second, "main form", change).status()).isIn(409, 422);
        assertThat(certificates.history(certificate.id()).orElseThrow().changes())
                .hasSize(1);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() ->
                        certificates.change(certificate.id(), 0, CertificateStatus.REVOKED, "理由", UUID.randomUUID()))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("certificate_changed"));
    }

    @Test
    void asksForAnActionAndAReasonAndKeepsWhatWasTyped() {
        Certificate certificate = issue("大同營造");
        Visited desk = officer.open("/desk/certificates/" + certificate.id());

        Visited page = officer.submit(desk, "main form", Map.of("status", "valid", "reason", "字".repeat(501)));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().select(".error-summary li")).hasSize(2);
        assertThat(page.document().select("#reason").text()).hasSize(501);
    }

    @Test
    void opensTheDeskToOfficersOfTheAgencyAlone() {
        Certificate foreign = certificates.issue(request("大同營造", "TW/GOV/OTHER"));

        assertThat(officer.open("/desk/certificates/" + foreign.id()).status()).isEqualTo(404);
        assertThat(officer.open(foreign.downloadPath()).status()).isEqualTo(404);
        assertThat(holder.open("/desk/certificates/" + foreign.id()).status()).isIn(403, 404);
    }

    @Test
    void suspendsAndResumesWithAnEntryInTheLogForEach() {
        Certificate certificate = anchored(issue("大同營造"));
        UUID account = UUID.randomUUID();

        certificates.suspend(certificate.id(), "查證中", account);
        assertThat(open(certificate).heading()).isEqualTo("停用");
        certificates.resume(certificate.id(), "查證無誤", account);
        eventually(() -> platform.bean(EvidenceLog.class)
                .indexOf("certificate/" + certificate.id() + "/2")
                .isPresent());
        platform.bean(EvidenceLog.class).checkpointNow();

        Visited page = open(certificate);
        assertThat(page.heading()).isEqualTo("有效");
        assertThat(page.document().select(".proof .tag.good")).hasSize(3);
    }

    @Test
    void saysThatAnEntryAwaitsPublication() {
        Certificate certificate = issue("大同營造");
        eventually(() -> logIndex(certificate) >= 0);
        tamper(certificate, "log_index = null");

        Visited page = open(certificate);

        assertThat(page.heading()).isEqualTo("有效");
        assertThat(page.document().select(".proof .tag.waiting")).hasSize(1);
    }

    @Test
    void trustsTheLogMoreThanATamperedRecord() {
        Certificate certificate = anchored(issue("大同營造"));
        tamper(certificate, "holder_name = '別人營造'");

        Visited page = open(certificate);

        assertThat(page.heading()).isEqualTo("無法信賴");
        assertThat(page.document().select(".proof .tag.bad")).hasSize(1);
        assertThat(page.document().select(".proof li.wrong")).hasSize(2);
    }

    @Test
    void provesACertificateThatWasIssuedWithoutEnglishValues() {
        Certificate certificate = anchored(issue("大同營造"));
        tamper(certificate, """
                lines = '[{"labelZh": "登記等級", "labelEn": "Grade", "value": "甲等綜合營造業"}]'
                """);

        Visited page = platform.visitor().open(certificate.verificationPath() + "?lang=en");

        assertThat(page.heading()).isEqualTo("Valid");
        assertThat(page.document().select("main dd").eachText()).contains("甲等綜合營造業");
        assertThat(page.document().select(".proof .tag.good")).hasSize(1);
    }

    @Test
    void neverRewritesWhatWasWritten() {
        Certificate certificate = anchored(issue("大同營造"));
        certificates.suspend(certificate.id(), "查證中", UUID.randomUUID());

        for (String forbidden : List.of(
                "update credentials.certificate_status set status = 'valid'",
                "delete from credentials.certificate_status",
                "delete from credentials.certificate")) {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() ->
                            platform.database().sql(forbidden + " where true").update());
        }
    }

    @Test
    void answersProgramsInJsonThatProvesItself() throws Exception {
        Certificate certificate = anchored(issue("陳𠀋明營造"));

        JsonNode answer = json(certificate.verificationPath() + "?on=" + today, 200);

        assertThat(answer.at("/state").stringValue()).isEqualTo("valid");
        assertThat(answer.at("/on/state").stringValue()).isEqualTo("valid");
        assertThat(answer.at("/certificate/holder_name").stringValue()).isEqualTo("陳𠀋明營造");
        assertThat(answer.at("/evidence/contradicted").booleanValue()).isFalse();
        assertThat(answer.at("/evidence/key").stringValue()).startsWith("qiao.example/platform+");
        JsonNode entry = answer.at("/evidence/entries/0");
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(Base64.getUrlDecoder().decode(entry.at("/salt").stringValue()));
        byte[] commit = digest.digest(
                MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(answer.at("/certificate"))));
        assertThat(entry.at("/entry/commit").stringValue())
                .isEqualTo(Base64.getEncoder().encodeToString(commit));
        assertThat(entry.toString()).doesNotContain("𠀋");
    }

    @Test
    void answersProgramsThatAnIdIsUnknownOrADayIsNone() throws Exception {
        Certificate certificate = issue("大同營造");

        assertThat(json("/verify/AAAAAAAAAAAAAAAAAAAAAA", 404)).isEqualTo(json("/verify/x", 404));
        assertThat(json(certificate.verificationPath() + "?on=yesterday", 400)
                        .at("/code")
                        .stringValue())
                .isEqualTo("past_day_invalid");
    }

    @Test
    void stopsWhoeverLooksForCertificatesByTrying() {
        try (var strict = TestPlatform.start("qiao.credentials.misses-per-minute=3")) {
            TestVisitor visitor = strict.visitor();
            for (int i = 0; i < 6; i++) {
                visitor.open("/verify/AAAAAAAAAAAAAAAAAAAAA" + i);
            }

            Visited answer = visitor.open("/verify/AAAAAAAAAAAAAAAAAAAAAA");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.heading()).isEqualTo("查詢太頻繁");
        }
    }

    private Visited open(Certificate certificate) {
        return platform.visitor().open(certificate.verificationPath());
    }

    private Certificate issue(String holderName) {
        return certificates.issue(request(holderName));
    }

    private CertificateRequest request(String holderName) {
        return request(holderName, "TW/GOV/NLMA");
    }

    private CertificateRequest request(String holderName, String agency) {
        return new CertificateRequest(
                UUID.randomUUID(),
                platform.bean(Accounts.class).ofNationalId(HOLDER).orElseThrow().id(),
                "construction-firm",
                "綜合營造業登記證書",
                "Certificate of Registration of a Construction Firm",
                holderName,
                List.of(new Line("登記等級", "Grade", "甲等綜合營造業")),
                today,
                today.plusYears(5).minusDays(1),
                "內政部國土管理署",
                "National Land Management Agency",
                agency);
    }

    private Certificate anchored(Certificate certificate) {
        eventually(() -> logIndex(certificate) >= 0);
        platform.bean(EvidenceLog.class).checkpointNow();
        return certificate;
    }

    private void tamper(Certificate certificate, String change) {
        platform.database()
                .sql("alter table credentials.certificate disable trigger user")
                .update();
        platform.database()
                .sql("update credentials.certificate set " + change + " where id = :id")
                .param("id", certificate.id())
                .update();
        platform.database()
                .sql("alter table credentials.certificate enable trigger user")
                .update();
    }

    private long logIndex(Certificate certificate) {
        return platform.database()
                .sql("select coalesce(log_index, -1) from credentials.certificate where id = :id")
                .param("id", certificate.id())
                .query(Long.class)
                .single();
    }

    private static void eventually(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private TestVisitor signedIn(String nationalId) {
        TestVisitor visitor = platform.visitor();
        visitor.submit(visitor.open("/demo/sign-in"), ".demo-person form", Map.of("nationalId", nationalId));
        return visitor;
    }

    private JsonNode json(String path, int status) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(platform.address() + path))
                    .header("Accept", "application/json")
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertThat(response.statusCode()).isEqualTo(status);
            return CanonicalJson.MAPPER.readTree(response.body());
        }
    }
}
