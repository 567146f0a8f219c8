package tw.qiao.node;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Member;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.evidence.StampedReceipts;
import tw.qiao.node.limit.Overload;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.service.Answer;

/** Brings the log entries of both parties of an exchange together. A node tells its own to the other party only. */
final class EvidenceExchange {
    private static final System.Logger LOG = System.getLogger(EvidenceExchange.class.getName());
    private static final String PATH = "/gx/1/evidence/";
    private static final String SERVICE = "gx/1/evidence";
    private static final String WITNESSED = "witnessed=true";
    private static final String NO_RECORD = "access_denied";
    private static final int SALT_OCTETS = 32;

    private final RegistryCache registry;
    private final Evidence asConsumer;
    private final Evidence asProvider;
    private final StampedReceipts receipts;
    private final PeerVerifier verifier;
    private final Courier courier;

    EvidenceExchange(
            RegistryCache registry,
            Evidence asConsumer,
            Evidence asProvider,
            StampedReceipts receipts,
            PeerVerifier verifier,
            Courier courier) {
        this.registry = registry;
        this.asConsumer = asConsumer;
        this.asProvider = asProvider;
        this.receipts = receipts;
        this.verifier = verifier;
        this.courier = courier;
    }

    static boolean isFor(RequestHead head) {
        return head.path().startsWith(PATH);
    }

    /** Both sides of an exchange of this node, for the member's own systems. */
    Reply both(String gxId, Ids ids) {
        return gathered(gxId, "", ids).reply();
    }

    /** As {@link #both}, for a bundle: the other party's node waits a moment for its witnesses. */
    BothSides forBundle(String gxId, Ids ids) {
        return gathered(gxId, WITNESSED, ids);
    }

    private BothSides gathered(String gxId, String query, Ids ids) {
        var both = new BothSides(gxId);
        for (String role : List.of("consumer", "provider")) {
            side(role).find(gxId).ifPresent(entry -> {
                both.told(role, receipt(role, gxId).orElseThrow());
                counterpart(role, entry, query, ids, both);
            });
        }
        if (both.isEmpty()) {
            throw Problem.notFound(
                    "evidence_not_found", "This node was no party of such an exchange, or counted its refusal");
        }
        return both;
    }

    /** The role of the party that did not tell {@code side}. */
    static String other(JsonNode side) {
        return other(side.path("role").stringValue(""));
    }

    private static String other(String role) {
        return role.equals("consumer") ? "provider" : "consumer";
    }

    private Optional<ObjectNode> receipt(String role, String gxId) {
        return receipts.find(side(role), gxId);
    }

    private Evidence side(String role) {
        return role.equals("consumer") ? asConsumer : asProvider;
    }

    /** Asks the other party, unless it is this node or the exchange never left this node. */
    private void counterpart(String role, JsonNode entry, String query, Ids ids, BothSides both) {
        String client = entry.path("client").stringValue("");
        String service = entry.path("service").stringValue("");
        String gxId = entry.path("gx_id").stringValue("");
        boolean left =
                role.equals("provider") || entry.path("kind").stringValue("").equals("request");
        if (!left
                || client.isEmpty()
                || service.isEmpty()
                || side(other(role)).find(gxId).isPresent()) {
            return;
        }
        boolean consumer = role.equals("consumer");
        try {
            String own = consumer ? client : subsystem(service);
            ask(head(gxId, own, query, ids), consumer ? subsystem(service) : client)
                    .ifPresentOrElse(
                            side -> both.told(other(role), side.put("role", other(role))),
                            () -> absent(role, gxId, both));
        } catch (Problem e) {
            LOG.log(System.Logger.Level.INFO, "No evidence of {0} from the other party: {1}", gxId, e.code());
            both.cannotBeAsked(other(role));
        }
    }

    /** A provider that signed a refusal because of overload may have counted it only. */
    private void absent(String role, String gxId, BothSides both) {
        boolean counted = role.equals("consumer")
                && asConsumer
                        .entries(gxId)
                        .anyMatch(entry -> Overload.isCode(entry.path("code").stringValue("")));
        if (counted) {
            both.wasCounted(other(role));
        } else {
            both.hasNoRecord(other(role));
        }
    }

    /** What the other party tells; empty when its node says, under its signature, that it has no record. */
    private Optional<ObjectNode> ask(RequestHead head, String theirSubsystem) {
        Member member = registry.current()
                .memberOf(theirSubsystem)
                .orElseThrow(() -> Faults.consumerNode("unknown_member", "The other party left the exchange"));
        courier.prepare(head).sign();
        var reply = courier.carry(member, head, Body.EMPTY).reply();
        if (reply.head()
                .fields()
                .single("gx-error")
                .filter(("server.serverproxy." + NO_RECORD)::equals)
                .isPresent()) {
            return Optional.empty();
        }
        if (reply.head().status() != 200) {
            throw Faults.consumerNode("inconsistent_response", "The other party tells no evidence now");
        }
        return entries(reply.body().text());
    }

    /** An answer that shows no entry is no record, whatever else it says. */
    private static Optional<ObjectNode> entries(String body) {
        try {
            return CanonicalJson.MAPPER.readTree(body) instanceof ObjectNode side
                            && !side.path("entries").isEmpty()
                    ? Optional.of(side)
                    : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    private static String subsystem(String service) {
        return service.substring(0, service.lastIndexOf('/'));
    }

    private static RequestHead head(String gxId, String client, String query, Ids ids) {
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(new byte[0]))
                .add("gx-client", client)
                .add("gx-service", SERVICE)
                .add("gx-id", ids.uuid().toString())
                .add("gx-purpose", "evidence")
                .add("gx-basis", "exchange-rules")
                .add("gx-salt", ids.token(SALT_OCTETS));
        return new RequestHead("GET", "", PATH + gxId, query, fields);
    }

    /** Tells the entries of this node to the other party. */
    Answer answer(Incoming in, ExchangeSignature signature, Facts facts) {
        var asking = verifier.verify(in, signature, facts);
        if (!in.head().fields().required("gx-service").equals(SERVICE)) {
            throw Faults.providerNode("inconsistent_headers", "gx-service must be " + SERVICE);
        }
        String gxId = ConsumerRequest.uuid(in.head().path().substring(PATH.length()));
        for (String role : List.of("provider", "consumer")) {
            var entry = side(role).find(gxId);
            if (entry.isPresent() && isOtherParty(asking, role, entry.get())) {
                if (in.head().query().equals(WITNESSED)) {
                    receipts.awaitWitnesses(side(role).indices(gxId));
                }
                return Answer.json(
                        200,
                        receipt(role, gxId)
                                .orElseThrow(EvidenceExchange::denied)
                                .toString());
            }
        }
        throw denied();
    }

    /** One answer for exchanges of others and for exchanges that never were, so that nobody can probe. */
    private static Problem denied() {
        return Faults.providerNode(NO_RECORD, "Evidence is told to the other party of an exchange only");
    }

    private static boolean isOtherParty(Member asking, String role, JsonNode entry) {
        String service = entry.path("service").stringValue("");
        return role.equals("provider")
                ? asking.has(entry.path("client").stringValue(""))
                : !service.isEmpty() && asking.has(subsystem(service));
    }
}
