package tw.qiao.kernel.log;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Serves the files of a log over HTTP, as well or as badly as a test wants. */
final class LogServer implements AutoCloseable {
    private final HttpServer server;
    private final EvidenceLog log;
    private volatile Manner manner = Manner.GOOD;

    enum Manner {
        GOOD,
        MISSING,
        FAILING,
        SLOW,
        HUGE,
        CUT_OFF
    }

    LogServer(EvidenceLog log) throws IOException {
        this.log = log;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    HttpLogSource source(Duration patience) {
        return new HttpLogSource(HttpClient.newHttpClient(), address(), patience);
    }

    void behave(Manner next) {
        manner = next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            switch (manner) {
                case GOOD -> whole(exchange, path);
                case MISSING -> exchange.sendResponseHeaders(404, -1);
                case FAILING -> exchange.sendResponseHeaders(500, -1);
                case SLOW -> drip(exchange, 100);
                case HUGE -> flood(exchange);
                case CUT_OFF -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(1);
                }
            }
        }
    }

    private void whole(HttpExchange exchange, String path) throws IOException {
        var file = log.file(path);
        if (file.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.sendResponseHeaders(200, file.get().length);
        exchange.getResponseBody().write(file.get());
    }

    private static void drip(HttpExchange exchange, int octets) throws IOException {
        exchange.sendResponseHeaders(200, octets);
        for (int i = 0; i < octets; i++) {
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(200);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void flood(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] block = new byte[65_536];
        for (int i = 0; i < 1_600; i++) {
            exchange.getResponseBody().write(block);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
