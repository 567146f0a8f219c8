package tw.qiao.node.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.ocsp.FakeIssuer.Mood;

/** What a node makes of the certificates of others, and of what their issuers say of them. */
class PeerCertificatesTest {
    private static final String KEY = "key";

    private final SigningKey tls = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private FakeIssuer issuer;
    private X509Certificate certificate;
    private Instant now = Instant.now();

    @BeforeEach
    void start() throws IOException {
        issuer = new FakeIssuer();
        certificate = issued(Duration.ofDays(5));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private X509Certificate issued(Duration left) {
        return issuer.issue(tls.verificationKey().publicKey(), now.plus(left));
    }

    private PeerCertificates certificates(boolean refusesUnchecked, List<X509Certificate> issuers) {
        InstantSource source = () -> now;
        return new PeerCertificates(
                Optional.of(new OcspRule(issuers, refusesUnchecked)), source.withZone(ZoneOffset.UTC));
    }

    private PeerCertificates certificates(boolean refusesUnchecked) {
        return certificates(refusesUnchecked, List.of(issuer.certificate()));
    }

    private static String found(PeerCertificates certificates) {
        var finding = certificates.findings(_ -> Optional.of("RIS")).getLast();
        return finding.message() + " " + finding.arguments() + finding.zh().isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GOOD, true, ok [1]",
        "GOOD_BY_DELEGATE, true, ok [1]",
        "GOOD_WITHOUT_NONCE, true, ok [1]",
        "REVOKED, false, revoked [RIS]",
        "UNKNOWN, true, 'unchecked [RIS, ocsp_unknown]'",
        "STALE, true, 'unchecked [RIS, ocsp_stale]'",
        "WRONG_RESPONDER, true, 'unchecked [RIS, ocsp_wrong_responder]'",
        "DELEGATE_WITHOUT_MANDATE, true, 'unchecked [RIS, ocsp_wrong_responder]'",
        "WRONG_NONCE, true, 'unchecked [RIS, ocsp_wrong_nonce]'",
        "OTHER_CERTIFICATE, true, 'unchecked [RIS, ocsp_other_certificate]'",
        "BROKEN, true, 'unchecked [RIS, ocsp_unreadable]'",
        "SILENT, true, 'unchecked [RIS, ocsp_refused]'"
    })
    void believesOnlyWhatTheIssuerSaysNow(Mood mood, boolean admitted, String finding) {
        issuer.answers(mood);
        try (var certificates = certificates(false)) {
            certificates.admits(KEY, certificate);
            certificates.check();

            assertThat(certificates.admits(KEY, certificate)).isEqualTo(admitted);
            assertThat(certificates.refuses(KEY)).isEqualTo(!admitted);
            assertThat(found(certificates)).startsWith(finding);
        }
    }

    @Test
    void refusesWhatCannotBeCheckedWhereTheSettingsSaySo() {
        issuer.answers(Mood.SILENT);
        try (var certificates = certificates(true)) {
            certificates.admits(KEY, certificate);
            certificates.check();

            assertThat(certificates.admits(KEY, certificate)).isFalse();
        }
    }

    @Test
    void asksAgainOnlyWhenTheAnswerHasRunOut() {
        try (var certificates = certificates(false)) {
            certificates.admits(KEY, certificate);
            certificates.check();
            int once = issuer.questions();
            certificates.admits(KEY, certificate);
            certificates.check();
            assertThat(issuer.questions()).isEqualTo(once);

            issuer.answers(Mood.SILENT);
            now = now.plus(FakeIssuer.COUNTS).plusSeconds(1);
            certificates.check();

            assertThat(issuer.questions()).isEqualTo(once + 1);
            assertThat(found(certificates)).startsWith("unchecked");
        }
    }

    @Test
    void keepsRefusingWhatWasRevokedWhileTheResponderIsAway() {
        issuer.answers(Mood.REVOKED);
        try (var certificates = certificates(false)) {
            certificates.admits(KEY, certificate);
            certificates.check();
            issuer.answers(Mood.SILENT);
            now = now.plus(FakeIssuer.COUNTS).plusSeconds(1);
            certificates.check();

            assertThat(certificates.admits(KEY, certificate)).isFalse();
        }
    }

    @Test
    void saysThatItDoesNotKnowTheIssuer() {
        try (var certificates = certificates(false, List.of())) {
            certificates.admits(KEY, certificate);
            certificates.check();

            assertThat(issuer.questions()).isZero();
            assertThat(found(certificates)).startsWith("unchecked [RIS, ocsp_unknown_issuer]");
        }
    }

    @Test
    void warnsOfCertificatesThatHaveEndedAndStillLetsThemIn() {
        try (var certificates = new PeerCertificates(Optional.empty(), Clock.systemUTC())) {
            assertThat(certificates.admits(KEY, issued(Duration.ofDays(-1)))).isTrue();

            assertThat(found(certificates)).startsWith("ended [RIS]");
            assertThat(issuer.questions()).isZero();
        }
    }
}
