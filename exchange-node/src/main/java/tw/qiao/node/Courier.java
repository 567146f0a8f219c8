package tw.qiao.node;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.registry.Member;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseEnd;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.message.UnsignedMessage;
import tw.qiao.node.monitoring.OperationTimes;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.peer.PeerClient;
import tw.qiao.node.spool.Room;

/** Signs requests, carries them to a member's node, and accepts only answers that the member signed to that request. */
final class Courier {
    private static final String REPLAYED = "server.serverproxy.replayed";

    private final MessageSigner signer;
    private final PeerClient peers;
    private final VerifiedRoots roots = new VerifiedRoots();
    private final Clock clock;

    Courier(MessageSigner signer, PeerClient peers, Clock clock) {
        this.signer = signer;
        this.peers = peers;
        this.clock = clock;
    }

    /** A response with its verified signature. */
    record Verified(Reply reply, ExchangeSignature signature) {}

    /** Prepares a request for its signature. */
    UnsignedMessage prepare(RequestHead head) {
        return signer.prepare(head);
    }

    /** As {@link #prepare(RequestHead)}, with its deadline after {@code patience}. */
    UnsignedMessage prepare(RequestHead head, Duration patience) {
        return signer.prepare(head, patience, peers.readsTrailers());
    }

    /** Sends a signed request to {@code member}, and verifies what comes back. */
    Verified carry(Member member, RequestHead head, Body body) {
        return verified(member, head, OperationTimes.outside(() -> peers.send(member.nodes(), head, body)));
    }

    /**
     * As {@link #carry(Member, RequestHead, Body)}, where the answer may take other than the usual time, and goes into
     * {@code room}.
     */
    Verified carry(Member member, RequestHead head, Body body, Duration patience, Room room) {
        return verified(
                member, head, OperationTimes.outside(() -> peers.send(member.nodes(), head, body, patience, room)));
    }

    /** The room, for an answer to what {@link #prepare(RequestHead, Duration)} prepared, which may be passed on. */
    Room passing(Room room) {
        return peers.readsTrailers() ? room.passing(Courier::hasItsDigestBehind) : room;
    }

    private static boolean hasItsDigestBehind(int status, Fields head) {
        return head.has("transfer-encoding") && !head.has("content-digest");
    }

    private Verified verified(Member member, RequestHead head, Reply reply) {
        try {
            return requireOnce(checked(member, head, reply));
        } catch (Problem e) {
            throw e.code().startsWith("client.")
                    ? Faults.consumerNode(
                            e.code().substring("client.".length()),
                            "The provider's answer is refused: " + e.getMessage())
                    : e;
        }
    }

    /** A reading that a broken connection carried twice is refused the second time; with a new nonce it may pass. */
    private static Verified requireOnce(Verified verified) {
        boolean twice = verified.reply()
                .head()
                .fields()
                .single("gx-error")
                .filter(REPLAYED::equals)
                .isPresent();
        if (twice) {
            throw Faults.unavailable(
                    "network_error", "The connection broke, and the request reached the provider twice");
        }
        return verified;
    }

    private Verified checked(Member member, RequestHead head, Reply reply) {
        var fields = reply.head().fields();
        var signature = ExchangeSignature.of(reply.head(), head);
        requireMadeBy(member, signature);
        if (!fields.required("gx-id").equals(head.fields().required("gx-id"))) {
            throw Faults.consumerNode("inconsistent_response", "The answer is to another exchange");
        }
        boolean proved = PassingBody.of(reply.body()).isPresent() // at its end
                || ContentDigest.matches(fields.required("content-digest"), reply.body());
        if (!proved) {
            throw Faults.consumerNode("inconsistent_response", "The answer's body is not the one that was signed");
        }
        if (reply.body().isLarge() && fields.has("gx-error")) {
            throw Faults.consumerNode("inconsistent_response", "A refusal is longer than any refusal");
        }
        return new Verified(reply, signature);
    }

    /** The signature at the end of an answer of {@code member}, as it is registered by then, that was passed on. */
    ExchangeSignature verifiedEnd(Member member, RequestHead head, ResponseEnd end) {
        var signature = ExchangeSignature.of(end, head);
        requireMadeBy(member, signature);
        return signature;
    }

    private void requireMadeBy(Member member, ExchangeSignature signature) {
        String keyId = signature.text("keyid");
        boolean made = member.nodes().stream()
                .flatMap(node -> node.signingKey(keyId, clock.instant()).stream())
                .anyMatch(key -> signature.isMadeBy(key, roots));
        if (!made) {
            throw Faults.consumerNode(
                    "invalid_signature_value", "The answer is not signed by the provider, or not to this request");
        }
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
