package tw.qiao.node;

import java.time.Duration;
import java.util.List;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.parts.NodeParts;
import tw.qiao.node.registry.RegistryIndex;
import tw.qiao.node.service.Answer;
import tw.qiao.node.spool.Room;

/**
 * The other nodes of this node's member. Each keeps its own log and answers. So before something is changed for a
 * request that another of them may have seen, they are asked; while one of them cannot be asked the request has to
 * wait, which is better than doing something twice.
 */
final class Sisters {
    /** The field by which a consumer's node says to a member of several nodes that it sent this exchange before. */
    static final String AGAIN = "gx-again";

    private static final String PATH = "/gx/1/exchanges/";
    private static final String SERVICE = "gx/1/exchanges";
    private static final String KNOWN = "server.serverproxy.known_to_other_node";
    private static final int SALT_OCTETS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A balancer before all of them may lead back to this node. */
    private static final int ATTEMPTS = 4;

    private final NodeParts parts;
    private final Evidence asProvider;
    private final PeerVerifier verifier;
    private final Courier courier;
    private final MessageSigner signer;
    private final Ids ids;
    private final UnderWay underWay = new UnderWay("server.serverproxy.request_under_way");

    Sisters(
            NodeParts parts,
            Evidence asProvider,
            PeerVerifier verifier,
            Courier courier,
            MessageSigner signer,
            Ids ids) {
        this.parts = parts;
        this.asProvider = asProvider;
        this.verifier = verifier;
        this.courier = courier;
        this.signer = signer;
        this.ids = ids;
    }

    static boolean isFor(RequestHead head) {
        return head.path().startsWith(PATH);
    }

    /** Whether a request was refused because another node can answer it. */
    static boolean hasIt(Problem problem) {
        return problem.code().equals(KNOWN);
    }

    /** The exchanges that this node works on. */
    UnderWay underWay() {
        return underWay;
    }

    /** Refuses, for now, an exchange that another node of this member has begun, or may have begun. */
    void requireUnknown(RequestHead request, String gxId) {
        var registry = parts.registry().current();
        var own = registry.member(parts.settings().member());
        if (own.isEmpty() || own.get().nodes().size() < 2 || !mayBeElsewhere(registry, request)) {
            return;
        }
        for (NodeAddress sister : own.get().nodes()) {
            if (!sister.signingKey().id().equals(signer.key().verificationKey().id())
                    && knows(own.get(), sister, gxId)) {
                throw Problem.of(
                        KNOWN,
                        409,
                        true,
                        "Another node of the provider has this exchange; ask again, so that it can answer");
            }
        }
    }

    /** A consumer with one node knows whether it asks again; one with several may have asked by another of them. */
    private static boolean mayBeElsewhere(RegistryIndex registry, RequestHead request) {
        return request.fields().has(AGAIN)
                || registry.memberOf(request.fields().required("gx-client"))
                        .filter(consumer -> consumer.nodes().size() == 1)
                        .isEmpty();
    }

    private boolean knows(Member own, NodeAddress sister, String gxId) {
        var alone = new Member(own.id(), own.nameZh(), own.nameEn(), own.subsystems(), List.of(sister));
        for (int attempt = 1; ; attempt++) {
            try {
                return ask(alone, gxId);
            } catch (Problem unreachable) {
                if (attempt == ATTEMPTS) {
                    throw Faults.unavailable(
                            "other_node_unreachable",
                            "Another node of the provider may have done this, and cannot be asked now");
                }
            }
        }
    }

    private boolean ask(Member sister, String gxId) {
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(new byte[0]))
                .add("gx-client", sister.id() + "/" + sister.subsystems().getFirst())
                .add("gx-service", SERVICE)
                .add("gx-id", ids.uuid().toString())
                .add("gx-purpose", "evidence")
                .add("gx-basis", "exchange-rules")
                .add("gx-salt", ids.token(SALT_OCTETS));
        var head = new RequestHead("GET", "", PATH + gxId, "", fields);
        courier.prepare(head).sign();
        var reply = courier.carry(sister, head, Body.EMPTY, PATIENCE, Room.inMemory(Body.SMALL))
                .reply();
        if (reply.head().status() != 200) {
            throw Faults.unavailable("network_error", "The other node does not say what it knows");
        }
        return reply.body().text().equals(told(true));
    }

    /** Tells another node of the same member whether this one has begun an exchange. */
    Answer answer(Incoming in, ExchangeSignature signature, Facts facts) {
        var asking = verifier.verify(in, signature, facts);
        if (!asking.id().equals(parts.settings().member())
                || !in.head().fields().required("gx-service").equals(SERVICE)) {
            throw Faults.providerNode("access_denied", "Only nodes of the same member are told");
        }
        String gxId = ConsumerRequest.uuid(in.head().path().substring(PATH.length()));
        boolean known = underWay.has(gxId) || asProvider.requestCommitment(gxId).isPresent();
        return Answer.json(200, told(known));
    }

    private static String told(boolean known) {
        return "{\"known\":" + known + "}";
    }
}
