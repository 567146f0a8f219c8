package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member with two nodes behind a plain balancer, of which one is killed under load. */
class TwinNodesTest {
    private static final int SYSTEMS = 4;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What became of each change, by its exchange id. */
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();

    private volatile boolean going = true;

    @Test
    void losesNothingAndDoesNothingTwiceWhenOneOfTwoProvidersNodesIsKilled(@TempDir Path folder) throws Exception {
        try (var nodes = new TwinNodes(folder, "ASK1", "RIS1", "RIS2")) {
            underLoad(nodes, "RIS1");
            assertEveryChangeWasDoneOnce(nodes);
        }
    }

    @Test
    void losesNothingAndDoesNothingTwiceWhenOneOfTwoConsumersNodesIsKilled(@TempDir Path folder) throws Exception {
        try (var nodes = new TwinNodes(folder, "ASK1", "ASK2", "RIS1")) {
            underLoad(nodes, "ASK1");
            assertEveryChangeWasDoneOnce(nodes);
        }
    }

    @Test
    void doesAChangeOnceWhicheverNodeARetryReaches(@TempDir Path folder) throws Exception {
        try (var nodes = new TwinNodes(folder, "ASK1", "RIS1", "RIS2")) {
            String gxId = nodes.newId();
            nodes.kill("RIS2");
            var first = ask(nodes, gxId);
            nodes.start("RIS2");
            nodes.kill("RIS1");

            var alone = ask(nodes, gxId);
            nodes.start("RIS1");

            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(code(alone)).isEqualTo("server.serverproxy.other_node_unreachable");
            assertThat(isRetryable(alone)).isTrue();
            assertThat(settled(nodes, gxId)).isEqualTo("201 done");
            assertThat(nodes.system.timesAsked(gxId)).isEqualTo(1);
            nodes.kill("RIS1");
            ask(nodes, nodes.newId()); // over a connection that broke with the node
            assertThat(settled(nodes, nodes.newId())).isEqualTo("201 done");
        }
    }

    /** Lets systems ask for changes while a node is killed, comes back, and a little longer. */
    private void underLoad(TwinNodes nodes, String killed) throws Exception {
        var systems = new ArrayList<Thread>();
        for (int i = 0; i < SYSTEMS; i++) {
            systems.add(Thread.ofVirtual().start(() -> work(nodes)));
        }
        Thread.sleep(1500);
        nodes.kill(killed);
        Thread.sleep(1500);
        nodes.start(killed);
        Thread.sleep(1000);
        going = false;
        for (Thread system : systems) {
            assertThat(system.join(Duration.ofSeconds(60))).isTrue();
        }
    }

    private void work(TwinNodes nodes) {
        try {
            while (going) {
                String gxId = nodes.newId();
                outcomes.put(gxId, "nothing");
                outcomes.put(gxId, settled(nodes, gxId));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Repeats a change under its id until it is answered, or refused for good. */
    private String settled(TwinNodes nodes, String gxId) throws InterruptedException {
        String last = "";
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                var answer = ask(nodes, gxId);
                last = code(answer);
                if (answer.statusCode() == 201) {
                    return "201 " + answer.body();
                }
                if (!isRetryable(answer)) {
                    return last.substring(last.lastIndexOf('.') + 1);
                }
            } catch (IOException broken) {
                last = "broken";
            }
            Thread.sleep(200);
        }
        return "never, " + last;
    }

    private HttpResponse<String> ask(TwinNodes nodes, String gxId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + nodes.consumers.port() + "/r1/" + TwinNodes.SERVICE + "/10"))
                .timeout(Duration.ofSeconds(20))
                .header("X-Road-Client", TwinNodes.CLIENT)
                .header("X-Road-Id", gxId)
                .header("Gx-Purpose", TwinNodes.PURPOSE)
                .header("Gx-Basis", "act-15")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("change " + gxId))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String code(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-road-error").orElse("");
    }

    private static boolean isRetryable(HttpResponse<String> answer) {
        return answer.body().contains("\"retryable\":true");
    }

    private void assertEveryChangeWasDoneOnce(TwinNodes nodes) {
        assertThat(outcomes).hasSizeGreaterThan(SYSTEMS);
        outcomes.forEach((gxId, outcome) -> {
            assertThat(outcome).isIn("201 done", "outcome_unknown");
            assertThat(nodes.system.timesAsked(gxId)).isLessThan(2);
        });
        assertThat(outcomes.values()).contains("201 done");
    }
}
