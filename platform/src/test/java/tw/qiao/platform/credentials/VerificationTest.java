package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The page on which anybody verifies a certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationTest {
    private CertificateFixture fixture;

    @BeforeAll
    void start() {
        fixture = CertificateFixture.start();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void showsAValidCertificateWithItsLinesAndItsProof() {
        Certificate certificate = fixture.anchored(fixture.issue("陳𠀋明營造"));

        Visited page = fixture.platform().visitor().open(certificate.verificationPath());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.heading()).isEqualTo("有效");
        assertThat(page.text()).contains("陳𠀋明營造", "甲等綜合營造業", certificate.number(), certificate.pdfSha256());
        assertThat(page.document().select(".proof .tag.good")).hasSize(1);
        assertThat(page.document().select(".proof li.right")).hasSize(3);
        assertThat(page.document().select(".proof pre").text()).contains("qiao.example/platform");
    }

    @Test
    void findsACertificateByTheNumberThatWasTyped() {
        Certificate certificate = fixture.issue("大同營造");
        TestVisitor visitor = fixture.platform().visitor();

        Visited found = visitor.submit(
                visitor.open("/verify"),
                "main form",
                Map.of("number", certificate.number().replace("-", " ")));

        assertThat(found.heading()).isEqualTo("有效");
        assertThat(found.text()).contains("大同營造");
    }

    @Test
    void saysWhatIsWrongWithANumberThatDoesNotCheck() {
        TestVisitor visitor = fixture.platform().visitor();

        Visited page = visitor.submit(visitor.open("/verify"), "main form", Map.of("number", "7K3M<b>"));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().title()).startsWith("錯誤：");
        assertThat(page.document().select("#number").val()).isEqualTo("7K3M<b>");
        assertThat(page.document().select(".error-summary a").text()).contains("檢查碼");
    }

    @Test
    void separatesTheWordErrorFromTheTitle() {
        Visited page = fixture.platform().visitor().open("/verify?number=x&lang=en");

        assertThat(page.document().title()).startsWith("Error: Verify a certificate");
    }

    @Test
    void refusesTheAddressOfAnotherSite() {
        Certificate certificate = fixture.issue("大同營造");
        TestVisitor visitor = fixture.platform().visitor();

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
        TestVisitor visitor = fixture.platform().visitor();
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
        Certificate certificate = fixture.issue("大同營造");

        Visited page = fixture.platform().visitor().open(certificate.verificationPath() + "?lang=en");

        assertThat(page.heading()).isEqualTo("Valid");
        assertThat(page.document().select("html").attr("lang")).isEqualTo("en");
        assertThat(page.text()).contains("Certificate of Registration of a Construction Firm", "Grade");
    }

    @Test
    void refusesADayThatIsNoneOrLiesAhead() {
        Certificate certificate = fixture.issue("大同營造");
        TestVisitor visitor = fixture.platform().visitor();

        Visited none = visitor.open(certificate.verificationPath() + "?on-year=115&on-month=2&on-day=30");
        Visited ahead = visitor.open(
                certificate.verificationPath() + "?on=" + fixture.today().plusDays(1));

        assertThat(none.status()).isEqualTo(422);
        assertThat(none.document().select("#on").val()).isEqualTo("115");
        assertThat(ahead.text()).contains("只能查今天或過去的日期");
        assertThat(none.heading()).isEqualTo("有效");
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
}
