package tw.qiao.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tw.qiao.kernel.Ids;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Characters;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.EndToEnd;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.RequestQuery;
import tw.qiao.node.message.ServicePath;
import tw.qiao.node.peer.PeerClient;

/**
 * What a member's own system asks of its node, by X-Road's REST protocol.
 *
 * @param gxId the exchange id, of the system or of the node
 * @param messageId the id that the system chose for its message, else the exchange id
 * @param method the HTTP method
 * @param client the asking subsystem
 * @param path the service and what is asked of it
 * @param query the query
 * @param purpose the purpose code
 * @param basis the legal basis code
 * @param consent the consent id
 * @param contentType the type of the body, where there is one
 * @param headers the other header fields that go to the provider's system
 * @param body the body
 * @param patience how long the system waits for the answer
 */
record ConsumerRequest(
        String gxId,
        String messageId,
        String method,
        String client,
        ServicePath path,
        RequestQuery query,
        String purpose,
        String basis,
        Optional<String> consent,
        Optional<String> contentType,
        Optional<String> headers,
        Body body,
        Duration patience) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Characters CODE = Characters.digitsAndLowerCaseAnd("-");
    private static final Pattern SECONDS = Pattern.compile("[1-9]|[1-5][0-9]|60");
    private static final int LONGEST_CODE = 64;

    /** Purpose and basis of services that describe the exchange itself, where the consumer names none. */
    private static final Map<String, String[]> CUSTOMARY = Map.of(
            "findUsage", new String[] {"usage-inquiry", "personal-data-protection-act-10"},
            "listMethods", new String[] {"service-catalogue", "exchange-rules"},
            "allowedMethods", new String[] {"service-catalogue", "exchange-rules"},
            "getOpenAPI", new String[] {"service-catalogue", "exchange-rules"});

    /** Whether every subsystem offers a service of this name about itself. */
    static boolean isMetaservice(String service) {
        return CUSTOMARY.containsKey(service);
    }

    /** The exchange id of a request. */
    static String gxId(Fields fields, Ids ids) {
        return RoadHeaders.messageId(fields)
                .flatMap(RoadHeaders::exchangeId)
                .orElseGet(() -> ids.uuid().toString());
    }

    /** A UUID in its one form. */
    static String uuid(String text) {
        try {
            var uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid.toString();
            }
        } catch (IllegalArgumentException e) {
            throw Faults.client("invalid_request", "An exchange or consent id must be a UUID");
        }
        throw Faults.client("invalid_request", "An exchange or consent id must be a UUID");
    }

    /** Reads a request, and notes in {@code facts} what is known of it when it is refused. */
    static ConsumerRequest read(String gxId, Incoming in, Facts facts) {
        RequestHead head = in.head();
        if (!METHODS.contains(head.method())) {
            throw Faults.client("invalid_http_method", "The method must be one of " + METHODS);
        }
        facts.put("method", head.method());
        var path = ServicePath.parse(head.path());
        var query = RequestQuery.parse(head.query());
        String client = RoadHeaders.client(head.fields());
        RoadHeaders.check(head.fields(), path);
        String messageId = RoadHeaders.messageId(head.fields()).orElse(gxId);
        String purpose = code(head.fields(), "gx-purpose", path.service(), 0);
        String basis = code(head.fields(), "gx-basis", path.service(), 1);
        facts.put("purpose", purpose).put("basis", basis);
        var consent = head.fields().single("gx-consent").map(ConsumerRequest::uuid);
        var carried =
                EndToEnd.ofRequest(head.fields(), messageId.equals(gxId) ? Optional.empty() : Optional.of(messageId));
        var patience =
                head.fields().single("gx-timeout").map(ConsumerRequest::seconds).orElse(PeerClient.ANSWER);
        return new ConsumerRequest(
                gxId,
                messageId,
                head.method(),
                client,
                path,
                query,
                purpose,
                basis,
                consent,
                in.body().isEmpty()
                        ? Optional.empty()
                        : Optional.of(head.fields().required("content-type")),
                carried,
                in.body(),
                patience);
    }

    private static Duration seconds(String text) {
        if (!SECONDS.matcher(text).matches()) {
            throw Faults.client("invalid_request", "The header gx-timeout must be 1 to 60 seconds");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    /** Whether a purpose or a legal basis may be named so. */
    static boolean isCode(String text) {
        return CODE.make(text, 1, LONGEST_CODE) && text.charAt(0) != '-';
    }

    private static String code(Fields fields, String name, String service, int customary) {
        String[] defaults = CUSTOMARY.get(service);
        String code =
                defaults == null ? fields.required(name) : fields.single(name).orElse(defaults[customary]);
        if (!isCode(code)) {
            throw Faults.client("invalid_request", "The header " + name + " must be a code of a-z, 0-9 and -");
        }
        return code;
    }

    /** The message to the provider's node, not yet signed. */
    RequestHead toPeer(String salt) {
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(body))
                .add("gx-client", client)
                .add("gx-service", path.serviceId())
                .add("gx-id", gxId)
                .add("gx-purpose", purpose)
                .add("gx-basis", basis)
                .add("gx-salt", salt);
        consent.ifPresent(id -> fields.add("gx-consent", id));
        contentType.ifPresent(type -> fields.add("content-type", type));
        headers.ifPresent(packed -> fields.add(EndToEnd.FIELD, packed));
        return new RequestHead(method, "", path.canonical(), query.canonical(), fields);
    }
}
