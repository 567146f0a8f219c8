package tw.qiao.platform.credentials;

import java.time.Instant;
import java.util.UUID;

/**
 * One change of the status of a certificate. Changes are only ever added.
 *
 * @param seq from 1
 * @param reason why, for the holder and the agency; never shown to the public
 * @param effectiveAt from when it holds
 * @param recordedAt when it was entered
 */
public record StatusChange(
        int seq, CertificateStatus status, String reason, Instant effectiveAt, Instant recordedAt, UUID officer) {
    @Override
    public String toString() {
        return "StatusChange[" + seq + " " + status.word() + "]";
    }
}
