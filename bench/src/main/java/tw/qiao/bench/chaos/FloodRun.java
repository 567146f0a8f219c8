package tw.qiao.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;

/** Asks two nodes for five times what they carry, and looks that they refuse rather than grow or forget. */
final class FloodRun {
    private static final int TIMES = 5;
    private static final int CONNECTIONS = 32;
    private static final int FLOODING = 600;
    private static final int MOST_MEBIBYTES = 400;
    private static final Duration WARMING = Duration.ofSeconds(3);
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final BrokenExchange exchange;
    private final ChaosSpans spans;
    private long resident;
    private long heap;

    FloodRun(BrokenExchange exchange, ChaosSpans spans) {
        this.exchange = exchange;
        this.spans = spans;
    }

    void report(BenchReport report) throws InterruptedException {
        new Flood(exchange.consumerPort).ask(CONNECTIONS, 0, WARMING);
        var calm = new Flood(exchange.consumerPort);
        calm.ask(CONNECTIONS, 0, spans.calm());
        double carried = calm.answered().size() / (double) spans.calm().toSeconds();

        var flood = new Flood(exchange.consumerPort);
        var watch = Thread.ofVirtual().start(this::watch);
        flood.ask(FLOODING, TIMES * carried, spans.flood());
        watch.interrupt();
        watch.join();

        figure(report, "seconds", (double) spans.flood().toSeconds(), "s", Target.none());
        figure(report, "carried", carried, "exchanges/s", Target.none());
        figure(
                report,
                "asked",
                flood.asked() / (double) spans.flood().toSeconds(),
                "requests/s",
                Target.atLeast(carried));
        figure(report, "answered", flood.answered().size(), "exchanges", Target.atLeast(1));
        figure(report, "refused_for_load", (double) flood.refused(), "requests", Target.none());
        figure(report, "refused_otherwise", flood.wrong().size(), "requests", Target.atMost(0));
        figure(report, "connections_broken", (double) flood.broken(), "connections", Target.atMost(0));
        figure(report, "largest_memory", (double) resident, "MiB", Target.atMost(MOST_MEBIBYTES));
        figure(report, "largest_heap", (double) heap, "MiB", Target.atMost(NodeProcess.HEAP_MEBIBYTES));
        figure(report, "without_evidence", (double) withoutEvidence(flood), "cases", Target.atMost(0));
    }

    private long withoutEvidence(Flood flood) {
        exchange.consumerLog.followTo(flood.answered());
        exchange.providerLog.followTo(flood.answered());
        return flood.answered().stream()
                .filter(gxId -> !exchange.consumerLog.has(gxId) || !exchange.providerLog.has(gxId))
                .count();
    }

    private static void figure(BenchReport report, String id, double value, String unit, Target target) {
        report.figure("chaos.flood_" + id, value, unit, target);
    }

    private void watch() {
        try {
            while (true) {
                resident = Math.max(
                        resident,
                        Math.max(exchange.consumer.residentMebibytes(), exchange.provider.residentMebibytes()));
                heap = Math.max(
                        heap, Math.max(heapOf(exchange.consumerPort), heapOf(exchange.healthOfProvider.getPort())));
                Thread.sleep(200);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** How much of its heap a node uses, in MiB; 0 where it does not tell in time. */
    private long heapOf(int port) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(HEAP))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) >> 20)
                    .findFirst()
                    .orElse(0);
        } catch (IOException untold) {
            return 0;
        }
    }
}
