package tw.qiao.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** The system's Chromium without a window, led by its own protocol, so that the product needs no driver for it. */
public final class Browser implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    /** When the page showed its first text or picture, since somebody went there; in milliseconds. */
    private static final String FIRST_PAINT = """
            new Promise(done => new PerformanceObserver((list, watching) => {
              const paint = list.getEntriesByName('first-contentful-paint')[0];
              if (paint) { watching.disconnect(); done(paint.startTime); }
            }).observe({type: 'paint', buffered: true}))""";

    private static final String LOADED = """
            new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))""";

    private final TemporaryFolder profile = TemporaryFolder.create();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final Process process;
    private final WebSocket socket;

    public Browser() {
        try {
            process = new ProcessBuilder(
                            executable(),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--window-size=1280,900",
                            "--lang=zh-TW",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile.path(),
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            socket =
                    http.newWebSocketBuilder().buildAsync(page(), new Answers()).join();
        } catch (IOException failure) {
            throw Problem.unavailable("bench_browser", "Chromium could not be started", failure);
        }
    }

    private static String executable() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() ->
                        Problem.unavailable("bench_browser", "Chromium is not installed; ./qiao doctor says how"));
    }

    /** The address of the only page's end of the protocol. */
    private URI page() throws IOException {
        Path port = profile.path().resolve("DevToolsActivePort");
        for (int tenth = 0; tenth < 10 * PATIENCE_SECONDS; tenth++) {
            if (Files.exists(port) && Files.readAllLines(port).size() > 1) {
                String list = "http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list";
                for (JsonNode target : CanonicalJson.MAPPER.readTree(text(list))) {
                    if (target.path("type").asString().equals("page")) {
                        return URI.create(target.path("webSocketDebuggerUrl").asString());
                    }
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw Problem.unavailable("bench_browser", "Chromium did not open a page");
    }

    private String text(String address) throws IOException {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Goes to an address until all of it is there; says after how many milliseconds something of it was painted. */
    public double open(String address) {
        call("Page.navigate", Map.of("url", address));
        double painted = evaluate(FIRST_PAINT).asDouble();
        evaluate(LOADED);
        return painted;
    }

    /** What a script in the page comes to, at the end of its promise where it gives one. */
    public JsonNode evaluate(String script) {
        JsonNode done =
                call("Runtime.evaluate", Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
        if (done.has("exceptionDetails")) {
            throw Problem.unavailable("bench_browser", "A script failed: " + done.path("exceptionDetails"));
        }
        return done.path("result").path("value");
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int number = numbers.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        awaited.put(number, answer);
        socket.sendText(
                        CanonicalJson.MAPPER.writeValueAsString(
                                Map.of("id", number, "method", method, "params", parameters)),
                        true)
                .join();
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().path("result");
    }

    /** Gives each answer to the call of its number; events have none. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode answer = CanonicalJson.MAPPER.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> waiting =
                        awaited.remove(answer.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(answer);
                }
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        // its helpers write to the profile until they end too
        CompletableFuture<?>[] ended = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        process.destroy();
        CompletableFuture.allOf(ended)
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        profile.close();
    }
}
