package tw.qiao.node;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.peer.PeerClient;

/** Speaks to a provider's node as a node may that does not keep the rules. */
final class Attacker implements AutoCloseable {
    private final ExchangeFixture exchange;
    private final PeerClient client;

    Attacker(ExchangeFixture exchange, NodeKeys keys) {
        this.exchange = exchange;
        this.client = new PeerClient(new TlsIdentity(keys), new Metrics(Clock.systemUTC()).peers(), Clock.systemUTC());
    }

    RequestHead request(String gxId, String path) {
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(new byte[0]))
                .add("gx-client", ExchangeFixture.PORTAL)
                .add("gx-service", ExchangeFixture.PERSONS)
                .add("gx-id", gxId)
                .add("gx-purpose", "construction-firm-registration")
                .add("gx-basis", "construction-industry-act-15")
                .add("gx-salt", "c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0");
        return new RequestHead("GET", "", path, "", fields);
    }

    RequestHead signed(RequestHead head, SigningKey key, Duration clockError) {
        signer(key, clockError, new Random().nextLong()).prepare(head).sign();
        return head;
    }

    MessageSigner signer(SigningKey key, Duration clockError, long seed) {
        var clock = Clock.offset(exchange.clock, clockError);
        return new MessageSigner(key, true, clock, new Ids(clock, new Random(seed)));
    }

    /** A good request of the portal's own node, which {@code change} spoils after it was signed. */
    Reply sendSpoiled(Consumer<RequestHead> change) {
        var head = signed(
                request(exchange.newId(), "/r1/" + ExchangeFixture.PERSONS + "/A123456789"),
                exchange.keys("QIAO").signing(),
                Duration.ZERO);
        change.accept(head);
        return send(head);
    }

    Reply send(RequestHead head) {
        return send(head, Body.EMPTY);
    }

    Reply send(RequestHead head, Body body) {
        var provider = exchange.settings("RIS");
        NodeAddress address =
                exchange.keys("RIS").address("https://127.0.0.1:" + provider.providerPort(), provider.logOrigin());
        return client.send(List.of(address), head, body);
    }

    static String code(Reply reply) {
        return reply.head().fields().single("gx-error").orElse("");
    }

    @Override
    public void close() {
        client.close();
    }
}
