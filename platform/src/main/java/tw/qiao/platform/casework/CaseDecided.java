package tw.qiao.platform.casework;

import java.time.Instant;
import java.util.UUID;

/**
 * An officer decided a case (處分).
 *
 * @param approved whether it was approved (核准) or rejected (駁回)
 * @param seq the place of the decision in the history of the case
 * @param eventHash the hash of that line of the history: a salted commitment to the whole decision
 */
public record CaseDecided(
        UUID caseId,
        String receiptNumber,
        String procedure,
        String agency,
        boolean approved,
        String article,
        int seq,
        String eventHash,
        Instant at) {}
