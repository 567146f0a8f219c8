package tw.qiao.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tw.qiao.kernel.Problem;

/** Waits until the processes of a demo answer. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Readiness() {}

    static void await(Demo demo, List<Child> children) {
        var addresses = new ArrayList<String>();
        demo.nodes().values().forEach(node -> addresses.add(node + "/health"));
        addresses.add(demo.address() + "/actuator/health");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            for (String address : addresses) {
                while (!answers(client, address)) {
                    requireAlive(children);
                    if (System.nanoTime() > deadline) {
                        throw Problem.unavailable(
                                "demo_start", address + " does not answer; see the logs in the data folder");
                    }
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the demo starts", interrupted);
        }
    }

    private static void requireAlive(List<Child> children) {
        for (Child child : children) {
            if (!child.isAlive()) {
                throw Problem.unavailable(
                        "demo_process_ended", "The process " + child.name() + " has ended; see " + child.log());
            }
        }
    }

    private static boolean answers(HttpClient client, String address) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
