package tw.qiao.node.ocsp;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * The certificate that a node showed last, and what is known of its status.
 *
 * @param reason why it is not known, where it is not
 * @param due when the issuer is to be asked
 */
record SeenCertificate(X509Certificate certificate, State state, String reason, Instant due) {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    enum State {
        /** Its issuer cannot be asked, or need not be. */
        UNASKED,
        PENDING,
        GOOD,
        REVOKED,
        UNCHECKED
    }

    static SeenCertificate unasked(X509Certificate certificate) {
        return new SeenCertificate(certificate, State.UNASKED, "", Instant.MAX);
    }

    /** Of which its issuer is to be asked at {@code due}. */
    static SeenCertificate pending(X509Certificate certificate, Instant due) {
        return new SeenCertificate(certificate, State.PENDING, "", due);
    }

    boolean isOf(X509Certificate other) {
        return certificate.equals(other);
    }

    SeenCertificate told(OcspAnswer answer, Instant now) {
        return switch (answer.status()) {
            case GOOD -> new SeenCertificate(certificate, State.GOOD, "", answer.until());
            case REVOKED -> new SeenCertificate(certificate, State.REVOKED, "", answer.until());
            case UNKNOWN -> untold("ocsp_unknown", now);
        };
    }

    /** What was revoked stays so until its issuer says otherwise. */
    SeenCertificate untold(String why, Instant now) {
        return new SeenCertificate(
                certificate, state == State.REVOKED ? State.REVOKED : State.UNCHECKED, why, now.plus(PAUSE));
    }
}
