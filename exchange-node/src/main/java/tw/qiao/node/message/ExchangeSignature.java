package tw.qiao.node.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        return read(request, Optional.empty());
    }

    /** The signature of a response that came to {@code request}. */
    public static ExchangeSignature of(ResponseHead response, RequestHead request) {
        return read(response, Optional.of(request));
    }

    private static ExchangeSignature read(MessageHead message, Optional<RequestHead> request) {
        var input = onlyMember(message.fields(), "signature-input");
        var value = onlyMember(message.fields(), "signature");
        if (!(input instanceof InnerList(List<Item> items, Map<String, BareItem> parameters))
                || !(value instanceof Item(BareItem.Bytes signature, Map<String, BareItem> extra))) {
            throw malformed("its fields have the wrong form");
        }
        var components = CoveredComponents.of(message);
        if (!extra.isEmpty() || !components.are(items)) {
            throw malformed("it must cover exactly the components of the exchange");
        }
        var lines = components.lines(message, request);
        String covered = components.text() + StructuredFields.parametersText(parameters);
        return new ExchangeSignature(parameters, base(lines, covered), lines.content(), signature.value());
    }

    private static byte[] base(CoveredComponents.Lines lines, String input) {
        return (lines.all() + SignatureBase.LAST + input).getBytes(StandardCharsets.US_ASCII);
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

    /** Signs {@code message} by {@code signer} and adds the two fields to it. */
    static ExchangeSignature sign(
            MessageHead message,
            Optional<RequestHead> request,
            Map<String, BareItem> parameters,
            Function<byte[], byte[]> signer) {
        var components = CoveredComponents.of(message);
        var lines = components.lines(message, request);
        String input = components.text() + StructuredFields.parametersText(parameters);
        byte[] base = base(lines, input);
        byte[] signature = signer.apply(base);
        message.fields().add("signature-input", LABEL + "=" + input);
        message.fields()
                .add("signature", LABEL + "=" + BareItem.Bytes.of(signature).text());
        return new ExchangeSignature(parameters, base, lines.content(), signature);
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
