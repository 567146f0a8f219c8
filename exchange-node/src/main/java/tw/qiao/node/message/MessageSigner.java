package tw.qiao.node.message;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.StructuredFields.BareItem;

/** Signs messages in the name of one member. */
public final class MessageSigner {
    /** How long a request may be under way. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final int NONCE_OCTETS = 16;

    private volatile SigningKey key;
    private final Clock clock;
    private final Ids ids;

    public MessageSigner(SigningKey key, Clock clock, Ids ids) {
        this.key = key;
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

    /** Adds the signature fields to {@code request}. */
    public ExchangeSignature sign(RequestHead request) {
        long created = clock.instant().getEpochSecond();
        var parameters = new LinkedHashMap<String, BareItem>();
        parameters.put("created", new BareItem.Whole(created));
        parameters.put("expires", new BareItem.Whole(created + LIFETIME.toSeconds()));
        parameters.put("nonce", new BareItem.Text(ids.token(NONCE_OCTETS)));
        return sign(request, Optional.empty(), parameters);
    }

    /** Adds the signature fields to {@code response}, bound to the signed {@code request}. */
    public ExchangeSignature sign(ResponseHead response, RequestHead request) {
        var parameters = new LinkedHashMap<String, BareItem>();
        parameters.put("created", new BareItem.Whole(clock.instant().getEpochSecond()));
        return sign(response, Optional.of(request), parameters);
    }

    private ExchangeSignature sign(
            MessageHead message, Optional<RequestHead> request, Map<String, BareItem> parameters) {
        var current = key;
        parameters.put("keyid", new BareItem.Text(current.verificationKey().id()));
        parameters.put("alg", new BareItem.Text(current.algorithm().label()));
        parameters.put("tag", new BareItem.Text(ExchangeSignature.TAG));
        return ExchangeSignature.sign(message, request, parameters, current::sign);
    }
}
