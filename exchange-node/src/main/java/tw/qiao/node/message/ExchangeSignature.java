package tw.qiao.node.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.StructuredFields.BareItem;
import tw.qiao.node.message.StructuredFields.InnerList;
import tw.qiao.node.message.StructuredFields.Item;

/**
 * The one signature of a message between nodes: RFC 9421, label {@code gx}, tag {@code gx/1}, over a fixed list of
 * components. A signature with any other list is malformed, so nothing that matters can be left uncovered.
 */
public final class ExchangeSignature {
    static final String LABEL = "gx";
    static final String TAG = "gx/1";

    private static final Item CONTENT_TYPE = covered("content-type");
    private static final Item SALT = covered("gx-salt");
    private static final Item CONSENT = covered("gx-consent");
    private static final Item ERROR = covered("gx-error");
    private static final Item REQUEST_SIGNATURE =
            new Item(new BareItem.Text("signature"), parameters("req", "key", LABEL));
    private static final List<Item> REQUEST_START = covered("@method", "@path", "@query");
    private static final List<Item> REQUEST_END =
            covered("content-digest", "gx-client", "gx-service", "gx-id", "gx-purpose", "gx-basis", "gx-salt");
    private static final List<Item> RESPONSE_START = covered("@status", "content-type", "content-digest", "gx-id");
    private static final List<Item> RESPONSE_END =
            List.of(ofRequest("@method"), ofRequest("@path"), ofRequest("content-digest"), REQUEST_SIGNATURE);

    private final Map<String, BareItem> parameters;
    private final byte[] base;
    private final byte[] content;
    private final byte[] signature;

    private ExchangeSignature(Map<String, BareItem> parameters, byte[] base, byte[] content, byte[] signature) {
        this.parameters = parameters;
        this.base = base;
        this.content = content;
        this.signature = signature;
    }

    /** The signature of a request that came. */
    public static ExchangeSignature of(RequestHead request) {
        return read(request, Optional.empty(), requestComponents(request));
    }

    /** The signature of a response that came to {@code request}. */
    public static ExchangeSignature of(ResponseHead response, RequestHead request) {
        return read(response, Optional.of(request), responseComponents(response));
    }

    private static ExchangeSignature read(MessageHead message, Optional<RequestHead> request, List<Item> components) {
        var input = onlyMember(message.fields(), "signature-input");
        var value = onlyMember(message.fields(), "signature");
        if (!(input instanceof InnerList list)
                || !(value instanceof Item(BareItem.Bytes signature, Map<String, BareItem> extra))) {
            throw malformed("its fields have the wrong form");
        }
        if (!extra.isEmpty() || !list.items().equals(components)) {
            throw malformed("it must cover exactly the components of the exchange");
        }
        return new ExchangeSignature(
                list.parameters(),
                SignatureBase.of(list, message, request),
                contentOf(list, message, request),
                signature.value());
    }

    private static StructuredFields.Member onlyMember(Fields fields, String name) {
        String text = fields.combined(name)
                .orElseThrow(() -> Faults.client("missing_signature", "The message is not signed"));
        var members = StructuredFields.dictionary(text);
        var member = members.get(LABEL);
        if (member == null || members.size() != 1) {
            throw malformed("it must have the one label " + LABEL);
        }
        return member;
    }

    /** What is the same in a request and its retry: all but salt, time and nonce. */
    private static byte[] contentOf(InnerList input, MessageHead message, Optional<RequestHead> request) {
        String lasting = SignatureBase.lines(
                input, message, request, item -> !item.equals(SALT) && !item.equals(REQUEST_SIGNATURE));
        return ContentDigest.sha256(lasting.getBytes(StandardCharsets.US_ASCII));
    }

    /** Signs {@code message} by {@code signer} and adds the two fields to it. */
    static ExchangeSignature sign(
            MessageHead message,
            Optional<RequestHead> request,
            Map<String, BareItem> parameters,
            Function<byte[], byte[]> signer) {
        var components = switch (message) {
            case RequestHead head -> requestComponents(head);
            case ResponseHead head -> responseComponents(head);
        };
        var input = new InnerList(components, parameters);
        byte[] base = SignatureBase.of(input, message, request);
        byte[] signature = signer.apply(base);
        byte[] content = contentOf(input, message, request);
        message.fields().add("signature-input", LABEL + "=" + input.text());
        message.fields()
                .add("signature", LABEL + "=" + BareItem.Bytes.of(signature).text());
        return new ExchangeSignature(parameters, base, content, signature);
    }

    private static List<Item> requestComponents(RequestHead request) {
        var components = new ArrayList<Item>(REQUEST_START);
        if (request.fields().has("content-type")) {
            components.add(CONTENT_TYPE);
        }
        components.addAll(REQUEST_END);
        if (request.fields().has("gx-consent")) {
            components.add(CONSENT);
        }
        return components;
    }

    private static List<Item> responseComponents(ResponseHead response) {
        var components = new ArrayList<Item>(RESPONSE_START);
        if (response.fields().has("gx-error")) {
            components.add(ERROR);
        }
        components.addAll(RESPONSE_END);
        return components;
    }

    private static List<Item> covered(String... names) {
        return Stream.of(names).map(ExchangeSignature::covered).toList();
    }

    private static Item covered(String name) {
        return new Item(new BareItem.Text(name), Map.of());
    }

    private static Item ofRequest(String name) {
        return new Item(new BareItem.Text(name), parameters("req"));
    }

    private static Map<String, BareItem> parameters(String flag) {
        return Map.of(flag, new BareItem.Truth(true));
    }

    private static Map<String, BareItem> parameters(String flag, String key, String value) {
        var parameters = new LinkedHashMap<String, BareItem>();
        parameters.put(flag, new BareItem.Truth(true));
        parameters.put(key, new BareItem.Text(value));
        return parameters;
    }

    /** The octets that are signed. */
    public byte[] base() {
        return base.clone();
    }

    /** SHA-256 of the covered components without salt, time and nonce: equal for a request and its retry. */
    public byte[] content() {
        return content.clone();
    }

    /** The signature itself. */
    public byte[] signature() {
        return signature.clone();
    }

    /** The string parameter with the given name. */
    public String text(String name) {
        if (parameters.get(name) instanceof BareItem.Text(String value)) {
            return value;
        }
        throw malformed("its parameter " + name + " is missing or not a string");
    }

    /** The whole number parameter with the given name. */
    public long whole(String name) {
        if (parameters.get(name) instanceof BareItem.Whole(long value)) {
            return value;
        }
        throw malformed("its parameter " + name + " is missing or not a whole number");
    }

    /** Whether the other half of {@code key} made this signature, for this exchange and by the key's own algorithm. */
    public boolean isMadeBy(VerificationKey key) {
        return text("keyid").equals(key.id())
                && text("alg").equals(key.algorithm().label())
                && text("tag").equals(TAG)
                && key.verifies(base, signature);
    }

    private static Problem malformed(String reason) {
        return Faults.client("malformed_signature", "The signature is malformed: " + reason);
    }
}
