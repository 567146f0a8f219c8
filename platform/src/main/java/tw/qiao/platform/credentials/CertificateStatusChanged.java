package tw.qiao.platform.credentials;

import java.time.Instant;
import java.util.UUID;

/**
 * A certificate was suspended, resumed or revoked.
 *
 * @param seq the how manieth change of this certificate it is, from 1
 */
public record CertificateStatusChanged(
        String certificate, String number, UUID caseId, UUID holder, int seq, CertificateStatus status, Instant at) {}
