package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataIntegrityViolationException;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The evidence log proves what a certificate says, or that it was changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateProofTest {
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
    void saysThatAnEntryAwaitsPublication() {
        Certificate certificate = fixture.issue("大同營造");
        CertificateFixture.eventually(() -> fixture.logIndex(certificate) >= 0);
        fixture.tamper(certificate, "log_index = null");

        Visited page = fixture.open(certificate);

        assertThat(page.heading()).isEqualTo("有效");
        assertThat(page.document().select(".proof .tag.waiting")).hasSize(1);
    }

    @Test
    void trustsTheLogMoreThanATamperedRecord() {
        Certificate certificate = fixture.anchored(fixture.issue("大同營造"));
        fixture.tamper(certificate, "holder_name = '別人營造'");

        Visited page = fixture.open(certificate);

        assertThat(page.heading()).isEqualTo("無法信賴");
        assertThat(page.document().select(".proof .tag.bad")).hasSize(1);
        assertThat(page.document().select(".proof li.wrong")).hasSize(2);
    }

    @Test
    void provesACertificateThatWasIssuedWithoutEnglishValues() {
        Certificate certificate = fixture.anchored(fixture.issue("大同營造"));
        fixture.tamper(certificate, """
                lines = '[{"labelZh": "登記等級", "labelEn": "Grade", "value": "甲等綜合營造業"}]'
                """);

        Visited page = fixture.platform().visitor().open(certificate.verificationPath() + "?lang=en");

        assertThat(page.heading()).isEqualTo("Valid");
        assertThat(page.document().select("main dd").eachText()).contains("甲等綜合營造業");
        assertThat(page.document().select(".proof .tag.good")).hasSize(1);
    }

    @Test
    void neverRewritesWhatWasWritten() {
        Certificate certificate = fixture.anchored(fixture.issue("大同營造"));
        fixture.certificates().suspend(certificate.id(), "查證中", UUID.randomUUID());

        for (String forbidden : List.of(
                "update credentials.certificate_status set status = 'valid'",
                "delete from credentials.certificate_status",
                "delete from credentials.certificate")) {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> fixture.platform()
                            .database()
                            .sql(forbidden + " where true")
                            .update());
        }
    }
}
