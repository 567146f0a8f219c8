package tw.qiao.platform.mydata;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a fact came from (資料來源).
 *
 * @param item the data item of the {@link DataItems catalogue}
 * @param member the agency that answered, for example {@code TW/GOV/RIS}
 * @param at when it answered
 * @param exchangeId names the crossing in the evidence logs of both sides
 * @param consentId the consent that allowed it
 */
public record Provenance(String item, String member, Instant at, UUID exchangeId, UUID consentId) {}
