package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.node.service.ServiceDeclaration;

/** Nodes as processes of their own, killed at any moment. */
class ProcessTest {
    private static final String[] SMALL = {"-Xmx96m", "-XX:TieredStopAtLevel=1"};

    private static Process launch(ExchangeFixture exchange, String code) throws IOException {
        return NodeProcess.launch(exchange, code, SMALL);
    }

    @Test
    void losesNoAcknowledgedExchangeWhenANodeIsKilled(@TempDir Path folder) throws Exception {
        try (var exchange = ExchangeFixture.on(folder)) {
            exchange.publishRegistry();
            exchange.start("QIAO");
            var process = launch(exchange, "RIS");
            String gxId = exchange.newId();
            var first = exchange.askPerson(gxId, "/A123456789");
            assertThat(first.statusCode()).isEqualTo(200);

            process.destroyForcibly().waitFor();
            process = launch(exchange, "RIS");

            var again = exchange.askPerson(gxId, "/A123456789");
            assertThat(again.body()).isEqualTo(first.body());
            var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));
            assertThat(evidence.path("missing")).isEmpty();
            assertThat(evidence.path("unreachable")).isEmpty();
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void losesNothingButWhatIsPastItsTimeWhenANodeIsKilledWhileItErases(@TempDir Path folder) throws Exception {
        var kept = Map.of("QIAO", Duration.ofHours(1), "RIS", Duration.ofSeconds(3));
        try (var exchange = ExchangeFixture.keeping(folder, kept)) {
            exchange.publishRegistry();
            exchange.start("QIAO");
            var process = launch(exchange, "RIS");
            var ids = new ArrayList<String>();
            for (int kills = 0; kills < 4; kills++) {
                for (int i = 0; i < 10; i++) {
                    ids.add(exchange.newId());
                    assertThat(exchange.askPerson(ids.getLast(), "/A123456789").statusCode())
                            .isEqualTo(200);
                    Thread.sleep(50);
                }
                // The node erases a period each second; the kills fall at other moments of it.
                Thread.sleep(200 + 170 * kills);
                process.destroyForcibly().waitFor();
                process = launch(exchange, "RIS");
            }

            var latest = exchange.askPerson(exchange.newId(), "/A123456789");
            var usages = ExchangeFixture.json(exchange.ask(
                    "/r1/TW/GOV/RIS/household/findUsage?userCode=A123456789", "X-Road-Client", ExchangeFixture.PORTAL));

            assertThat(latest.statusCode()).isEqualTo(200);
            assertThat(usages.path("totalUsages").intValue()).isEqualTo(ids.size() + 1);
            for (String id : ids) {
                var again = exchange.askPerson(id, "/A123456789");
                assertThat(ExchangeFixture.code(again)).isIn("", "server.serverproxy.answer_erased");
                assertThat(ExchangeFixture.json(exchange.ask("/evidence/" + id)).path("missing"))
                        .isEmpty();
            }
            assertThat(ExchangeFixture.code(exchange.askPerson(ids.getFirst(), "/A123456789")))
                    .isEqualTo("server.serverproxy.answer_erased");
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void carriesManyExchangesInLittleMemory(@TempDir Path folder) throws Exception {
        int exchanges = 1000;
        try (var exchange = ExchangeFixture.on(folder)) {
            exchange.publishRegistry();
            var both = NodeProcess.launch(exchange, List.of("QIAO", "RIS"), SMALL);
            var consumer = both.getFirst();
            var provider = both.getLast();
            run(exchange, 200);

            long start = System.nanoTime();
            int good = run(exchange, exchanges);
            double seconds = (System.nanoTime() - start) / 1e9;

            System.out.printf(
                    "%d exchanges, %.0f a second, CPU so far: consumer %s, provider %s%n",
                    good, good / seconds, cpu(consumer), cpu(provider));
            assertThat(good).isEqualTo(exchanges);
            consumer.destroy();
            provider.destroy();
            consumer.waitFor();
            provider.waitFor();
        }
    }

    @Test
    void keepsItsMemoryUnderAFloodAgainstASlowSystem(@TempDir Path folder) throws Exception {
        try (var system = SlowSystem.start();
                var exchange = new ExchangeFixture(
                        folder,
                        HouseholdRegister.url(),
                        ServiceDeclaration.ofSystem("household", "slow", "慢", "Slow", system.address()))) {
            var now = exchange.clock.instant();
            exchange.grants.add(new Grant(
                    "g-slow",
                    ExchangeFixture.PORTAL,
                    "TW/GOV/RIS/household/slow",
                    Set.of("GET"),
                    "/{time}",
                    Set.of("test"),
                    "act-15",
                    Set.of(),
                    now.minusSeconds(60),
                    now.plusSeconds(3600)));
            exchange.publishRegistry();
            var both = NodeProcess.launch(exchange, List.of("QIAO", "RIS"), SMALL);
            var consumer = both.getFirst();
            var provider = both.getLast();

            var statuses = flood(exchange, 3000, 400);

            assertThat(statuses.keySet()).contains(201).isSubsetOf(201, 429, 503);
            for (String code : List.of("QIAO", "RIS")) {
                assertThat(heap(exchange, code)).isBetween(1.0, 90e6);
            }
            assertThat(slow(exchange)).isEqualTo(201);
            consumer.destroy();
            provider.destroy();
            assertThat(consumer.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(provider.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** How often each status was answered. */
    private static Map<Integer, Integer> flood(ExchangeFixture exchange, int count, int together)
            throws InterruptedException {
        var statuses = new ConcurrentHashMap<Integer, Integer>();
        var atOnce = new Semaphore(together);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                atOnce.acquire();
                threads.execute(() -> {
                    statuses.merge(slow(exchange), 1, Integer::sum);
                    atOnce.release();
                });
            }
        }
        return statuses;
    }

    private static int slow(ExchangeFixture exchange) {
        return exchange.ask(
                        "/r1/TW/GOV/RIS/household/slow/500",
                        "X-Road-Client",
                        ExchangeFixture.PORTAL,
                        "Gx-Purpose",
                        "test",
                        "Gx-Basis",
                        "act-15")
                .statusCode();
    }

    private static double heap(ExchangeFixture exchange, String code) {
        return exchange.get(code, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static int run(ExchangeFixture exchange, int count) throws InterruptedException {
        var good = new AtomicInteger();
        var atOnce = new Semaphore(16);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                atOnce.acquire();
                threads.execute(() -> {
                    if (exchange.askPerson("/A123456789").statusCode() == 200) {
                        good.incrementAndGet();
                    }
                    atOnce.release();
                });
            }
        }
        return good.get();
    }
}
