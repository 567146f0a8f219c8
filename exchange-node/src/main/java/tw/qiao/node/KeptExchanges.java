package tw.qiao.node;

import java.time.Clock;
import java.util.Optional;
import tw.qiao.kernel.Problem;
import tw.qiao.node.Authorisation.Question;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.service.Answer;
import tw.qiao.node.store.ExchangeRecord;
import tw.qiao.node.store.ExchangeRecord.StoredAnswer;
import tw.qiao.node.store.ExchangeRecord.Usage;
import tw.qiao.node.store.PrivateStore;

/** What a provider keeps of its exchanges, so that each is done once and a retry is told the same. */
final class KeptExchanges {
    private final PrivateStore store;
    private final Evidence evidence;
    private final Clock clock;

    KeptExchanges(PrivateStore store, Evidence evidence, Clock clock) {
        this.store = store;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * The answer that an exchange was given before.
     *
     * @param content what is asked now, which must be the same
     */
    Optional<Answer> answer(String gxId, String content) {
        return store.find(Evidence.keyOfRecord(evidence.side(), gxId)).map(known -> again(known, content));
    }

    private static Answer again(ExchangeRecord known, String content) {
        if (!known.content().equals(content)) {
            throw usedForAnother();
        }
        if (known.wasErased() || !known.answer().isThere()) {
            throw Faults.erased("server.serverproxy.answer_erased");
        }
        var stored = known.answer();
        return Answer.of(stored.status(), stored.contentType(), stored.body()).with(stored.headers());
    }

    private static Problem usedForAnother() {
        return Faults.conflict("server.serverproxy.duplicate_id", "This exchange id was used for another request");
    }

    /** A request that was recorded but never answered may only be done again when nothing can be done twice. */
    void requireSameAsRecorded(String method, ExchangeSignature signature, Facts facts) {
        var recorded = evidence.requestCommitment(facts.gxId());
        if (recorded.isEmpty()) {
            return;
        }
        // Another node of the consumer asks with another salt, to which the entry does not commit.
        boolean same = recorded.get().equals(facts.values().get("request"));
        if (!same && !isKept(signature, facts)) {
            throw usedForAnother();
        }
        if (!same || !method.equals("GET")) {
            throw Faults.conflict(
                    "server.serverproxy.outcome_unknown", "This request was begun before; its outcome is not known");
        }
    }

    private boolean isKept(ExchangeSignature signature, Facts facts) {
        return store.message(evidence.key("request", facts.gxId()))
                .filter(kept -> signature.covered().hasContentOf(kept.base()))
                .isPresent();
    }

    /** What is to be kept of an exchange that was answered. */
    ExchangeRecord record(Question question, Answer answer, Fields fields, String content, Facts facts) {
        return new ExchangeRecord(
                evidence.side(),
                facts.gxId(),
                clock.instant(),
                question.client(),
                question.service(),
                content,
                fields.required("gx-salt"),
                question.purpose(),
                question.basis(),
                fields.single("gx-consent").orElse(""),
                usage(answer),
                new StoredAnswer(answer.status(), answer.contentType(), answer.body(), answer.headers()));
    }

    private Usage usage(Answer answer) {
        boolean told = answer.status() == 200;
        String subject = told && !answer.subject().isEmpty() ? store.subject(answer.subject()) : "";
        var mentioned = answer.mentioned().stream()
                .filter(number -> !number.equals(answer.subject()))
                .map(store::subject)
                .toList();
        return new Usage(subject, answer.fields(), mentioned);
    }
}
