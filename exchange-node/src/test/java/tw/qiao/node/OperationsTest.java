package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.monitoring.Observation;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.registry.KnownNames;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.trace.Tracer;

@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
    private ExchangeFixture exchange;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder).startAll();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    private JsonNode check(String code, String name) {
        for (var check : ExchangeFixture.json(exchange.get(code, "/health")).path("checks")) {
            if (check.path("check").stringValue().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("There is no check " + name);
    }

    @Test
    void tellsHowWellTheNodeIsAndWhatToDo() {
        exchange.askPerson("/A123456789");

        var health = exchange.get("RIS", "/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(ExchangeFixture.json(health)
                        .path("checks")
                        .valueStream()
                        .map(check -> check.path("check").stringValue()))
                .contains("log", "witnesses", "registry", "keys", "certificate", "disk", "queue", "peers", "services");
        var registry = check("RIS", "registry");
        assertThat(registry.path("state").stringValue()).isEqualTo("ok");
        assertThat(registry.path("zh").stringValue()).isEqualTo("使用第 1 號登錄檔，還有 23 小時到期。");
        assertThat(registry.path("en").stringValue()).isEqualTo("Registry 1 is in use and valid for 23 hours.");
        assertThat(exchange.get("RIS", "/health/live").statusCode()).isEqualTo(200);
        assertThat(exchange.get("RIS", "/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aNodeWhoseKeysAreNotInTheRegistryIsNotReady(@TempDir Path folder) throws Exception {
        try (var other = ExchangeFixture.on(folder)) {
            other.publishRegistry();
            var home = other.settings("RIS").home();
            Files.delete(home.resolve("signing.pem"));
            SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256).write(home.resolve("signing.pem"));
            other.start("RIS");

            assertThat(other.get("RIS", "/health/live").statusCode()).isEqualTo(200);
            assertThat(other.get("RIS", "/health/ready").statusCode()).isEqualTo(503);
            assertThat(other.health("RIS")).contains("\"failing\"").contains("have the new one registered");
        }
    }

    @Test
    void saysWhichPeerDoesNotAnswer(@TempDir Path folder) {
        try (var other = ExchangeFixture.on(folder).startAll()) {
            other.stop("RIS");
            other.askPerson("/A123456789");

            assertThat(other.health("QIAO"))
                    .contains("\"degraded\"")
                    .contains("These nodes do not answer: exchange.qiao/TW/GOV/RIS");
        }
    }

    @Test
    void countsExchangesByServiceAndOutcome() {
        exchange.askPerson("/B223456786");
        exchange.ask("/r1/TW/GOV/RIS/household/A123456789", "X-Road-Client", "A123456789");

        var consumer = exchange.get("QIAO", "/metrics");
        String provider = exchange.get("RIS", "/metrics").body();

        String relation = "service=\"TW/GOV/RIS/household/persons\",client=\"TW/GOV/QIAO/portal\"";
        assertThat(consumer.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(consumer.body())
                .contains("qiao_exchanges_total{side=\"consumer\"," + relation + ",code=\"ok\"}")
                .contains("qiao_exchanges_total{side=\"consumer\",service=\"other\",client=\"other\",code=\"client.")
                .contains("qiao_exchange_seconds_bucket{side=\"consumer\"," + relation + ",le=\"0.0001\"}")
                .contains("qiao_peer_seconds_count{peer=\"exchange.qiao/TW/GOV/RIS\"}")
                .contains("qiao_log_wait_seconds_count")
                .contains("jvm_memory_used_bytes{area=\"heap\"}")
                .doesNotContain("A123456789");
        assertThat(provider)
                .contains("qiao_exchanges_total{side=\"provider\"," + relation + ",code=\"ok\"}")
                .contains("qiao_service_seconds_count{service=\"TW/GOV/RIS/household/persons\"}")
                .contains("qiao_log_group_entries_count");
        assertThat(provider.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z_]+(\\{[^}]*})? -?[0-9.]+|[a-z_]+(\\{[^}]*})? NaN"));
    }

    @Test
    void costsLessThanTwoMicrosecondsAnExchange() {
        try (var registry = new RegistryCache(exchange.settings("WELFARE"), exchange.clock);
                var tracer = new Tracer(Optional.empty(), "WELFARE", exchange.clock)) {
            var observation = new Observation(new Metrics(exchange.clock), tracer, new KnownNames(registry));
            var reply = Reply.json(200, "{}");
            var front = observation.ofConsumer(in -> reply);
            var fields = new Fields().add("x-road-client", ExchangeFixture.PORTAL);
            String path = "/r1/TW/GOV/RIS/household/persons/A123456789";
            var in = new Incoming(new RequestHead("GET", "", path, "", fields), Body.EMPTY, "");
            long best = Long.MAX_VALUE;
            long status = 0;
            for (int round = 0; round < 10; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < 50_000; i++) {
                    status += front.apply(in).head().status();
                }
                best = Math.min(best, (System.nanoTime() - start) / 50_000);
            }
            assertThat(status).isEqualTo(200L * 500_000);
            assertThat(best).isLessThan(2000);
            System.out.println("observing costs " + best + " ns an exchange");
        }
    }

    @Test
    void tellsNothingOfItToOtherNodes() throws Exception {
        var identity = new TlsIdentity(exchange.keys("QIAO"));
        try (var calls = new HttpCalls(
                Optional.of(identity.accepting(key -> true)), Duration.ofSeconds(2), Duration.ofSeconds(5), 1 << 20)) {
            for (String path : new String[] {"/health", "/metrics", "/operations/reload"}) {
                var answer = calls.send(
                        "GET",
                        "https://127.0.0.1:" + exchange.settings("RIS").providerPort(),
                        path,
                        new Fields(),
                        Body.EMPTY);
                assertThat(answer.status()).isEqualTo(500);
            }
        }
    }
}
