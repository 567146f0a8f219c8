package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.credentials.CertificateRequest.Line;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** Certificates, their holder and an officer of their agency for the tests of credentials, without any case. */
final class CertificateFixture implements AutoCloseable {
    static final String STRANGER = NationalId.synthetic('Z', false, 999_987).value();
    private static final String OFFICER =
            NationalId.synthetic('Z', false, 999_998).value();
    private static final String HOLDER =
            NationalId.synthetic('Z', true, 999_988).value();

    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Taipei"));
    private final TestPlatform platform;
    private final TestVisitor holder;
    private final TestVisitor officer;

    private CertificateFixture(TestPlatform platform) {
        this.platform = platform;
        this.holder = signedIn(HOLDER);
        this.officer = signedIn(OFFICER);
    }

    static CertificateFixture start() {
        return new CertificateFixture(
                TestPlatform.start("qiao.site.demo=true", "qiao.credentials.misses-per-minute=1000"));
    }

    /** The same on a platform that was started for the test. */
    static CertificateFixture on(TestPlatform platform) {
        return new CertificateFixture(platform);
    }

    @Override
    public void close() {
        platform.close();
    }

    /** The day of all certificates' issue. */
    LocalDate today() {
        return today;
    }

    TestPlatform platform() {
        return platform;
    }

    TestVisitor holder() {
        return holder;
    }

    TestVisitor officer() {
        return officer;
    }

    Certificates certificates() {
        return platform.bean(Certificates.class);
    }

    TestVisitor signedIn(String nationalId) {
        TestVisitor visitor = platform.visitor();
        visitor.submit(visitor.open("/demo/sign-in"), ".demo-person form", Map.of("nationalId", nationalId));
        return visitor;
    }

    /** The page on which anybody verifies {@code certificate}. */
    Visited open(Certificate certificate) {
        return platform.visitor().open(certificate.verificationPath());
    }

    Certificate issue(String holderName) {
        return certificates().issue(request(holderName));
    }

    CertificateRequest request(String holderName) {
        return request(holderName, "TW/GOV/NLMA");
    }

    CertificateRequest request(String holderName, String agency) {
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

    /** Waits until the log's checkpoint covers the issue of {@code certificate}. */
    Certificate anchored(Certificate certificate) {
        eventually(() -> logIndex(certificate) >= 0);
        platform.bean(EvidenceLog.class).checkpointNow();
        return certificate;
    }

    /** Where the log holds the issue of {@code certificate}; negative while it doesn't. */
    long logIndex(Certificate certificate) {
        return platform.database()
                .sql("select coalesce(log_index, -1) from credentials.certificate where id = :id")
                .param("id", certificate.id())
                .query(Long.class)
                .single();
    }

    /** Changes the record past the triggers that protect it. */
    void tamper(Certificate certificate, String change) {
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

    static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
