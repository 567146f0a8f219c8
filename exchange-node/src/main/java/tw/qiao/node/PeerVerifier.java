package tw.qiao.node;

import java.time.Clock;
import java.time.Duration;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.registry.Member;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.message.Characters;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.registry.RegistryCache;

/** Decides whether a message is whole, fresh, and signed by the member whose node sent it. */
final class PeerVerifier {
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Characters SALT = Characters.lettersDigitsAnd("_-");

    private final RegistryCache registry;
    private final Clock clock;
    private final NonceWindow nonces;
    private final VerifiedRoots roots = new VerifiedRoots();

    PeerVerifier(RegistryCache registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.nonces = new NonceWindow(clock);
    }

    /** The member that signed a message without a large body. Notes in {@code facts} what has been verified. */
    Member verify(Incoming in, ExchangeSignature signature, Facts facts) {
        var member = verifyHead(in, signature, facts);
        verifyBody(in);
        return member;
    }

    /**
     * The member that signed the head of a message, which binds the body by its digest. Notes in {@code facts} what has
     * been verified.
     */
    Member verifyHead(Incoming in, ExchangeSignature signature, Facts facts) {
        String keyId = signature.text("keyid");
        var now = clock.instant();
        var peer = registry.current()
                .peerBySigningKey(keyId)
                .orElseThrow(() -> Faults.providerNode("unknown_member", "The signing key is not in the registry"));
        if (!peer.node().hasTlsKey(in.peerKey(), now)) {
            throw Faults.providerNode("ssl_authentication_failed", "The connection is not of the node that signed");
        }
        if (!peer.node()
                .signingKey(keyId, now)
                .filter(key -> signature.isMadeBy(key, roots))
                .isPresent()) {
            throw Faults.providerNode("invalid_signature_value", "The signature is not valid for this message");
        }
        Fields fields = in.head().fields();
        facts.put("gx_id", ConsumerRequest.uuid(fields.required("gx-id")));
        requireFresh(signature);
        nonces.use(signature.text("keyid"), signature.text("nonce"));
        if (!peer.member().has(fields.required("gx-client"))) {
            throw Faults.providerNode("unknown_member", "gx-client is no subsystem of the member that signed");
        }
        if (!isSalt(fields.required("gx-salt"))) {
            throw Faults.providerNode("invalid_message", "gx-salt must be 16 to 64 octets in base64url");
        }
        facts.put("client", fields.required("gx-client"))
                .put("purpose", code(fields, "gx-purpose"))
                .put("basis", code(fields, "gx-basis"))
                .salt(fields.required("gx-salt"))
                .commit("request", signature.covered());
        fields.single("gx-consent").ifPresent(ConsumerRequest::uuid);
        return peer.member();
    }

    /** Bits of the last character that stand for nothing must be 0, so that a bundle shows every change of a salt. */
    private static boolean isSalt(String text) {
        return SALT.make(text, 22, 86)
                && switch (text.length() % 4) {
                    case 0 -> true;
                    case 1 -> false;
                    case 2 -> "AQgw".indexOf(text.charAt(text.length() - 1)) >= 0;
                    default -> "AEIMQUYcgkosw048".indexOf(text.charAt(text.length() - 1)) >= 0;
                };
    }

    /** Refuses a body that is not whole, or not the one that was signed. Waits until it has come. */
    void verifyBody(Incoming in) {
        in.requireWhole("server.serverproxy.");
        if (!ContentDigest.matches(in.head().fields().required("content-digest"), in.body())) {
            throw Faults.providerNode("invalid_body", "The body is not the one that was signed");
        }
    }

    /** The message must be fresh when its head comes, however long its body takes. */
    private void requireFresh(ExchangeSignature signature) {
        long now = clock.instant().getEpochSecond();
        long created = signature.whole("created");
        long expires = signature.whole("expires");
        if (expires <= created || expires - created > MessageSigner.LIFETIME.toSeconds()) {
            throw Faults.providerNode("malformed_signature", "A message must live between 1 and 60 seconds");
        }
        if (created > now + SKEW.toSeconds()) {
            throw expired("The message was created in the future; check the clocks of both nodes");
        }
        if (now > expires) {
            throw expired("The message is too old; check the clocks of both nodes");
        }
    }

    private static Problem expired(String message) {
        return Faults.providerNode("message_expired", message);
    }

    private static String code(Fields fields, String name) {
        String code = fields.required(name);
        if (!ConsumerRequest.isCode(code)) {
            throw Faults.providerNode("invalid_message", name + " must be a code of a-z, 0-9 and -");
        }
        return code;
    }
}
