package tw.qiao.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;

/**
 * The systems of the consumer: several ask without a break, half of them for changes, and repeat under the same id
 * until they are told an answer or that the outcome is not known.
 */
final class Driver implements AutoCloseable {
    private static final int SYSTEMS = 4;
    private static final int PAUSE_MILLISECONDS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** So long after a jump a message may still be refused for its time, in nanoseconds. */
    private static final long CLOCKS_DIFFER = Duration.ofSeconds(40).toNanos();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Ids ids = Ids.secure(Clock.systemUTC());
    private final String address;
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final ConcurrentMap<String, AtomicInteger> wrong = new ConcurrentHashMap<>();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final AtomicInteger untimely = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile long clocksJumped = System.nanoTime() - CLOCKS_DIFFER;
    private volatile boolean going = true;

    /** An answer that somebody was told, and that must stay so. */
    record Acknowledged(String gxId, boolean changes, int status, String bodyDigest) {}

    Driver(int consumerPort) {
        address = "http://127.0.0.1:" + consumerPort + "/r1/" + BrokenExchange.SERVICE + "/1";
        for (int i = 0; i < SYSTEMS; i++) {
            boolean changes = i % 2 == 0;
            threads.add(Thread.ofVirtual().start(() -> work(changes)));
        }
    }

    private void work(boolean changes) {
        try {
            while (going) {
                String gxId = ids.uuid().toString();
                for (boolean done = false; !done && going; ) {
                    done = settled(gxId, changes);
                    if (!done) {
                        repeats.incrementAndGet();
                        Thread.sleep(PAUSE_MILLISECONDS);
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is nothing left to ask under this id. */
    private boolean settled(String gxId, boolean changes) throws InterruptedException {
        try {
            var answer = ask(gxId, changes);
            if (answer.statusCode() == 200) {
                acknowledged.add(told(gxId, changes, answer));
                answers.incrementAndGet();
                return true;
            }
            String code = code(answer);
            if (code.endsWith(".outcome_unknown")) {
                unknown.incrementAndGet();
                return true;
            }
            refusals.add(code);
            if (code.endsWith(".message_expired") && System.nanoTime() - clocksJumped < CLOCKS_DIFFER) {
                untimely.incrementAndGet();
                return true;
            }
            boolean retryable = new String(answer.body(), StandardCharsets.UTF_8).contains("\"retryable\":true");
            if (!retryable) {
                wrong.computeIfAbsent(code, any -> new AtomicInteger()).incrementAndGet();
            }
            return !retryable;
        } catch (IOException broken) {
            return false;
        }
    }

    private static Acknowledged told(String gxId, boolean changes, HttpResponse<byte[]> answer) {
        return new Acknowledged(
                gxId, changes, answer.statusCode(), HexFormat.of().formatHex(Sha256.of(answer.body())));
    }

    private static String code(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("x-road-error").orElse("http " + answer.statusCode());
    }

    private HttpResponse<byte[]> ask(String gxId, boolean changes) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("X-Road-Client", BrokenExchange.CLIENT)
                .header("X-Road-Id", gxId)
                .header("Gx-Purpose", BrokenExchange.PURPOSE)
                .header("Gx-Basis", BrokenExchange.PURPOSE);
        if (changes) {
            request.header("Content-Type", "text/plain").POST(BodyPublishers.ofString("change " + gxId));
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Waits until somebody is told an answer after this moment; how many milliseconds that took. */
    long awaitAnswer(Duration atMost) throws InterruptedException {
        long before = answers.get();
        long start = System.nanoTime();
        while (answers.get() == before && System.nanoTime() - start < atMost.toNanos()) {
            Thread.sleep(5);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Repeats some of the requests that were answered; how many are told something else now. */
    int toldOtherwise(Random chance, int count) throws InterruptedException {
        var all = List.copyOf(acknowledged);
        int otherwise = 0;
        for (int i = 0; i < Math.min(count, all.size()); i++) {
            otherwise += isToldAgain(all.get(chance.nextInt(all.size()))) ? 0 : 1;
        }
        return otherwise;
    }

    private boolean isToldAgain(Acknowledged known) throws InterruptedException {
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                var answer = ask(known.gxId(), known.changes());
                if (answer.statusCode() == 200) {
                    return told(known.gxId(), known.changes(), answer).equals(known);
                }
            } catch (IOException broken) {
                // asked again below
            }
            Thread.sleep(200);
        }
        return false;
    }

    /** A clock is wrong now, and for a moment messages are too old or of the future. */
    void clocksJumped() {
        clocksJumped = System.nanoTime();
    }

    /** Exchanges that were refused because the clocks of the nodes differed. */
    int untimely() {
        return untimely.get();
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    int repeats() {
        return repeats.get();
    }

    int unknown() {
        return unknown.get();
    }

    /** The codes of all refusals so far. */
    Set<String> refusals() {
        return Set.copyOf(refusals);
    }

    /** Refusals for good of requests that are right, by their codes. */
    String wrong() {
        return wrong.toString();
    }

    int wrongCount() {
        return wrong.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    @Override
    public void close() {
        finish();
    }

    /** Lets everybody finish what is under way. */
    void finish() {
        going = false;
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw Problem.unavailable("chaos_interrupted", "The run was interrupted", interrupted);
            }
        }
    }
}
