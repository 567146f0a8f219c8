package tw.qiao.platform.mydata;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tw.qiao.kernel.log.Commitment;

/**
 * Something happened to a consent that the evidence log must hold. The log is public, and agencies know the ids of
 * consents and exchanges that they took part in; so all but kind and time is under a salted {@link Commitment}, or one
 * agency could read what a person let others tell.
 *
 * @param key what the entry is kept under, so that a redelivery does not log it again; it stays private
 * @param kind what the log calls it
 */
record ConsentChange(String key, String kind, String commitment, Instant at) {
    private static final String GIVEN = "consent-given";
    private static final String USED = "consent-used";
    private static final String WITHDRAWN = "consent-withdrawn";

    /** A person consented; the commitment is to the document that she agreed to. */
    static ConsentChange given(Consent consent, String salt) {
        byte[] document = consent.document().getBytes(StandardCharsets.UTF_8);
        return new ConsentChange(GIVEN + "/" + consent.id(), GIVEN, Commitment.to(document, salt), consent.given());
    }

    /** One of its items was asked for. */
    static ConsentChange used(UUID consent, String item, UUID exchange, String outcome, Instant at, String salt) {
        var facts = Map.of("item", item, "gx_id", exchange.toString(), "outcome", outcome);
        return new ConsentChange(USED + "/" + exchange, USED, commitment(USED, consent, at, facts, salt), at);
    }

    /** The person withdrew it. */
    static ConsentChange withdrawn(UUID consent, Instant at, String salt) {
        String commitment = commitment(WITHDRAWN, consent, at, Map.of(), salt);
        return new ConsentChange(WITHDRAWN + "/" + consent, WITHDRAWN, commitment, at);
    }

    private static String commitment(String kind, UUID consent, Instant at, Map<String, String> facts, String salt) {
        Map<String, Object> statement = new HashMap<>(facts);
        statement.put("v", ConsentEvidence.VERSION);
        statement.put("kind", kind);
        statement.put("consent", consent.toString());
        statement.put("at", at.toString());
        return Commitment.to(statement, salt);
    }
}
