package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.support.TestVisitor.Visited;

/** A certificate is issued once, whole, and for its holder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateIssueTest {
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
    void issuesOneCertificateForACaseHoweverManyAskAtOnce() throws Exception {
        CertificateRequest request = fixture.request("大同營造");
        Callable<Certificate> task = () -> fixture.certificates().issue(request);

        try (var threads = Executors.newFixedThreadPool(6)) {
            var issued = threads.invokeAll(Collections.nCopies(6, task)).stream()
                    .map(Future::resultNow)
                    .map(Certificate::id)
                    .distinct();
            assertThat(issued).hasSize(1);
        }
        Certificate one =
                fixture.anchored(fixture.certificates().ofCase(request.caseId()).orElseThrow());
        assertThat(fixture.platform().bean(EvidenceLog.class).indexOf("certificate/" + one.id()))
                .isPresent();
    }

    @Test
    void issuesNothingWhenACharacterCannotBeShown() {
        CertificateRequest request = fixture.request("\uE000營造");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> fixture.certificates().issue(request))
                .satisfies(problem -> assertThat(problem.code()).isIn("print_glyph_missing", "print_fonts_missing"));
        assertThat(fixture.certificates().ofCase(request.caseId())).isEmpty();
    }

    @Test
    void givesThePdfToItsHolderAndToTheAgencyAndToNobodyElse() {
        Certificate certificate = fixture.issue("大同營造");

        Visited own = fixture.holder().open(certificate.downloadPath());

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.response().headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(fixture.officer().open(certificate.downloadPath()).status()).isEqualTo(200);
        assertThat(fixture.signedIn(CertificateFixture.STRANGER)
                        .open(certificate.downloadPath())
                        .status())
                .isEqualTo(404);
        assertThat(fixture.platform()
                        .visitor()
                        .open(certificate.downloadPath())
                        .response()
                        .body())
                .doesNotStartWith("%PDF");
    }

    @Test
    void keepsTheFileThatItsChecksumPromises() throws Exception {
        Certificate certificate = fixture.issue("大同營造");

        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(fixture.certificates().pdf(certificate));

        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(certificate.pdfSha256());
    }
}
