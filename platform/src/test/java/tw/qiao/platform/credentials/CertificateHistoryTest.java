package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CertificateHistoryTest {
    private static final LocalDate ISSUED = LocalDate.of(2026, 11, 21);

    private final CertificateHistory untouched = history();
    private final CertificateHistory ended = history(
            change(1, CertificateStatus.SUSPENDED, "2027-01-10T16:30:00Z"),
            change(2, CertificateStatus.VALID, "2027-02-01T01:00:00Z"),
            change(3, CertificateStatus.REVOKED, "2028-05-05T06:05:00Z"));

    @Test
    void isNotYetValidBeforeItsIssue() {
        assertThat(untouched.on(ISSUED.minusDays(1))).isEqualTo(Standing.NOT_YET_VALID);
        assertThat(untouched.on(ISSUED)).isEqualTo(Standing.VALID);
    }

    @Test
    void isValidOnItsLastDayAndExpiredOnTheNext() {
        assertThat(untouched.on(LocalDate.of(2031, 11, 20))).isEqualTo(Standing.VALID);
        assertThat(untouched.on(LocalDate.of(2031, 11, 21))).isEqualTo(Standing.EXPIRED);
    }

    @Test
    void remembersHowItStoodBeforeEachChange() {
        assertThat(ended.on(LocalDate.of(2027, 1, 10))).isEqualTo(Standing.VALID);
        assertThat(ended.on(LocalDate.of(2027, 1, 11))).isEqualTo(Standing.SUSPENDED);
        assertThat(ended.on(LocalDate.of(2027, 2, 1))).isEqualTo(Standing.VALID);
        assertThat(ended.on(LocalDate.of(2028, 5, 4))).isEqualTo(Standing.VALID);
        assertThat(ended.on(LocalDate.of(2028, 5, 5))).isEqualTo(Standing.REVOKED);
        assertThat(ended.on(LocalDate.of(2040, 1, 1))).isEqualTo(Standing.REVOKED);
    }

    @Test
    void countsDaysAsTaipeiDoes() {
        assertThat(ended.changesOn(LocalDate.of(2027, 1, 11))).hasSize(1);
        assertThat(ended.changesOn(LocalDate.of(2027, 1, 10))).isEmpty();
    }

    @Test
    void isRevokedForGood() {
        assertThat(CertificateStatus.from(CertificateStatus.REVOKED)).isEmpty();
        assertThat(CertificateStatus.from(CertificateStatus.VALID))
                .containsExactly(CertificateStatus.SUSPENDED, CertificateStatus.REVOKED);
        assertThat(CertificateStatus.from(CertificateStatus.SUSPENDED))
                .containsExactly(CertificateStatus.VALID, CertificateStatus.REVOKED);
    }

    private static CertificateHistory history(StatusChange... changes) {
        return new CertificateHistory(CertificateDocumentsTest.certificate("大同營造"), List.of(changes));
    }

    private static StatusChange change(int seq, CertificateStatus status, String at) {
        return new StatusChange(seq, status, "理由", Instant.parse(at), Instant.parse(at), new UUID(5, 6));
    }
}
