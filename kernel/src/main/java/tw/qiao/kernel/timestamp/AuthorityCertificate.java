package tw.qiao.kernel.timestamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import tw.qiao.kernel.Problem;

/** What makes a certificate one of a time-stamp authority (RFC 3161, 2.3), and how it is trusted. */
public final class AuthorityCertificate {
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    private AuthorityCertificate() {}

    /** The certificate in a file, in PEM or DER. */
    public static X509Certificate read(Path file) {
        try {
            return read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Problem.unavailable("certificate_unreadable", "The certificate " + file + " cannot be read", e);
        }
    }

    /** The certificate in PEM or DER. */
    public static X509Certificate read(byte[] certificate) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (CertificateException e) {
            throw Problem.invalid("certificate_malformed", "A certificate is X.509 in PEM or DER");
        }
    }

    /** Requires that a certificate is for time stamps alone, and was valid at {@code time}. */
    static void require(X509Certificate certificate, Instant time) {
        var critical = certificate.getCriticalExtensionOIDs();
        if (critical == null
                || !critical.contains(EXTENDED_KEY_USAGE)
                || !List.of(TIME_STAMPING).equals(usages(certificate))) {
            throw TimeStampToken.refused("wrong_key_usage", "is made by a key that is not for time stamps alone");
        }
        if (time.isBefore(certificate.getNotBefore().toInstant())
                || time.isAfter(certificate.getNotAfter().toInstant())) {
            throw TimeStampToken.refused("certificate_expired", "was made when its certificate was not valid");
        }
    }

    private static List<String> usages(X509Certificate certificate) {
        try {
            var usages = certificate.getExtendedKeyUsage();
            return usages == null ? List.of() : usages;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** Whether the signer of {@code token} is one of {@code trusted}, or is certified by one of them. */
    public static boolean isTrusted(TimeStampToken token, List<X509Certificate> trusted) {
        var signer = token.signer();
        return trusted.contains(signer) || trusted.stream().anyMatch(anchor -> leads(token, signer, anchor));
    }

    private static boolean leads(TimeStampToken token, X509Certificate signer, X509Certificate anchor) {
        try {
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(token.info().time()));
            var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(signer));
            return CertPathValidator.getInstance("PKIX").validate(path, parameters) != null;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
