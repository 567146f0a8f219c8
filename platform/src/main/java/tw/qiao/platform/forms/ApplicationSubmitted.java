package tw.qiao.platform.forms;

import java.time.Instant;
import java.util.UUID;

/** A person submitted an application. Published in the transaction that made the receipt number. */
public record ApplicationSubmitted(
        UUID submission, String receiptNumber, UUID applicant, String form, int formVersion, Instant at) {}
