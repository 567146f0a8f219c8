package tw.qiao.node.health;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import tw.qiao.node.operations.Finding;

/** Whether a TLS certificate is one for TLS, in its time. Its names do not matter: peers look at its key. */
final class CertificateCheck {
    private static final List<String> USES = List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    private static final String ANY_USE = "2.5.29.37.0";

    private CertificateCheck() {}

    static Finding of(X509Certificate certificate, Instant now) {
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return Finding.degraded(
                    "certificate",
                    "unfit",
                    "notBefore " + certificate.getNotBefore().toInstant());
        }
        try {
            var uses = certificate.getExtendedKeyUsage();
            if (uses != null && !uses.contains(ANY_USE) && uses.stream().noneMatch(USES::contains)) {
                return Finding.degraded("certificate", "unfit", "extendedKeyUsage " + uses);
            }
            var usage = certificate.getKeyUsage();
            if (usage != null && !usage[0]) {
                return Finding.degraded("certificate", "unfit", "keyUsage without digitalSignature");
            }
        } catch (CertificateParsingException e) {
            return Finding.degraded("certificate", "unfit", "extendedKeyUsage");
        }
        return Health.certificate(certificate.getNotAfter().toInstant(), now);
    }
}
