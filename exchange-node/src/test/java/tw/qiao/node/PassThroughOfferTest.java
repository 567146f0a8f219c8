package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.peer.PeerClient;
import tw.qiao.node.service.ServiceDeclaration;
import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.spool.Room;

/** To whom a provider's node passes answers on while they come, and how they look then. */
class PassThroughOfferTest {
    private static final String PATH = "/r1/TW/GOV/RIS/household/archive/chunks/300000";

    @TempDir
    Path folder;

    private PassThroughFixture passing;
    private Attacker portal;

    @BeforeEach
    void prepare() {
        passing = new PassThroughFixture(folder);
        portal = new Attacker(passing.exchange, passing.exchange.keys("QIAO"));
    }

    @AfterEach
    void stop() {
        portal.close();
        passing.close();
    }

    private RequestHead request(boolean takesTrailers) {
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(new byte[0]))
                .add("gx-client", ExchangeFixture.PORTAL)
                .add("gx-service", "TW/GOV/RIS/household/archive")
                .add("gx-id", passing.exchange.newId())
                .add("gx-purpose", "archive-copy")
                .add("gx-basis", "archives-act-17")
                .add("gx-salt", "c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0");
        var head = new RequestHead("GET", "", PATH, "", fields);
        var key = passing.exchange.keys("QIAO").signing();
        portal.signer(key, Duration.ZERO, System.nanoTime())
                .prepare(head, Duration.ofSeconds(30), takesTrailers)
                .sign();
        return head;
    }

    private static RequestHead withInput(RequestHead head, String input) {
        var fields = new Fields();
        for (String name : head.fields().names()) {
            head.fields().all(name).forEach(line -> fields.add(name, name.equals("signature-input") ? input : line));
        }
        return new RequestHead(head.method(), "", head.path(), "", fields);
    }

    @Test
    void saysDigestAndSignatureInTrailersToAPeerThatSignedThatItTakesThem() throws IOException {
        passing.exchange.startAll();
        try (var peer = new RawPeer(passing.exchange, "QIAO")) {
            var head = request(true);
            peer.send(head, "connection: close");
            String said = peer.rest();

            String before = said.substring(0, said.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
            String after = said.substring(said.lastIndexOf("\r\n0\r\n") + 5);
            assertThat(before)
                    .contains("\r\ntrailer: content-digest, signature-input, signature")
                    .contains("\r\ntransfer-encoding: chunked")
                    .doesNotContain("\r\ncontent-digest:");
            assertThat(after.lines().filter(line -> !line.isEmpty()).map(line -> line.substring(0, line.indexOf(':'))))
                    .containsExactlyInAnyOrder("content-digest", "signature-input", "signature");
            assertThat(after)
                    .contains("gx-end=(\"@status\" \"content-type\" \"content-digest\";tr \"gx-id\" \"gx-headers\""
                            + " \"@method\";req \"@path\";req \"content-digest\";req \"signature\";req;key=\"gx\")");
        }
    }

    @Test
    void saysTheDigestInTheHeadToAPeerThatDidNotSayThatItTakesTrailers() {
        passing.exchange.startAll();

        assertThat(digest(portal.send(request(false)))).isTrue();
        assertThat(digest(portal.send(request(true)))).isFalse();
    }

    @Test
    void refusesARequestThatSaysOtherwiseThanWasSigned() {
        passing.exchange.startAll();
        var with = request(true);
        var without = request(false);
        String dropped = with.fields().required("signature-input").replace(";trailers", "");
        String added = without.fields().required("signature-input") + ";trailers";

        assertThat(Attacker.code(portal.send(withInput(with, dropped))))
                .isEqualTo("server.serverproxy.invalid_signature_value");
        assertThat(Attacker.code(portal.send(withInput(without, added))))
                .isEqualTo("server.serverproxy.invalid_signature_value");
    }

    @Test
    void refusesSettingsThatLetAViewBePassedThrough() {
        assertThatThrownBy(() -> new ServiceDeclaration(
                        "household", "persons", "h.v", "id", List.of("id"), List.of(), "", "", "", true))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("needs an upstream");
    }

    @Test
    void passesNothingOverHttp2() throws IOException {
        passing.exchange.speak(PeerProtocol.HTTP2).startAll();

        var answer = passing.ask(passing.exchange.newId(), "archive/chunks/300000");

        assertThat(answer.headers().firstValue("content-length")).contains("300000");
        assertThat(answer.body().readAllBytes()).hasSize(300_000);
        assertThat(passing.metric("QIAO", "qiao_peer_multiplexed_total")).isPositive();
        assertThat(digest(overHttp2(request(true)))).isTrue();
    }

    private Reply overHttp2(RequestHead head) {
        var exchange = passing.exchange;
        var settings = exchange.settings("RIS");
        var address =
                exchange.keys("RIS").address("https://127.0.0.1:" + settings.providerPort(), settings.logOrigin());
        try (var client = new PeerClient(
                new TlsIdentity(exchange.keys("QIAO")),
                new Metrics(exchange.clock).peers(),
                exchange.clock,
                PeerProtocol.HTTP2)) {
            return client.send(List.of(address), head, Body.EMPTY, Duration.ofSeconds(10), Room.inMemory(1 << 20));
        }
    }

    private static boolean digest(Reply reply) {
        assertThat(reply.head().status()).isEqualTo(200);
        assertThat(reply.body().length()).isEqualTo(300_000);
        return reply.head().fields().has("content-digest");
    }
}
