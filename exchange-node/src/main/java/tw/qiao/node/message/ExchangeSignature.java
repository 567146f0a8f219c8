package tw.qiao.node.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.log.GroupSignature;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseEnd;
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

    /** The label in trailers, which must not meet the one in the head where somebody merges the two. */
    static final String LABEL_OF_END = "gx-end";

    /** The parameter by which a request says that its answer may have trailers. */
    static final String TRAILERS = "trailers";

    /** Before the label of a key's algorithm, where one signature covers a group of messages. */
    static final String GROUP = "merkle-";

    private final Covered covered;
    private final byte[] signature;

    private ExchangeSignature(Covered covered, byte[] signature) {
        this.covered = covered;
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

    /** The signature at the end of a response that came to {@code request}. */
    public static ExchangeSignature of(ResponseEnd response, RequestHead request) {
        return read(response, Optional.of(request));
    }

    private static ExchangeSignature read(MessageHead message, Optional<RequestHead> request) {
        var input = onlyMember(message, "signature-input");
        var value = onlyMember(message, "signature");
        if (!(input instanceof InnerList(List<Item> items, Map<String, BareItem> parameters))
                || !(value instanceof Item(BareItem.Bytes signature, Map<String, BareItem> extra))) {
            throw Covered.malformed("its fields have the wrong form");
        }
        if (!extra.isEmpty() || !CoveredComponents.of(message).are(items)) {
            throw Covered.malformed("it must cover exactly the components of the exchange");
        }
        return new ExchangeSignature(Covered.of(message, request, parameters), signature.value());
    }

    private static StructuredFields.Member onlyMember(MessageHead message, String name) {
        String text = message.signatureSection()
                .combined(name)
                .orElseThrow(() -> Faults.client("missing_signature", "The message is not signed"));
        var members = StructuredFields.dictionary(text);
        var member = members.get(message.label());
        if (member == null || members.size() != 1) {
            throw Covered.malformed("it must have the one label " + message.label());
        }
        return member;
    }

    /** What it covers. */
    public Covered covered() {
        return covered;
    }

    /** The signature itself. */
    public byte[] signature() {
        return signature.clone();
    }

    /** The string parameter with the given name. */
    public String text(String name) {
        return covered.text(name);
    }

    /** Whether who signed a request takes an answer whose digest is in its trailers. */
    public boolean takesTrailers() {
        return covered.isSet(TRAILERS);
    }

    /** The whole number parameter with the given name. */
    public long whole(String name) {
        return covered.whole(name);
    }

    /**
     * Whether the other half of {@code key} made this signature, for this exchange and by the key's own algorithm, be
     * it for this message alone or for its group.
     */
    public boolean isMadeBy(VerificationKey key, VerifiedRoots known) {
        if (!text("keyid").equals(key.id()) || !text("tag").equals(TAG)) {
            return false;
        }
        String algorithm = text("alg");
        String own = key.algorithm().label();
        if (algorithm.equals(own)) {
            return key.verifies(covered.base(), signature);
        }
        return algorithm.equals(GROUP + own)
                && GroupSignature.read(signature)
                        .filter(group -> group.signs(covered.base(), key, known))
                        .isPresent();
    }
}
