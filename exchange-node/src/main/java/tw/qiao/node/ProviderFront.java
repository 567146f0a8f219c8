package tw.qiao.node;

import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.EndToEnd;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.message.UnsignedMessage;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.service.Answer;
import tw.qiao.node.store.KeptMessage;
import tw.qiao.node.store.PrivateStore;
import tw.qiao.node.trailer.Passages;
import tw.qiao.node.trailer.SignedEnding;

/** What other nodes reach of this node: every answer is signed, every refusal recorded. */
final class ProviderFront {
    private static final System.Logger LOG = System.getLogger(ProviderFront.class.getName());

    private final ProviderSide side;
    private final EvidenceExchange evidenceExchange;
    private final Sisters sisters;
    private final Evidence evidence;
    private final MessageSigner signer;
    private final PrivateStore store;
    private final Passages passages;
    private final BrokenAnswers broken;
    private final Ids ids;

    ProviderFront(
            ProviderSide side,
            EvidenceExchange evidenceExchange,
            Sisters sisters,
            Evidence evidence,
            MessageSigner signer,
            PrivateStore store,
            Passages passages,
            BrokenAnswers broken,
            Ids ids) {
        this.side = side;
        this.evidenceExchange = evidenceExchange;
        this.sisters = sisters;
        this.evidence = evidence;
        this.signer = signer;
        this.store = store;
        this.passages = passages;
        this.broken = broken;
        this.ids = ids;
    }

    Reply answer(Incoming in) {
        var facts = new Facts(ids);
        ExchangeSignature signature = null;
        try {
            signature = ExchangeSignature.of(in.head());
            if (EvidenceExchange.isFor(in.head())) {
                return signed(evidenceExchange.answer(in, signature, facts), in, facts);
            }
            if (BrokenAnswers.isFor(in.head())) {
                return signed(broken.answer(in, signature, facts), in, facts);
            }
            if (Sisters.isFor(in.head())) {
                return signed(sisters.answer(in, signature, facts), in, facts);
            }
            return recorded(side.answer(in, signature, facts), in, facts);
        } catch (Problem problem) {
            return refused(inProvider(evidence.cause(problem)), in, signature, facts);
        }
    }

    private Reply recorded(ProviderSide.Answered answered, Incoming in, Facts facts) {
        var answer = answered.answer();
        var reply = Reply.of(answer.status(), answer.contentType(), answer.body());
        if (!answer.headers().isEmpty()) {
            reply.with(EndToEnd.FIELD, answer.headers());
        }
        var passing = PassingBody.of(answer.body());
        if (passing.isPresent()) {
            return passed(passing.get(), reply, answered, in, facts);
        }
        var message = prepare(reply, in, facts);
        facts.put("status", answer.status()).commit("response", message.covered());
        message.sign(evidence.record(
                "response",
                facts,
                (entry, key) -> message.with(answered.exchange()
                        .map(exchange -> store.attach(entry, key, exchange, own(message)))
                        .orElse(entry))));
        answered.requestRecorded().run();
        return reply;
    }

    /**
     * The head of an answer goes at once; its body is digested on the way, and signed at the end. Whom it is about is
     * recorded before the first octet goes, for nobody can take back what was told when the rest breaks off.
     */
    private Reply passed(PassingBody body, Reply reply, ProviderSide.Answered answered, Incoming in, Facts facts) {
        reply.head().fields().add("gx-id", facts.gxId());
        var exchange = answered.exchange().orElseThrow();
        var beginning = signer.prepare(reply.head(), in.head());
        facts.put("status", reply.head().status());
        beginning.sign(evidence.recordAnew(
                "begun", facts, (entry, key) -> beginning.with(store.attach(entry, key, exchange, own(beginning)))));
        answered.requestRecorded().run();
        reply.with("trailer", "content-digest, signature-input, signature");
        var rest = exchange.withoutUsage();
        var answer = new SignedEnding.Passing(
                in.head(),
                reply.head(),
                answered.still(),
                (entry, key, message) -> store.attach(entry, key, rest, own(message)));
        new SignedEnding(evidence, facts, signer, passages, answer).of(body);
        return reply;
    }

    private static KeptMessage own(UnsignedMessage message) {
        return new KeptMessage(message.covered().base(), new byte[0]);
    }

    private Reply signed(Answer answer, Incoming in, Facts facts) {
        var reply = Reply.of(answer.status(), answer.contentType(), answer.body());
        prepare(reply, in, facts).sign();
        return reply;
    }

    private UnsignedMessage prepare(Reply reply, Incoming in, Facts facts) {
        Fields fields = reply.head().fields();
        fields.add("content-digest", ContentDigest.of(reply.body()));
        fields.add("gx-id", facts.gxId());
        return signer.prepare(reply.head(), in.head());
    }

    private Reply refused(Problem problem, Incoming in, @Nullable ExchangeSignature signature, Facts facts) {
        try {
            evidence.refusal(facts, problem);
        } catch (Problem e) {
            LOG.log(System.Logger.Level.ERROR, "A refusal cannot be recorded: {0}", e.getMessage());
        }
        LOG.log(System.Logger.Level.INFO, "Refused {0}: {1}", facts.gxId(), problem.code());
        var reply = Reply.error(problem, facts.gxId()).with("gx-error", problem.code());
        if (Sisters.hasIt(problem)) {
            reply.with("connection", "close"); // a balancer gives the next connection to the other node
        }
        if (signature == null) {
            return reply;
        }
        try {
            prepare(reply, in, facts).sign();
            return reply;
        } catch (Problem e) {
            return Reply.error(problem, facts.gxId()).with("gx-error", problem.code());
        }
    }

    /** A fault that a parser blames on the client is, here, one that this node found in another node's message. */
    private static Problem inProvider(Problem problem) {
        boolean ofParser = problem.code().equals("client.missing_signature")
                || problem.code().equals("client.malformed_signature")
                || problem.code().equals("client.malformed_structured_field");
        if (!ofParser) {
            return problem.code().indexOf('.') > 0
                    ? problem
                    : Problem.of(
                            "server.serverproxy." + problem.code(),
                            500,
                            problem.retryable(),
                            String.valueOf(problem.getMessage()));
        }
        return Problem.of(
                "server.serverproxy." + problem.code().substring("client.".length()),
                500,
                false,
                String.valueOf(problem.getMessage()));
    }
}
