package tw.qiao.platform.casework;

import java.time.Instant;
import java.util.UUID;

/** A case was opened (立案): once for every submission. */
public record CaseOpened(UUID caseId, UUID submission, String receiptNumber, String agency, Instant at) {}
