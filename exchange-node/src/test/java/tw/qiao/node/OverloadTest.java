package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Quota;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.registry.SignedRevocations;
import tw.qiao.node.service.ServiceDeclaration;
import tw.qiao.node.settings.Rhythm;

@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadTest {
    private static final String BENEFITS = "TW/GOV/WELFARE/benefits";
    private static final Rhythm ATTENTIVE =
            new Rhythm(Duration.ofMillis(200), Rhythm.CUSTOMARY.witnesses(), Rhythm.CUSTOMARY.keys());
    private static final String REST = "/A123456789?fields=name";

    private ExchangeFixture exchange;
    private SlowSystem system;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        system = SlowSystem.start();
        String alive = system.address();
        exchange = new ExchangeFixture(
                folder,
                HouseholdRegister.url(),
                HouseholdRegister.persons(),
                upstream("system", alive),
                upstream("hanging", alive + "/hang"),
                upstream("dead", "http://127.0.0.1:" + FreePort.find()));
        for (String service : List.of("system", "hanging", "dead")) {
            exchange.grants.add(grant("portal-" + service, ExchangeFixture.PORTAL, service));
            exchange.grants.add(grant("benefits-" + service, BENEFITS, service));
        }
        exchange.grants.add(
                grant("limited", ExchangeFixture.PORTAL, "system", "limited").with(new Quota(3, 0, 0, 0, 0)));
        exchange.grants.add(
                grant("flood", ExchangeFixture.PORTAL, "system", "flood").with(new Quota(0, 0, 1, 1, 0)));
        exchange.grants.add(
                grant("counted", ExchangeFixture.PORTAL, "system", "counted").with(new Quota(0, 0, 1, 1, 0)));
        exchange.grants.add(grant("revoked", ExchangeFixture.PORTAL, "system", "revoked"));
        exchange.looking(ATTENTIVE).startAll();
    }

    @AfterAll
    void stop() {
        exchange.close();
        system.close();
    }

    private static ServiceDeclaration upstream(String code, String address) {
        return ServiceDeclaration.ofSystem("household", code, code, code, address);
    }

    private static Grant grant(String id, String consumer, String service) {
        return grant(id, consumer, service, "test");
    }

    private static Grant grant(String id, String consumer, String service, String purpose) {
        var now = Instant.now();
        return new Grant(
                id,
                consumer,
                "TW/GOV/RIS/household/" + service,
                Set.of("GET", "POST"),
                "/{what}",
                Set.of(purpose),
                "act-15",
                Set.of(),
                now.minusSeconds(60),
                now.plus(Duration.ofDays(1)));
    }

    private HttpResponse<String> ask(
            String member, String client, String gxId, String method, String rest, String purpose, int seconds) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + exchange.settings(member).consumerPort() + "/r1/TW/GOV/RIS/household/" + rest))
                .header("X-Road-Client", client)
                .header("X-Road-Id", gxId)
                .header("Gx-Purpose", purpose)
                .header("Gx-Basis", "act-15")
                .header("Gx-Timeout", String.valueOf(seconds));
        if (method.equals("POST")) {
            request.POST(BodyPublishers.ofString("x")).header("content-type", "text/plain");
        }
        return exchange.send(request.build());
    }

    private HttpResponse<String> post(String gxId, String rest, int seconds) {
        return ask("QIAO", ExchangeFixture.PORTAL, gxId, "POST", rest, "test", seconds);
    }

    private HttpResponse<String> get(String rest, int seconds) {
        return ask("QIAO", ExchangeFixture.PORTAL, exchange.newId(), "GET", rest, "test", seconds);
    }

    private HttpResponse<String> limited() {
        return ask("QIAO", ExchangeFixture.PORTAL, exchange.newId(), "GET", "system/1", "limited", 10);
    }

    @Test
    void refusesWhatGoesBeyondTheQuotaOfADayAlsoAfterARestart() {
        for (int i = 0; i < 3; i++) {
            assertThat(limited().statusCode()).isEqualTo(201);
        }

        var before = limited();
        exchange.stop("RIS");
        exchange.start("RIS");
        var after = limited();

        assertThat(before.statusCode()).isEqualTo(429);
        assertThat(ExchangeFixture.code(before)).isEqualTo("server.serverproxy.quota_exceeded");
        assertThat(before.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
        assertThat(ExchangeFixture.code(after)).isEqualTo("server.serverproxy.quota_exceeded");
    }

    @Test
    void findsEveryRefusalOfAFloodInTheEvidence() throws InterruptedException {
        var refused = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.execute(() -> {
                    var answer = ask("QIAO", ExchangeFixture.PORTAL, exchange.newId(), "GET", "system/1", "flood", 10);
                    refused.addAndGet(answer.statusCode() == 429 ? 1 : 0);
                });
            }
        }
        exchange.stop("RIS");
        var entries = new AtomicInteger();
        var recorded = new AtomicInteger();
        try (var log = logOf("RIS")) {
            log.forEach(0, logged -> {
                var entry = CanonicalJson.MAPPER.readTree(logged.content());
                String kind = entry.path("kind").stringValue("");
                if (entry.path("grant").stringValue("").equals("flood") && kind.startsWith("refusal")) {
                    entries.incrementAndGet();
                    recorded.addAndGet(entry.path("count").intValue(1));
                }
            });
        }
        exchange.start("RIS");

        assertThat(refused.get()).isGreaterThan(150);
        assertThat(recorded).hasValue(refused.get());
        assertThat(entries.get()).isLessThan(refused.get() / 2);
    }

    private EvidenceLog logOf(String code) {
        var keys = exchange.keys(code);
        var settings = exchange.settings(code);
        return EvidenceLog.open(
                settings.home().resolve("log"),
                settings.logOrigin(),
                List.of(keys.log(), keys.logMlDsa()),
                exchange.clock);
    }

    @Test
    void saysThatARefusalWasCountedTogetherWithOthers() throws InterruptedException {
        var ids = ConcurrentHashMap.<String>newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> {
                    String gxId = exchange.newId();
                    if (ask("QIAO", ExchangeFixture.PORTAL, gxId, "GET", "system/1", "counted", 10)
                                    .statusCode()
                            == 429) {
                        ids.add(gxId);
                    }
                });
            }
        }

        var told = ids.stream()
                .map(id -> ExchangeFixture.json(exchange.get("QIAO", "/evidence/" + id)))
                .toList();
        assertThat(told)
                .anySatisfy(
                        evidence -> assertThat(evidence.path("counted").path(0).stringValue(""))
                                .isEqualTo("provider"));
        assertThat(told)
                .allSatisfy(evidence -> assertThat(evidence.path("missing"))
                        .noneMatch(role -> role.stringValue("").equals("provider")));
    }

    @Test
    void keepsServingOthersWhileOneSystemHangsAndOneIsDead() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 600; i++) {
                String service = i % 2 == 0 ? "hanging/1" : "dead/1";
                threads.execute(() -> get(service, 3));
            }
            Thread.sleep(500);
            for (int i = 0; i < 20; i++) {
                assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void leavesADeadSystemAloneAndSaysWhenToAskAgain() {
        HttpResponse<String> last = get("dead/1", 5);
        for (int i = 0; i < 5; i++) {
            last = get("dead/1", 5);
        }

        assertThat(last.statusCode()).isEqualTo(503);
        assertThat(ExchangeFixture.code(last)).isEqualTo("server.serverproxy.service_failed.circuit_open");
        assertThat(last.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
    }

    @Test
    void givesUpAtTheDeadlineAndTellsTheSystemHowMuchTimeIsLeft() {
        String gxId = exchange.newId();
        var start = Instant.now();

        var late = ask("QIAO", ExchangeFixture.PORTAL, gxId, "GET", "system/5000", "test", 1);

        assertThat(ExchangeFixture.code(late)).isEqualTo("server.serverproxy.network_error");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
        assertThat(system.remaining(gxId)).isBetween(1L, 2000L);
    }

    @Test
    void refusesATimeThatIsNoTime() {
        assertThat(ExchangeFixture.code(get("system/1", 61))).isEqualTo("client.invalid_request");
    }

    @Test
    void givesARetryTheStoredAnswerOfASystemThatWasDoneAfterTheConsumerGaveUp() throws InterruptedException {
        String gxId = exchange.newId();

        var late = post(gxId, "system/2500", 1);
        var again = post(gxId, "system/2500", 10);
        for (int i = 0; i < 50 && again.statusCode() != 201; i++) {
            Thread.sleep(100);
            again = post(gxId, "system/2500", 10);
        }

        assertThat(ExchangeFixture.code(late)).isEqualTo("server.serverproxy.network_error");
        assertThat(again.body()).isEqualTo("done");
        assertThat(system.timesAsked(gxId)).isEqualTo(1);
    }

    @Test
    void tellsNoAnswerWhoseGrantIsRevokedWhileItIsMade() throws Exception {
        String gxId = exchange.newId();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(
                    () -> ask("QIAO", ExchangeFixture.PORTAL, gxId, "GET", "system/2000", "revoked", 10));
            Thread.sleep(500);
            var revocations = new Revocations(1, exchange.clock.instant(), Set.of("revoked"), Set.of());
            Files.writeString(
                    exchange.folder.resolve(Revocations.FILE),
                    SignedRevocations.sign(revocations, exchange.registryKey));

            assertThat(ExchangeFixture.code(answer.get())).isEqualTo("server.serverproxy.access_denied");
            assertThat(system.timesAsked(gxId)).isEqualTo(1);
        }
    }

    @Test
    void neverRepeatsWhatMayHaveBeenDoneAlready() {
        String gxId = exchange.newId();

        var broken = post(gxId, "system/break", 5);
        var again = post(gxId, "system/break", 5);

        assertThat(ExchangeFixture.code(broken)).isEqualTo("server.serverproxy.service_failed.network_error");
        assertThat(ExchangeFixture.code(again)).isEqualTo("server.serverproxy.outcome_unknown");
        assertThat(system.timesAsked(gxId)).isEqualTo(1);
    }

    @Test
    void servesAQuietConsumerWhileAnotherAsksForFiveTimesWhatTheSystemBears() throws InterruptedException {
        var counts = new ConcurrentHashMap<String, LongAdder>();
        var end = Instant.now().plusSeconds(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 650; i++) {
                boolean hot = i >= 10;
                threads.execute(() -> {
                    while (Instant.now().isBefore(end)) {
                        var answer = hot
                                ? get("system/300", 10)
                                : ask("WELFARE", BENEFITS, exchange.newId(), "GET", "system/300", "test", 10);
                        counts.computeIfAbsent((hot ? "hot " : "quiet ") + answer.statusCode(), any -> new LongAdder())
                                .increment();
                    }
                });
            }
        }

        assertThat(counts).containsKey("hot 201");
        assertThat(counts.keySet()).contains("quiet 201").doesNotContain("quiet 503", "quiet 429", "quiet 500");
        assertThat(counts.keySet()).doesNotContain("hot 500");
    }
}
