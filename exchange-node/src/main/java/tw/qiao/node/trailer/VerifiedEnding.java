package tw.qiao.node.trailer;

import java.util.function.Consumer;
import java.util.function.Function;
import tw.qiao.kernel.Problem;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.ResponseEnd;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.store.KeptMessage;
import tw.qiao.node.store.PrivateStore;

/** The end of an answer of another member: it must be the one that was signed, and stands in the evidence then. */
public final class VerifiedEnding extends RecordedEnding {
    private final Evidence evidence;
    private final Facts facts;
    private final PrivateStore store;
    private final ResponseHead head;
    private final Function<ResponseEnd, ExchangeSignature> verified;
    private final Consumer<Problem> refusing;

    /**
     * @param head the head of the answer
     * @param verified verifies the signature at the end
     * @param refusing is told why the end was refused
     */
    public VerifiedEnding(
            Evidence evidence,
            Facts facts,
            PrivateStore store,
            Passages passages,
            ResponseHead head,
            Function<ResponseEnd, ExchangeSignature> verified,
            Consumer<Problem> refusing) {
        super(evidence, facts, passages);
        this.evidence = evidence;
        this.facts = facts;
        this.store = store;
        this.head = head;
        this.verified = verified;
        this.refusing = refusing;
    }

    @Override
    void refusing(Problem why) {
        refusing.accept(why);
    }

    @Override
    Fields proved(PassingBody body, Fields trailers) {
        var signature = verified.apply(new ResponseEnd(head, trailers));
        if (!trailers.required("content-digest").equals(ContentDigest.of(Body.of(body)))) {
            throw Faults.consumerNode("inconsistent_response", "The answer's body is not the one that was signed");
        }
        facts.put("status", head.status()).commit("response", signature.covered());
        var kept = new KeptMessage(signature.covered().base(), signature.signature());
        evidence.record("response", facts, (entry, key) -> store.attach(entry, key, facts.salt(), kept));
        return new Fields();
    }

    @Override
    String notCome() {
        return "answer_incomplete";
    }

    @Override
    String prefix() {
        return "server.clientproxy.";
    }
}
