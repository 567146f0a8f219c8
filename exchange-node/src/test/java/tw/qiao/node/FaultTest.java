package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.MessageSigner;

class FaultTest {
    private static final String REST = "/A123456789?fields=name";

    private ExchangeFixture exchange;

    @BeforeEach
    void start(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder).startAll();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void saysThatTheProviderIsDownAndGoesOnWhenItIsBack() {
        exchange.askPerson(REST);
        exchange.stop("RIS");
        String gxId = exchange.newId();

        var down = exchange.askPerson(gxId, REST);
        exchange.start("RIS");
        var back = exchange.askPerson(gxId, REST);

        assertThat(ExchangeFixture.code(down)).isEqualTo("server.serverproxy.network_error");
        assertThat(ExchangeFixture.json(down).path("retryable").booleanValue()).isTrue();
        assertThat(back.statusCode()).isEqualTo(200);
    }

    @Test
    void answersTheSameIdAfterBothNodesWereRestarted() {
        String gxId = exchange.newId();
        var first = exchange.askPerson(gxId, REST);
        int before = exchange.entries("RIS");
        exchange.stop("RIS");
        exchange.stop("QIAO");
        exchange.start("RIS");
        exchange.start("QIAO");

        var again = exchange.askPerson(gxId, REST);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(exchange.entries("RIS")).isEqualTo(before);
        assertThat(words(evidence(gxId), "missing")).isEmpty();
        assertThat(words(evidence(gxId), "unreachable")).isEmpty();
    }

    @Test
    void refusesAnAnswerThatAnotherMemberSigned() throws IOException {
        var code = codeFromImpostor(exchange.keys("WELFARE").signing(), request -> request);

        assertThat(code).isEqualTo("server.clientproxy.invalid_signature_value");
    }

    @Test
    void refusesAnAnswerToAnotherRequest() throws IOException {
        var code = codeFromImpostor(exchange.keys("RIS").signing(), request -> {
            var other = new Fields();
            for (String name : request.fields().names()) {
                request.fields()
                        .all(name)
                        .forEach(line -> other.add(name, name.equals("signature") ? "gx=:AAAA:" : line));
            }
            return new RequestHead(request.method(), "", request.path(), request.query(), other);
        });

        assertThat(code).isEqualTo("server.clientproxy.invalid_signature_value");
    }

    @Test
    void acceptsAnAnswerOfTheProvidersKeyToThisRequest() throws IOException {
        assertThat(codeFromImpostor(exchange.keys("RIS").signing(), request -> request))
                .isEmpty();
    }

    @Test
    void tellsAPartyThatHasNoRecordFromOneThatCannotBeAsked() {
        exchange.stop("RIS");
        String gxId = exchange.newId();
        exchange.askPerson(gxId, REST);

        var away = evidence(gxId);
        exchange.start("RIS");
        var back = evidence(gxId);

        assertThat(words(away, "unreachable")).containsExactly("provider");
        assertThat(words(away, "missing")).isEmpty();
        assertThat(words(back, "unreachable")).isEmpty();
        assertThat(words(back, "missing")).containsExactly("provider");
        assertThat(back.path("sides")).hasSize(1);
    }

    @Test
    void takesASignedAnswerWithoutEntriesForNoRecord() throws IOException {
        String gxId = exchange.newId();
        exchange.askPerson(gxId, REST);

        var signed = withImpostor(exchange.keys("RIS").signing(), request -> request, () -> evidence(gxId));
        var foreign = withImpostor(exchange.keys("WELFARE").signing(), request -> request, () -> evidence(gxId));

        assertThat(words(signed, "missing")).containsExactly("provider");
        assertThat(words(foreign, "missing")).isEmpty();
        assertThat(words(foreign, "unreachable")).containsExactly("provider");
    }

    private JsonNode evidence(String gxId) {
        return ExchangeFixture.json(exchange.ask("/evidence/" + gxId));
    }

    private static List<String> words(JsonNode json, String name) {
        return json.path(name).values().stream().map(JsonNode::stringValue).toList();
    }

    private String codeFromImpostor(SigningKey key, UnaryOperator<RequestHead> covered) throws IOException {
        return withImpostor(key, covered, () -> ExchangeFixture.code(exchange.askPerson(REST)));
    }

    /** What comes out while a server with the provider's TLS key answers with the given signature. */
    private <T> T withImpostor(SigningKey key, UnaryOperator<RequestHead> covered, Supplier<T> work)
            throws IOException {
        exchange.stop("RIS");
        var signer = new MessageSigner(key, true, exchange.clock, exchange.ids);
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), exchange.settings("RIS").providerPort());
        var server = HttpsServer.create(address, 0);
        var identity = new TlsIdentity(exchange.keys("RIS"));
        server.setHttpsConfigurator(new HttpsConfigurator(identity.accepting(peer -> true)));
        server.createContext("/", call -> {
            var fields = new Fields();
            call.getRequestHeaders().forEach((name, values) -> values.forEach(value -> fields.add(name, value)));
            String query = call.getRequestURI().getRawQuery();
            var request = new RequestHead(
                    call.getRequestMethod(), "", call.getRequestURI().getRawPath(), query == null ? "" : query, fields);
            byte[] body = "{\"data\":[]}".getBytes(StandardCharsets.UTF_8);
            var response = new ResponseHead(
                    200,
                    new Fields()
                            .add("content-type", "application/json")
                            .add("content-digest", ContentDigest.of(body))
                            .add("gx-id", fields.required("gx-id")));
            signer.prepare(response, covered.apply(request)).sign();
            for (String name : response.fields().names()) {
                call.getResponseHeaders().set(name, response.fields().required(name));
            }
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        try {
            return work.get();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatTheRegisterIsDown(@TempDir Path folder) {
        String nowhere = "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/postgres";
        try (var broken = new ExchangeFixture(folder, nowhere, HouseholdRegister.persons()).startAll()) {
            var response = broken.askPerson(REST);

            assertThat(ExchangeFixture.code(response)).isEqualTo("server.serverproxy.service_failed.database_error");
            assertThat(ExchangeFixture.json(response).path("retryable").booleanValue())
                    .isTrue();
        }
    }

    @Test
    void followsANewerRegistry() throws InterruptedException {
        assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
        exchange.grants.clear();
        exchange.publishRegistry();

        String code = "";
        for (int i = 0; i < 50 && code.isEmpty(); i++) {
            Thread.sleep(100);
            code = ExchangeFixture.code(exchange.askPerson(REST));
        }

        assertThat(code).isEqualTo("server.serverproxy.access_denied");
    }
}
