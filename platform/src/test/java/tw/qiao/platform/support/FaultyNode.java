package tw.qiao.platform.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A stand-in for the platform's own node that answers what a test says: errors, delays, wrong data, nothing. */
public final class FaultyNode implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();

    /** What is answered to a path. */
    public record Reply(int status, String body, String error, long delay) {}

    private FaultyNode(HttpServer server) {
        this.server = server;
    }

    /** Starts a node that answers 503 to everything. */
    public static FaultyNode start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            var node = new FaultyNode(server);
            server.createContext("/", node::handle);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return node;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Answers 200 with {@code {"data": rows}} to a service. */
    public FaultyNode rows(String service, String rows) {
        return reply(service, new Reply(200, "{\"data\":" + rows + "}", "", 0));
    }

    /** Answers a service as the test says. */
    public FaultyNode reply(String service, Reply reply) {
        replies.put("/r1/" + service, reply);
        return this;
    }

    /** Answers 200 with this JSON to everything under a path. */
    public FaultyNode page(String path, String json) {
        replies.put(path, new Reply(200, json, "", 0));
        return this;
    }

    /** The headers and path of each request so far, as {@code name -> value}. */
    public List<Map<String, String>> asked() {
        return List.copyOf(asked);
    }

    /** The address of the node. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(Map.of(
                "path",
                path,
                "query",
                String.valueOf(exchange.getRequestURI().getRawQuery()),
                "consent",
                String.valueOf(exchange.getRequestHeaders().getFirst("Gx-Consent")),
                "id",
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Road-Id"))));
        Reply reply = replies.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new Reply(
                        503,
                        "{\"type\":\"server.serverproxy.service_failed\",\"retryable\":true}",
                        "server.serverproxy.service_failed",
                        0));
        pause(reply.delay());
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (!reply.error().isEmpty()) {
            exchange.getResponseHeaders().add("X-Road-Error", reply.error());
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void pause(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
