package tw.qiao.node.trailer;

import tw.qiao.kernel.log.NewEntry;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseEnd;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.message.UnsignedMessage;
import tw.qiao.node.passing.PassingBody;

/** The end of an answer of this member's own system: digested and signed in trailers, once it is in the evidence. */
public final class SignedEnding extends RecordedEnding {
    private final Evidence evidence;
    private final Facts facts;
    private final MessageSigner signer;
    private final Passing answer;

    /**
     * The answer that is passed on.
     *
     * @param request what it answers
     * @param head its own head, which was signed
     * @param still looks whether it may still be told
     * @param kept attaches to its entry what this node keeps of it
     */
    public record Passing(RequestHead request, ResponseHead head, Runnable still, Kept kept) {}

    /** Attaches to an entry of the log, under its key, what this node keeps with it. */
    public interface Kept {
        NewEntry with(NewEntry entry, String key, UnsignedMessage message);
    }

    public SignedEnding(Evidence evidence, Facts facts, MessageSigner signer, Passages passages, Passing answer) {
        super(evidence, facts, passages);
        this.evidence = evidence;
        this.facts = facts;
        this.signer = signer;
        this.answer = answer;
    }

    @Override
    public void goesOn() {
        answer.still().run();
    }

    @Override
    Fields proved(PassingBody body, Fields none) {
        var trailers = new Fields().add("content-digest", ContentDigest.of(Body.of(body)));
        var message = signer.prepare(new ResponseEnd(answer.head(), trailers), answer.request());
        facts.commit("response", message.covered());
        message.sign(evidence.record(
                "response", facts, (entry, key) -> message.with(answer.kept().with(entry, key, message))));
        return trailers;
    }

    @Override
    String notCome() {
        return "service_failed.network_error";
    }

    @Override
    String prefix() {
        return "server.serverproxy.";
    }
}
