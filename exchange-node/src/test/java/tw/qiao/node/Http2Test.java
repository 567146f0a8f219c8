package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.peer.PeerClient;
import tw.qiao.node.settings.PeerProtocol;

/** Nodes that speak HTTP/2 with each other, and with those that do not. */
class Http2Test {
    private static final String REST = "/" + ExchangeFixture.PERSON;

    private ExchangeFixture exchange;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder).speak(PeerProtocol.HTTP2);
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    private long overHttp2() {
        return exchange.get("QIAO", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("qiao_peer_multiplexed_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findAny()
                .orElseThrow();
    }

    private PeerClient client(NodeKeys keys) {
        return new PeerClient(
                new TlsIdentity(keys), new Metrics(exchange.clock).peers(), exchange.clock, PeerProtocol.HTTP2);
    }

    private NodeAddress provider(NodeKeys shown) {
        var settings = exchange.settings("RIS");
        return shown.address("https://127.0.0.1:" + settings.providerPort(), settings.logOrigin());
    }

    private static RequestHead reading(String path) {
        return new RequestHead("GET", "", path, "", new Fields());
    }

    @Test
    void carriesASignedExchange() {
        exchange.startAll();
        int before = exchange.entries("RIS");

        var answer = exchange.askPerson(REST);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(overHttp2()).isPositive();
        assertThat(exchange.entries("RIS")).isGreaterThan(before);
    }

    @Test
    void tellsARefusalOfTheProvider() {
        exchange.grants.clear();
        exchange.startAll();

        var answer = exchange.askPerson(REST);

        assertThat(ExchangeFixture.code(answer)).isEqualTo("server.serverproxy.access_denied");
    }

    @Test
    void speaksHttp11WithANodeThatSpeaksNothingElse() throws Exception {
        var keys = exchange.keys("RIS");
        var tls = new TlsIdentity(keys).accepting(_ -> true);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                var settings = tls.getDefaultSSLParameters();
                settings.setNeedClientAuth(true);
                parameters.setSSLParameters(settings);
            }
        });
        server.createContext("/", call -> {
            call.sendResponseHeaders(200, 2);
            call.getResponseBody()
                    .write(
                            call.getProtocol().endsWith("/1.1")
                                    ? "ok".getBytes(StandardCharsets.US_ASCII)
                                    : new byte[2]);
            call.close();
        });
        server.start();
        try (var client = client(exchange.keys("QIAO"))) {
            var address =
                    keys.address("https://127.0.0.1:" + server.getAddress().getPort(), "exchange.qiao/old");

            for (int i = 0; i < 3; i++) {
                assertThat(client.send(List.of(address), reading("/r1/any"), Body.EMPTY)
                                .body()
                                .text())
                        .isEqualTo("ok");
            }
            assertThat(client.overHttp2()).isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refusesANodeWithAnotherKeyThanTheRegistryNames() {
        exchange.startAll();
        try (var client = client(exchange.keys("QIAO"))) {
            assertThatThrownBy(() -> client.send(
                            List.of(provider(exchange.keys("WELFARE"))), reading("/log/checkpoint"), Body.EMPTY))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).endsWith("network_error"));
        }
    }

    @Test
    void letsNoNodeInThatTheRegistryDoesNotName(@TempDir Path elsewhere) {
        exchange.startAll();
        var stranger = NodeKeys.create(elsewhere, exchange.clock, exchange.ids);
        try (var client = client(stranger)) {
            assertThatThrownBy(() -> client.send(
                            List.of(provider(exchange.keys("RIS"))), reading("/log/checkpoint"), Body.EMPTY))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).endsWith("network_error"));
        }
    }

    @Test
    void carriesTwoHundredExchangesAtOnceOverFewConnections() throws Exception {
        exchange.startAll();
        try (var client = client(exchange.keys("QIAO"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var nodes = List.of(provider(exchange.keys("RIS")));
            var asked = new ArrayList<Future<Reply>>();
            for (int i = 0; i < 200; i++) {
                asked.add(threads.submit(() -> client.send(nodes, reading("/log/checkpoint"), Body.EMPTY)));
            }
            for (var answer : asked) {
                assertThat(answer.get().head().status()).isEqualTo(200);
            }
            assertThat(client.overHttp2()).isEqualTo(200);
            assertThat(connectionsTo(exchange.settings("RIS").providerPort())).isLessThan(20);
        }
    }

    /** Those that are open on this machine. */
    private static long connectionsTo(int port) throws Exception {
        String there = String.format(":%04X", port);
        long count = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (var lines = Files.lines(Path.of(table))) {
                count += lines.map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns[2].endsWith(there) && columns[3].equals("01"))
                        .count();
            }
        }
        return count;
    }

    @Test
    void refusesAHeadThatIsTooLong() {
        exchange.startAll();
        try (var client = client(exchange.keys("QIAO"))) {
            var nodes = List.of(provider(exchange.keys("RIS")));
            var head = reading("/r1/any");
            for (int i = 0; i < 5; i++) {
                head.fields().add("gx-headers-" + i, "x".repeat(4000));
            }

            var tooLong = client.send(nodes, head, Body.EMPTY);
            var tooFar = client.send(nodes, reading("/r1/" + "a".repeat(9000)), Body.EMPTY);

            assertThat(tooLong.head().status()).isEqualTo(400);
            assertThat(tooFar.head().status()).isEqualTo(414);
            assertThat(tooFar.head().fields().single("x-road-error")).contains("client.invalid_request");
        }
    }

    @Test
    void goesOnWhenTheProviderStartsAnew() {
        exchange.startAll();
        assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
        exchange.stop("RIS");
        assertThat(ExchangeFixture.code(exchange.askPerson(REST))).endsWith("network_error");
        exchange.start("RIS");

        assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
        assertThat(overHttp2()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void givesUpWhenTheAnswerIsLate() {
        exchange.startAll();
        try (var client = client(exchange.keys("QIAO"))) {
            var nodes = List.of(provider(exchange.keys("RIS")));
            client.send(nodes, reading("/log/checkpoint"), Body.EMPTY);

            assertThatThrownBy(() -> client.send(nodes, reading("/log/checkpoint"), Body.EMPTY, Duration.ofNanos(1)))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).endsWith("network_error"));
        }
    }

    @Test
    void sendsAChangeOnceAlsoWhenTheOtherSideSaysThatItDidNotBegin() throws Exception {
        try (var node = new RetractingNode(exchange.keys("RIS"));
                var client = client(exchange.keys("QIAO"))) {
            var nodes = List.of(exchange.keys("RIS").address(node.url(), "exchange.qiao/retracting"));
            for (var body : List.of(Body.of(new byte[] {1}), Body.EMPTY)) {
                int before = node.taken.get();

                assertThatThrownBy(() ->
                                client.send(nodes, new RequestHead("POST", "", "/r1/any", "", new Fields()), body))
                        .isInstanceOf(Problem.class);

                assertThat(node.taken.get() - before).isEqualTo(1);
            }
        }
    }

    @Test
    void takesInALargeBodyFromANodeThatSendsItOverHttp2() throws Exception {
        exchange.startAll();
        var uri = URI.create("https://127.0.0.1:" + exchange.settings("RIS").providerPort() + "/r1/any");
        try (var http = HttpClient.newBuilder()
                .sslContext(new TlsIdentity(exchange.keys("QIAO")).accepting(_ -> true))
                .build()) {
            for (int i = 0; i < 3; i++) {
                var answer = http.send(
                        HttpRequest.newBuilder(uri)
                                .POST(BodyPublishers.ofByteArray(new byte[3 * 1024 * 1024]))
                                .build(),
                        BodyHandlers.ofString());

                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.body()).contains("missing_signature");
            }
        }
    }
}
