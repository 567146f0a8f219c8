package tw.qiao.platform.credentials;

import java.time.Instant;
import java.util.UUID;

/** A certificate was issued: once for each case, published in the transaction that stores it. */
public record CertificateIssued(String certificate, String number, UUID caseId, UUID holder, Instant at) {}
