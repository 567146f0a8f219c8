package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderRefusalTest {
    private static final String PATH = "/r1/" + ExchangeFixture.PERSONS + "/A123456789";

    private ExchangeFixture exchange;
    private Attacker portal;
    private int entriesBefore;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder).startAll();
        portal = new Attacker(exchange, exchange.keys("QIAO"));
    }

    @AfterAll
    void stop() {
        portal.close();
        exchange.close();
    }

    @BeforeEach
    void countEntries() {
        entriesBefore = exchange.entries("RIS");
    }

    @AfterEach
    void everyRefusalIsAnEntry() {
        assertThat(exchange.entries("RIS")).isNotEqualTo(entriesBefore);
    }

    private RequestHead request() {
        return portal.request(exchange.newId(), PATH);
    }

    private SigningKey portalKey() {
        return exchange.keys("QIAO").signing();
    }

    private static RequestHead withFields(RequestHead head, Fields fields) {
        return new RequestHead(head.method(), head.authority(), head.path(), head.query(), fields);
    }

    private static Fields copy(Fields fields, String changed, String value) {
        var copy = new Fields();
        for (String name : fields.names()) {
            fields.all(name).forEach(line -> copy.add(name, name.equals(changed) ? value : line));
        }
        return copy;
    }

    @Test
    void acceptsAGoodRequest() {
        var head = portal.signed(request(), portalKey(), Duration.ZERO);

        var reply = portal.send(head);

        assertThat(reply.body().text()).contains("王𠀋明");
        assertThat(ExchangeSignature.of(reply.head(), head)
                        .isMadeBy(exchange.keys("RIS").signing().verificationKey(), new VerifiedRoots()))
                .isTrue();
    }

    @Test
    void refusesAnUnsignedRequest() {
        assertThat(Attacker.code(portal.send(request()))).isEqualTo("server.serverproxy.missing_signature");
    }

    @Test
    void refusesASignatureByAnotherKey() {
        var stranger = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);

        var reply = portal.send(portal.signed(request(), stranger, Duration.ZERO));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.unknown_member");
    }

    @Test
    void refusesASignatureThatClaimsAnotherKey() {
        var stranger = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
        var head = portal.signed(request(), stranger, Duration.ZERO);
        String input = head.fields()
                .required("signature-input")
                .replace(
                        stranger.verificationKey().id(),
                        portalKey().verificationKey().id());

        var reply = portal.send(withFields(head, copy(head.fields(), "signature-input", input)));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.invalid_signature_value");
    }

    @Test
    void refusesAHeaderThatWasAlteredAfterSigning() {
        var head = portal.signed(request(), portalKey(), Duration.ZERO);

        var reply = portal.send(withFields(head, copy(head.fields(), "gx-purpose", "curiosity")));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.invalid_signature_value");
    }

    @Test
    void refusesAPathThatWasAlteredAfterSigning() {
        var head = portal.signed(request(), portalKey(), Duration.ZERO);
        String other = PATH.replace("A123456789", "B223456786");

        var reply = portal.send(new RequestHead("GET", "", other, "", head.fields()));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.invalid_signature_value");
    }

    @Test
    void refusesASaltWithBitsThatStandForNothing() {
        var head = request();
        var odd = withFields(head, copy(head.fields(), "gx-salt", "a".repeat(22)));

        var reply = portal.send(portal.signed(odd, portalKey(), Duration.ZERO));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.invalid_message");
    }

    @Test
    void refusesABodyThatWasAlteredAfterSigning() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        var fields = copy(request().fields(), "content-digest", ContentDigest.of(body))
                .add("content-type", "application/json");
        var head = portal.signed(new RequestHead("POST", "", PATH, "", fields), portalKey(), Duration.ZERO);

        var reply = portal.send(head, Body.of("{ }".getBytes(StandardCharsets.UTF_8)));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.invalid_body");
    }

    @Test
    void refusesTheVerySameMessageAgain() {
        var head = portal.signed(request(), portalKey(), Duration.ZERO);
        portal.send(head);

        var reply = portal.send(head);

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.replayed");
        assertThat(reply.head().status()).isEqualTo(409);
    }

    @Test
    void refusesANonceThatWasUsedForAnotherMessage() {
        var first = request();
        portal.signer(portalKey(), Duration.ZERO, 7).prepare(first).sign();
        portal.send(first);
        var second = request();
        portal.signer(portalKey(), Duration.ZERO, 7).prepare(second).sign();

        assertThat(Attacker.code(portal.send(second))).isEqualTo("server.serverproxy.replayed");
    }

    @Test
    void refusesTheSameIdForAnotherRequest() {
        String gxId = exchange.newId();
        portal.send(portal.signed(portal.request(gxId, PATH), portalKey(), Duration.ZERO));
        String other = PATH.replace("A123456789", "B223456786");

        var reply = portal.send(portal.signed(portal.request(gxId, other), portalKey(), Duration.ZERO));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.duplicate_id");
        assertThat(reply.head().status()).isEqualTo(409);
    }

    @Test
    void answersARetryWithTheStoredAnswer() {
        String gxId = exchange.newId();
        var first = portal.send(portal.signed(portal.request(gxId, PATH), portalKey(), Duration.ZERO));

        var again = portal.send(portal.signed(portal.request(gxId, PATH), portalKey(), Duration.ZERO));

        assertThat(again.body().text()).isEqualTo(first.body().text());
        assertThat(again.head().status()).isEqualTo(200);
    }

    @Test
    void refusesAMessageThatIsTooOld() {
        var reply = portal.send(portal.signed(request(), portalKey(), Duration.ofMinutes(-2)));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.message_expired");
    }

    @Test
    void refusesAMessageFromTheFuture() {
        var reply = portal.send(portal.signed(request(), portalKey(), Duration.ofMinutes(2)));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.message_expired");
    }

    @Test
    void refusesAConsumerThatIsNotOfTheSigningMember() {
        var head = withFields(request(), copy(request().fields(), "gx-client", "TW/GOV/WELFARE/benefits"));

        var reply = portal.send(portal.signed(head, portalKey(), Duration.ZERO));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.unknown_member");
    }

    @Test
    void refusesASignatureThatComesOverAnothersConnection() {
        try (var bystander = new Attacker(exchange, exchange.keys("WELFARE"))) {
            var reply = bystander.send(bystander.signed(request(), portalKey(), Duration.ZERO));

            assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.ssl_authentication_failed");
        }
    }

    @Test
    void doesNotTalkToAStranger(@TempDir Path home) {
        var keys = NodeKeys.create(home, exchange.clock, exchange.ids);
        try (var stranger = new Attacker(exchange, keys)) {
            var head = stranger.signed(request(), portalKey(), Duration.ZERO);

            assertThatThrownBy(() -> stranger.send(head))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.code()).isEqualTo("server.serverproxy.network_error"));
        }
    }

    @Test
    void refusesASignatureThatLeavesAComponentOut() {
        var head = portal.signed(request(), portalKey(), Duration.ZERO);
        String input = head.fields().required("signature-input").replace(" \"gx-purpose\"", "");

        var reply = portal.send(withFields(head, copy(head.fields(), "signature-input", input)));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.malformed_signature");
    }

    @Test
    void refusesASecondLabel() {
        var reply = portal.sendSpoiled(head -> head.fields().add("signature", "other=:AAAA:"));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.malformed_signature");
    }

    @Test
    void refusesADowngradedAlgorithm() {
        var head = portal.signed(request(), portalKey(), Duration.ZERO);
        String input = head.fields().required("signature-input").replace("ecdsa-p256-sha256", "hmac-sha256");

        var reply = portal.send(withFields(head, copy(head.fields(), "signature-input", input)));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.invalid_signature_value");
    }

    @Test
    void refusesAPathThatIsNotCanonical() {
        var head = portal.signed(
                portal.request(exchange.newId(), PATH.replace("A1", "%41%31")), portalKey(), Duration.ZERO);

        assertThat(Attacker.code(portal.send(head))).isEqualTo("server.serverproxy.invalid_request");
    }

    @Test
    void refusesAServiceThatIsNotTheOneOfThePath() {
        var head = portal.request(exchange.newId(), PATH.replace("persons", "findUsage"));

        var reply = portal.send(portal.signed(head, portalKey(), Duration.ZERO));

        assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.inconsistent_headers");
    }

    @Test
    void tellsEvidenceToNoBystander() {
        String gxId = exchange.newId();
        exchange.askPerson(gxId, "/A123456789");
        try (var bystander = new Attacker(exchange, exchange.keys("WELFARE"))) {
            var fields = copy(request().fields(), "gx-client", "TW/GOV/WELFARE/benefits");
            fields = copy(fields, "gx-service", "gx/1/evidence");
            var head = new RequestHead("GET", "", "/gx/1/evidence/" + gxId, "", fields);

            var reply = bystander.send(
                    bystander.signed(head, exchange.keys("WELFARE").signing(), Duration.ZERO));

            assertThat(Attacker.code(reply)).isEqualTo("server.serverproxy.access_denied");
        }
    }
}
