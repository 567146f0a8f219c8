package tw.qiao.node.message;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseEnd;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.StructuredFields.BareItem;

/** Signs messages in the name of one member. */
public final class MessageSigner {
    /** How long a request may be under way. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final int NONCE_OCTETS = 16;

    private volatile SigningKey key;
    private final boolean inGroups;
    private final Clock clock;
    private final Ids ids;

    /** @param inGroups whether messages that become durable together are signed together */
    public MessageSigner(SigningKey key, boolean inGroups, Clock clock, Ids ids) {
        this.key = key;
        this.inGroups = inGroups;
        this.clock = clock;
        this.ids = ids;
    }

    /** Signs with {@code other} from now on. */
    public void use(SigningKey other) {
        key = other;
    }

    /** The key that signs now. */
    public SigningKey key() {
        return key;
    }

    /** Prepares {@code request} for its signature. */
    public UnsignedMessage prepare(RequestHead request) {
        return prepare(request, LIFETIME);
    }

    /**
     * As {@link #prepare(RequestHead)}; after {@code lifetime}, at least a second, nobody waits for the answer any
     * more.
     */
    public UnsignedMessage prepare(RequestHead request, Duration lifetime) {
        return prepare(request, lifetime, false);
    }

    /** As {@link #prepare(RequestHead, Duration)}, where the answer may be one whose digest is in its trailers. */
    public UnsignedMessage prepare(RequestHead request, Duration lifetime, boolean takesTrailers) {
        long created = clock.instant().getEpochSecond();
        var parameters = new LinkedHashMap<String, BareItem>();
        parameters.put("created", new BareItem.Whole(created));
        parameters.put("expires", new BareItem.Whole(created + lifetime.toSeconds()));
        parameters.put("nonce", new BareItem.Text(ids.token(NONCE_OCTETS)));
        if (takesTrailers) {
            parameters.put(ExchangeSignature.TRAILERS, new BareItem.Truth(true));
        }
        return prepare(request, Optional.empty(), parameters);
    }

    /** Prepares {@code response} for its signature, which binds it to the signed {@code request}. */
    public UnsignedMessage prepare(ResponseHead response, RequestHead request) {
        return answering(response, request);
    }

    /** As {@link #prepare(ResponseHead, RequestHead)}, at the end of a response whose digest is in its trailers. */
    public UnsignedMessage prepare(ResponseEnd response, RequestHead request) {
        return answering(response, request);
    }

    private UnsignedMessage answering(MessageHead response, RequestHead request) {
        var parameters = new LinkedHashMap<String, BareItem>();
        parameters.put("created", new BareItem.Whole(clock.instant().getEpochSecond()));
        return prepare(response, Optional.of(request), parameters);
    }

    private UnsignedMessage prepare(
            MessageHead message, Optional<RequestHead> request, Map<String, BareItem> parameters) {
        var current = key;
        parameters.put("keyid", new BareItem.Text(current.verificationKey().id()));
        String algorithm = current.algorithm().label();
        parameters.put("alg", new BareItem.Text(inGroups ? ExchangeSignature.GROUP + algorithm : algorithm));
        parameters.put("tag", new BareItem.Text(ExchangeSignature.TAG));
        return new UnsignedMessage(message, Covered.of(message, request, parameters), current, inGroups);
    }
}
