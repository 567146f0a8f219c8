package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.RocDate;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** Officers of its agency suspend, resume and revoke a certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateStatusTest {
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
    void showsARevocationWithItsDateAndStillTellsHowItStoodBefore() {
        Certificate certificate = fixture.anchored(fixture.issue("大同營造"));
        Visited desk = fixture.officer().open("/desk/certificates/" + certificate.id());

        Visited asked =
                fixture.officer().submit(desk, "main form", Map.of("status", "revoked", "reason", "資料不實，營造業法第 56 條"));
        Visited done = fixture.officer().submit(asked, "main form", Map.of());

        assertThat(asked.heading()).isEqualTo("確定要廢止這張證書嗎？");
        assertThat(done.text()).contains("資料不實，營造業法第 56 條");
        Visited page = fixture.platform().visitor().open(certificate.verificationPath());
        assertThat(page.heading()).isEqualTo("已廢止");
        assertThat(page.document().select(".standing").text()).contains(RocDate.formatted(fixture.today()));
        assertThat(page.text()).doesNotContain("資料不實");
        Visited past = fixture.platform()
                .visitor()
                .submit(
                        page,
                        "main form",
                        Map.of(
                                "on-year", "" + (fixture.today().getYear() - 1911),
                                "on-month", "" + fixture.today().getMonthValue(),
                                "on-day", "" + fixture.today().getDayOfMonth()));
        assertThat(past.document().select("#past").text()).contains("已廢止", "廢止");
        assertThat(past.status()).isEqualTo(200);
    }

    @Test
    void letsOnlyOneOfTwoOfficersDecide() {
        Certificate certificate = fixture.issue("大同營造");
        TestVisitor other =
                fixture.signedIn(NationalId.synthetic('Z', false, 999_997).value());
        Visited first = fixture.officer().open("/desk/certificates/" + certificate.id());
        Visited second = other.open("/desk/certificates/" + certificate.id());

        Map<String, String> change = Map.of("status", "suspended", "reason", "查證中", "confirmed", "yes");
        assertThat(fixture.officer().submit(first, "main form", change).status())
                .isEqualTo(200);
        assertThat(other.submit(second, "main form", change).status()).isIn(409, 422);
        assertThat(fixture.certificates()
                        .history(certificate.id())
                        .orElseThrow()
                        .changes())
                .hasSize(1);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> fixture.certificates()
                        .change(certificate.id(), 0, CertificateStatus.REVOKED, "理由", UUID.randomUUID()))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("certificate_changed"));
    }

    @Test
    void asksForAnActionAndAReasonAndKeepsWhatWasTyped() {
        Certificate certificate = fixture.issue("大同營造");
        Visited desk = fixture.officer().open("/desk/certificates/" + certificate.id());

        Visited page =
                fixture.officer().submit(desk, "main form", Map.of("status", "valid", "reason", "字".repeat(501)));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().select(".error-summary li")).hasSize(2);
        assertThat(page.document().select("#reason").text()).hasSize(501);
    }

    @Test
    void opensTheDeskToOfficersOfTheAgencyAlone() {
        Certificate foreign = fixture.certificates().issue(fixture.request("大同營造", "TW/GOV/OTHER"));

        assertThat(fixture.officer().open("/desk/certificates/" + foreign.id()).status())
                .isEqualTo(404);
        assertThat(fixture.officer().open(foreign.downloadPath()).status()).isEqualTo(404);
        assertThat(fixture.holder().open("/desk/certificates/" + foreign.id()).status())
                .isIn(403, 404);
    }

    @Test
    void suspendsAndResumesWithAnEntryInTheLogForEach() {
        Certificate certificate = fixture.anchored(fixture.issue("大同營造"));
        UUID account = UUID.randomUUID();

        fixture.certificates().suspend(certificate.id(), "查證中", account);
        assertThat(fixture.open(certificate).heading()).isEqualTo("停用");
        fixture.certificates().resume(certificate.id(), "查證無誤", account);
        CertificateFixture.eventually(() -> fixture.platform()
                .bean(EvidenceLog.class)
                .indexOf("certificate/" + certificate.id() + "/2")
                .isPresent());
        fixture.platform().bean(EvidenceLog.class).checkpointNow();

        Visited page = fixture.open(certificate);
        assertThat(page.heading()).isEqualTo("有效");
        assertThat(page.document().select(".proof .tag.good")).hasSize(3);
    }
}
