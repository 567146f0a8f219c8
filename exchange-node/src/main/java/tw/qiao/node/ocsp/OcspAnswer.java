package tw.qiao.node.ocsp;

import java.time.Instant;

/**
 * What an issuer says of a certificate.
 *
 * @param until how long it counts
 */
record OcspAnswer(Status status, Instant until) {
    enum Status {
        GOOD,
        REVOKED,
        UNKNOWN
    }
}
