package tw.qiao.platform.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.NationalId;
import tw.qiao.platform.exchange.NodeLogs;
import tw.qiao.platform.support.TestExchange;
import tw.qiao.platform.support.TestPlatform;

/** Real nodes, whose logs the platform reads through its own node. */
class HonestNodesTest {
    private static final String PERSON =
            NationalId.synthetic('Z', true, 999_988).value();
    private static final List<String> PATHS = List.of(
            "RIS/household/persons/" + PERSON,
            "LAND/cadastre/rights/" + PERSON,
            "NLMA/construction/firms/" + PERSON,
            "RIS/household/unknown/" + PERSON,
            "LAND/cadastre/rights/" + PERSON + "?fields=secret",
            "NOBODY/no/service/1");

    @Test
    void giveNoFindingUnderLoadWithAnswersAndRefusalsAndAfterARestartOfThePlatform(@TempDir Path folder)
            throws InterruptedException {
        var database = tw.qiao.platform.support.TestDatabase.create();
        try (var exchange = TestExchange.start(folder.resolve("nodes"))) {
            exchange.execute(
                    "insert into household.api_persons values ('%s', '王小橋', '1980-02-29', '臺北市')".formatted(PERSON));
            String[] settings = exchange.platformSettings();
            try (var platform = TestPlatform.start(database, folder.resolve("data"), settings)) {
                ask(exchange, 300);
                var reconciliation = platform.bean(Reconciliation.class);
                reconciliation.round(platform.bean(NodeLogs.class).all());
            }
            try (var platform = TestPlatform.start(database, folder.resolve("data"), settings)) {
                ask(exchange, 300);
                awaitAllCompared(platform);

                assertThat(count(platform, "finding")).isZero();
                assertThat(platform.bean(Comparison.class).compared()).isGreaterThanOrEqualTo(500);
                assertThat(platform.bean(LogStates.class).all())
                        .hasSize(4)
                        .allMatch(log -> log.trouble().isEmpty());
            }
        }
    }

    private static void awaitAllCompared(TestPlatform platform) throws InterruptedException {
        var reconciliation = platform.bean(Reconciliation.class);
        for (int i = 0; i < 180; i++) {
            reconciliation.round(platform.bean(NodeLogs.class).all());
            if (platform.bean(Comparison.class).waiting() == 0 && count(platform, "entry") >= 600 * 3) {
                return;
            }
            Thread.sleep(500);
        }
        throw new AssertionError(
                "Still waiting: " + platform.bean(Comparison.class).waiting());
    }

    private static long count(TestPlatform platform, String table) {
        return platform.database()
                .sql("select count(*) from reconciliation." + table)
                .query(Long.class)
                .single();
    }

    private static void ask(TestExchange exchange, int times) {
        var atOnce = new Semaphore(16);
        try (var client = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(IntStream.range(0, times)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> ask(exchange, client, atOnce, i), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private static void ask(TestExchange exchange, HttpClient client, Semaphore atOnce, int number) {
        String path = number % 10 == 0 ? PATHS.get(number / 10 % PATHS.size()) : PATHS.get(number % 3);
        var request = HttpRequest.newBuilder(URI.create(exchange.address() + "/r1/TW/GOV/" + path))
                .header("X-Road-Client", TestExchange.PORTAL)
                .header("X-Road-Id", UUID.randomUUID().toString())
                .header("Gx-Purpose", "construction-firm-registration")
                .header("Gx-Basis", "construction-industry-act-15")
                .build();
        atOnce.acquireUninterruptibly();
        try {
            client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        } finally {
            atOnce.release();
        }
    }
}
