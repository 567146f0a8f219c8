package tw.qiao.node;

import java.time.Clock;
import java.util.Optional;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Member;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.limit.Bulkhead;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.EndToEnd;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.RequestHash;
import tw.qiao.node.message.ServicePath;
import tw.qiao.node.message.UnsignedMessage;
import tw.qiao.node.parts.NodeParts;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.registry.RegistryIndex;
import tw.qiao.node.store.ExchangeRecord;
import tw.qiao.node.store.ExchangeRecord.StoredAnswer;
import tw.qiao.node.store.ExchangeRecord.Usage;
import tw.qiao.node.store.KeptMessage;
import tw.qiao.node.trailer.Passages;
import tw.qiao.node.trailer.VerifiedEnding;

/**
 * Takes requests of the member's own systems, and answers what the provider signed. Every request and every refusal is
 * recorded before anything else happens with it.
 */
final class ConsumerSide {
    private static final System.Logger LOG = System.getLogger(ConsumerSide.class.getName());
    private static final int SALT_OCTETS = 32;

    private final NodeParts parts;
    private final Evidence evidence;
    private final Courier courier;
    private final Ids ids;
    private final Clock clock;
    private final Passages passages;
    private final BrokenAnswers broken;
    private final UnderWay underWay = new UnderWay("server.clientproxy.request_under_way");

    ConsumerSide(
            NodeParts parts,
            Evidence evidence,
            Courier courier,
            Passages passages,
            BrokenAnswers broken,
            Ids ids,
            Clock clock) {
        this.parts = parts;
        this.evidence = evidence;
        this.courier = courier;
        this.ids = ids;
        this.clock = clock;
        this.passages = passages;
        this.broken = broken;
    }

    /** Answers one request. */
    Reply answer(Incoming in) {
        var facts = new Facts(ids);
        try {
            String gxId = ConsumerRequest.gxId(in.head().fields(), ids);
            facts.put("gx_id", gxId);
            var request = ConsumerRequest.read(gxId, in, facts);
            in.requireWhole("server.clientproxy.");
            return underWay.once(gxId, () -> exchange(request, facts));
        } catch (Problem problem) {
            return refused(in, facts, problem);
        }
    }

    private Reply refused(Incoming in, Facts facts, Problem problem) {
        Problem shown = problem;
        try {
            evidence.refusal(facts, problem);
        } catch (Problem e) {
            shown = loggingFailed();
        }
        LOG.log(System.Logger.Level.INFO, "Refused {0}: {1}", facts.gxId(), shown.code());
        return Reply.error(shown, facts.gxId())
                .with("x-road-error", shown.code())
                .with(
                        "x-road-id",
                        RoadHeaders.shownMessageId(in.head().fields()).orElse(facts.gxId()))
                .with("x-road-request-id", facts.gxId());
    }

    private static Problem loggingFailed() {
        return Problem.of(
                "server.clientproxy.logging_failed",
                500,
                true,
                "The evidence log cannot be written, so nothing was sent");
    }

    private Reply exchange(ConsumerRequest request, Facts facts) {
        RegistryIndex registry = parts.registry().current();
        var provider = parties(registry, request);
        String service = inClear(request.path(), registry);
        facts.put("client", request.client()).put("service", service);
        return parts.limits()
                .peers()
                .before(service)
                .run(request.client(), request.patience(), () -> sent(request, provider, facts), new OfPeer());
    }

    private record OfPeer() implements Bulkhead.Result<Reply> {
        @Override
        public boolean fails(Reply reply) {
            return false;
        }

        @Override
        public Body body(Reply reply) {
            return reply.body();
        }
    }

    private Reply sent(ConsumerRequest request, Member provider, Facts facts) {
        Optional<ExchangeRecord> known = parts.store().find(Evidence.keyOfRecord(evidence.side(), request.gxId()));
        String salt = known.filter(record -> !record.wasErased())
                .map(ExchangeRecord::salt)
                .orElseGet(() -> ids.token(SALT_OCTETS));
        var head = request.toPeer(salt);
        if (known.isPresent() && provider.nodes().size() > 1) {
            head.fields().add(Sisters.AGAIN, "1");
        }
        var message = courier.prepare(head, request.patience());
        String content = Courier.base64(message.covered().content());
        if (known.isPresent() && !known.get().content().equals(content)) {
            throw Faults.conflict("client.duplicate_id", "This exchange id was used for another request");
        }
        if (known.isPresent() && known.get().wasErased()) {
            throw Faults.erased("client.answer_erased");
        }
        facts.salt(salt).commit("request", message.covered());
        message.sign(record(request, salt, content, message, facts));
        var verified = courier.carry(provider, head, request.body(), request.patience(), courier.passing(parts.room()));
        var passing = PassingBody.of(verified.reply().body());
        if (passing.isEmpty()) {
            return answered(request, head, verified, facts);
        }
        var told = told(request, head, verified.reply());
        underWay.until(passing.get(), request.gxId());
        new VerifiedEnding(
                        evidence,
                        facts,
                        parts.store(),
                        passages,
                        verified.reply().head(),
                        end -> courier.verifiedEnd(parties(parts.registry().current(), request), head, end),
                        why -> broken.tell(provider, head, why))
                .of(passing.get());
        return told;
    }

    /**
     * The service as the public log may name it. A caller could write anything where a service's code belongs, a
     * person's number too, so only services that somebody has a grant for are named.
     */
    private static String inClear(ServicePath path, RegistryIndex registry) {
        boolean known = ConsumerRequest.isMetaservice(path.service()) || registry.names(path.serviceId());
        return known ? path.serviceId() : path.subsystemId() + "/-";
    }

    /** The provider, once it is sure that both parties are of the exchange. */
    private Member parties(RegistryIndex registry, ConsumerRequest request) {
        var own = registry.member(parts.settings().member());
        if (own.isEmpty() || !own.get().has(request.client())) {
            throw Faults.consumerNode("unknown_member", "X-Road-Client is no subsystem of this node's member");
        }
        return registry.memberOf(request.path().subsystemId())
                .orElseThrow(
                        () -> Faults.consumerNode("unknown_member", "The path names no subsystem of the exchange"));
    }

    private Optional<byte[]> record(
            ConsumerRequest request, String salt, String content, UnsignedMessage message, Facts facts) {
        var exchange = new ExchangeRecord(
                evidence.side(),
                request.gxId(),
                clock.instant(),
                request.client(),
                request.path().serviceId(),
                content,
                salt,
                request.purpose(),
                request.basis(),
                request.consent().orElse(""),
                Usage.NONE,
                StoredAnswer.NONE);
        var kept = new KeptMessage(message.covered().base(), new byte[0]);
        try {
            return evidence.record(
                    "request", facts, (entry, key) -> message.with(parts.store().attach(entry, key, exchange, kept)));
        } catch (Problem e) {
            throw loggingFailed();
        }
    }

    private Reply answered(ConsumerRequest request, RequestHead asked, Courier.Verified verified, Facts facts) {
        var head = verified.reply().head();
        var told = told(request, asked, verified.reply());
        var error = head.fields().single("gx-error");
        facts.put("status", head.status())
                .commit("response", verified.signature().covered());
        error.ifPresent(code -> facts.put("code", code));
        try {
            var kept = new KeptMessage(
                    verified.signature().covered().base(), verified.signature().signature());
            evidence.record("response", facts, (entry, key) -> parts.store().attach(entry, key, facts.salt(), kept));
        } catch (Problem e) {
            throw loggingFailed();
        }
        return told;
    }

    private static Reply told(ConsumerRequest request, RequestHead asked, Reply answer) {
        var head = answer.head();
        var headers = crossed(head);
        var reply = Reply.of(head.status(), head.fields().required("content-type"), answer.body())
                .with("x-road-client", request.client())
                .with("x-road-service", request.path().serviceId())
                .with("x-road-id", request.messageId())
                .with("x-road-request-id", request.gxId())
                .with("x-road-request-hash", RequestHash.of(asked, EndToEnd.forSystem(asked), request.body()));
        reply.head().fields().addAll(headers);
        head.fields().single("retry-after").ifPresent(seconds -> reply.with("retry-after", seconds));
        head.fields().single("gx-error").ifPresent(code -> reply.with("x-road-error", code));
        return reply;
    }

    /** What the provider's system says to the consumer's in header fields. */
    private static Fields crossed(ResponseHead head) {
        try {
            return EndToEnd.unpacked(head.fields());
        } catch (Problem e) {
            throw Faults.consumerNode("inconsistent_response", "The answer carries headers that it may not");
        }
    }
}
