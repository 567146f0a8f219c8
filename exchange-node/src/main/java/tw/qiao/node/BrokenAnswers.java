package tw.qiao.node;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Member;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.service.Answer;

/**
 * Tells a provider's node that an answer which it passed on proved wrong at its end, because it cannot see that by
 * itself; and records what a consumer's node tells so. It is told once and need not arrive: both logs show it anyway.
 */
final class BrokenAnswers {
    private static final System.Logger LOG = System.getLogger(BrokenAnswers.class.getName());
    private static final String PATH = "/gx/1/refusals/";
    private static final String SERVICE = "gx/1/refusals";
    private static final String CONSUMER = "server.clientproxy.";
    private static final String QUERY = "code=";
    private static final int SALT_OCTETS = 32;

    /** What an entry about the refusal repeats of the one about the beginning. */
    private static final List<String> REPEATED = List.of(
            "gx_id",
            "client",
            "service",
            "method",
            "template",
            "grant",
            "purpose",
            "basis",
            "request",
            "request_signed",
            "request_key");

    private static final Set<String> CODES = Set.of(
            "inconsistent_response",
            "missing_signature",
            "malformed_signature",
            "invalid_signature_value",
            "missing_header_field",
            "duplicate_header_field",
            "malformed_structured_field");

    private final Evidence asProvider;
    private final PeerVerifier verifier;
    private final Courier courier;
    private final Ids ids;

    BrokenAnswers(Evidence asProvider, PeerVerifier verifier, Courier courier, Ids ids) {
        this.asProvider = asProvider;
        this.verifier = verifier;
        this.courier = courier;
        this.ids = ids;
    }

    /** Whether the request tells of an answer that proved wrong. */
    static boolean isFor(RequestHead head) {
        return head.path().startsWith(PATH);
    }

    /** Tells {@code provider}, without waiting for it, why its answer to {@code asked} was refused. */
    void tell(Member provider, RequestHead asked, Problem why) {
        String code = why.code().startsWith(CONSUMER) ? why.code().substring(CONSUMER.length()) : "";
        if (CODES.contains(code)) {
            Thread.ofVirtual().name("broken answer").start(() -> send(provider, asked, code));
        }
    }

    private void send(Member provider, RequestHead asked, String code) {
        String gxId = asked.fields().required("gx-id");
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(new byte[0]))
                .add("gx-client", asked.fields().required("gx-client"))
                .add("gx-service", SERVICE)
                .add("gx-id", ids.uuid().toString())
                .add("gx-purpose", "evidence")
                .add("gx-basis", "exchange-rules")
                .add("gx-salt", ids.token(SALT_OCTETS));
        var head = new RequestHead("PUT", "", PATH + gxId, QUERY + code, fields);
        try {
            courier.prepare(head).sign();
            courier.carry(provider, head, Body.EMPTY);
        } catch (Problem e) {
            LOG.log(System.Logger.Level.INFO, "The provider was not told why {0} was refused: {1}", gxId, e.code());
        }
    }

    /** Records what the consumer of an exchange tells, unless a refusal of it is there. */
    Answer answer(Incoming in, ExchangeSignature signature, Facts facts) {
        var asking = verifier.verify(in, signature, facts);
        var head = in.head();
        String query = head.query();
        String code = query.startsWith(QUERY) ? query.substring(QUERY.length()) : "";
        boolean sound = head.method().equals("PUT")
                && head.fields().required("gx-service").equals(SERVICE)
                && CODES.contains(code);
        if (!sound) {
            throw Faults.providerNode("invalid_request", "It must tell by PUT one of the known codes");
        }
        String gxId = ConsumerRequest.uuid(head.path().substring(PATH.length()));
        var begun = asProvider
                .find("begun", gxId)
                .filter(entry -> asking.has(entry.path("client").stringValue("")))
                .orElseThrow(() -> Faults.providerNode("access_denied", "Only the consumer of an answer refuses it"));
        if (asProvider.find("refusal", gxId).isEmpty()) {
            record(begun, signature, code);
        }
        return Answer.json(200, "{}");
    }

    private void record(JsonNode begun, ExchangeSignature signature, String code) {
        var told = new Facts(ids).put("told_by", signature.text("keyid"));
        for (String name : REPEATED) {
            begun.path(name).stringValueOpt().ifPresent(value -> told.put(name, value));
        }
        asProvider.refusal(told, Problem.of(CONSUMER + code, 500, false, "The consumer's node refused the answer"));
    }
}
