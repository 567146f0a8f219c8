package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.node.service.ServiceDeclaration;
import tw.qiao.node.settings.Operations;

class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final List<String> contexts = new CopyOnWriteArrayList<>();
    private final Map<String, JsonNode> spans = new ConcurrentHashMap<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer upstream;
    private HttpServer collector;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        upstream = server();
        upstream.createContext("/", call -> {
            contexts.addAll(call.getRequestHeaders().getOrDefault("traceparent", List.of("none")));
            call.getResponseHeaders().add("content-type", "application/json");
            call.sendResponseHeaders(200, 2);
            call.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            call.close();
        });
        collector = server();
        collector.createContext("/v1/traces", call -> {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            bodies.add(body);
            var resource =
                    CanonicalJson.MAPPER.readTree(body).path("resourceSpans").path(0);
            String member = resource.path("resource")
                    .path("attributes")
                    .path(0)
                    .path("value")
                    .path("stringValue")
                    .stringValue();
            for (var span : resource.path("scopeSpans").path(0).path("spans")) {
                spans.put(member + " " + span.path("name").stringValue(), span);
            }
            call.sendResponseHeaders(200, -1);
            call.close();
        });
    }

    private static HttpServer server() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
        collector.stop(0);
    }

    private ExchangeFixture exchange(String... traced) {
        var exchange = new ExchangeFixture(
                folder,
                HouseholdRegister.url(),
                ServiceDeclaration.ofSystem("household", "system", "系統", "System", address(upstream)));
        exchange.grants.add(new Grant(
                "g-system",
                ExchangeFixture.PORTAL,
                "TW/GOV/RIS/household/system",
                Set.of("GET"),
                "/{anything}",
                Set.of("test"),
                "test",
                Set.of(),
                exchange.clock.instant().minusSeconds(60),
                exchange.clock.instant().plusSeconds(600)));
        for (String code : traced) {
            exchange.watch(code, new Operations(Optional.of(URI.create(address(collector))), false));
        }
        return exchange.startAll();
    }

    private static int ask(ExchangeFixture exchange, String... more) {
        var headers = new ArrayList<>(
                List.of("X-Road-Client", ExchangeFixture.PORTAL, "Gx-Purpose", "test", "Gx-Basis", "test"));
        headers.addAll(List.of(more));
        return exchange.ask("/r1/TW/GOV/RIS/household/system/A123456789", headers.toArray(String[]::new))
                .statusCode();
    }

    private JsonNode span(String name) {
        return Objects.requireNonNull(spans.get(name), name);
    }

    private void await(int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (spans.size() < count && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void followsAnExchangeOverBothNodesToTheSystem() throws InterruptedException {
        try (var exchange = exchange("QIAO", "RIS")) {
            assertThat(ask(exchange, "traceparent", PARENT)).isEqualTo(200);
            await(3);
        }

        var consumer = span("TW/GOV/QIAO consumer");
        var provider = span("TW/GOV/RIS provider");
        var service = span("TW/GOV/RIS service");
        assertThat(List.of(consumer, provider, service))
                .allMatch(span -> span.path("traceId").stringValue().equals(TRACE));
        assertThat(consumer.path("parentSpanId")).hasToString("\"b7ad6b7169203331\"");
        assertThat(provider.path("parentSpanId")).isEqualTo(consumer.path("spanId"));
        assertThat(service.path("parentSpanId")).isEqualTo(provider.path("spanId"));
        assertThat(contexts)
                .containsExactly("00-" + TRACE + "-" + service.path("spanId").stringValue() + "-01");
        assertThat(bodies).noneMatch(body -> body.contains("A123456789"));
    }

    @Test
    void handsTheContextOnWhereNodesDoNotTrace() {
        try (var exchange = exchange()) {
            ask(exchange, "traceparent", PARENT);
            ask(exchange);
            ask(exchange, "traceparent", "A123456789");
        }

        assertThat(contexts).containsExactly(PARENT, "none", "none");
        assertThat(spans).isEmpty();
    }

    @Test
    void anAbsentCollectorDelaysNothingAndDropsAreCounted() throws InterruptedException {
        collector.stop(0);
        try (var exchange = exchange("QIAO")) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(exchange)).isEqualTo(200);
            }
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (exchange.get("QIAO", "/metrics").body().contains("qiao_trace_dropped_total 0")
                    && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(exchange.get("QIAO", "/metrics").body()).containsPattern("qiao_trace_dropped_total [1-5]\n");
        }
    }
}
