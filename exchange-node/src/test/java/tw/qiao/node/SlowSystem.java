package tw.qiao.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A system behind a node that takes so many milliseconds as its path says, hangs at /hang and breaks at /break. */
final class SlowSystem implements AutoCloseable {
    private final ConcurrentMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> remaining = new ConcurrentHashMap<>();
    private final HttpServer server;

    private SlowSystem(HttpServer server) {
        this.server = server;
    }

    static SlowSystem start() throws IOException {
        var system =
                new SlowSystem(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000));
        system.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        system.server.createContext("/", system::serve);
        system.server.start();
        return system;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often it was asked under an exchange id. */
    int timesAsked(String gxId) {
        return asked.getOrDefault(gxId, new AtomicInteger()).get();
    }

    /** How many milliseconds it was told that somebody still waits. */
    long remaining(String gxId) {
        return Long.parseLong(String.valueOf(remaining.get(gxId)));
    }

    private void serve(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        String id = call.getRequestHeaders().getFirst("x-road-id");
        asked.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
        remaining.put(id, call.getRequestHeaders().getFirst("gx-remaining-ms"));
        call.getRequestBody().readAllBytes();
        if (path.equals("/break")) {
            call.close();
            return;
        }
        try {
            Thread.sleep(path.startsWith("/hang") ? 60_000 : Long.parseLong(path.substring(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        call.getResponseHeaders().set("content-type", "text/plain");
        call.sendResponseHeaders(201, 4);
        call.getResponseBody().write("done".getBytes(StandardCharsets.US_ASCII));
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
