package tw.qiao.node.store;

import java.time.Instant;
import java.util.List;
import tw.qiao.node.message.Body;

/**
 * What a node keeps of one exchange, sealed. Together with the salted commitments in the evidence log it proves what
 * was asked and answered, until salt and body are erased after their time; the log and all other parts stay.
 *
 * @param side the side on which this node was, {@code consumer} or {@code provider}
 * @param gxId the exchange id
 * @param time when the exchange was recorded
 * @param client the consumer's subsystem
 * @param service the service
 * @param content base64 of the request's content digest
 * @param salt base64url of the salt of both commitments; empty when it was erased
 * @param purpose the purpose code
 * @param basis the legal basis code
 * @param consent the consent id, empty when there is none
 * @param usage whom and what the answer was about; only at the provider
 * @param answer what was answered; only at the provider
 */
public record ExchangeRecord(
        String side,
        String gxId,
        Instant time,
        String client,
        String service,
        String content,
        String salt,
        String purpose,
        String basis,
        String consent,
        Usage usage,
        StoredAnswer answer) {
    /** Whether the salt and the answer's body were erased. */
    public boolean wasErased() {
        return salt.isEmpty();
    }

    /** This record, where another one tells whom and what the answer was about. */
    public ExchangeRecord withoutUsage() {
        return new ExchangeRecord(
                side, gxId, time, client, service, content, salt, purpose, basis, consent, Usage.NONE, answer);
    }

    /** This record with another salt, body and headers. */
    ExchangeRecord with(String otherSalt, Body body, String headers) {
        return new ExchangeRecord(
                side,
                gxId,
                time,
                client,
                service,
                content,
                otherSalt,
                purpose,
                basis,
                consent,
                usage,
                new StoredAnswer(answer.status(), answer.contentType(), body, headers));
    }

    /**
     * Who was asked about, and what was told.
     *
     * @param subject keyed hash of the person's or firm's number, empty when the answer is about nobody
     * @param fields the fields that the answer holds
     * @param mentioned keyed hashes of the numbers of other people who appear in the answer
     */
    public record Usage(String subject, List<String> fields, List<String> mentioned) {
        /** About nobody. */
        public static final Usage NONE = new Usage("", List.of(), List.of());
    }

    /**
     * An answer as it can be given again.
     *
     * @param status the HTTP status, 0 when there is no answer
     * @param contentType its content type
     * @param body its body; empty when it was erased
     * @param headers the system's header fields as they cross; empty when there are none or they were erased
     */
    public record StoredAnswer(int status, String contentType, Body body, String headers) {
        /** Whether its body can still be told. */
        public boolean isThere() {
            return body.large().map(Body.Large::isThere).orElse(true);
        }

        /** No answer. */
        public static final StoredAnswer NONE = new StoredAnswer(0, "", Body.EMPTY, "");
    }
}
