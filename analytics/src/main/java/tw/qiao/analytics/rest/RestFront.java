package tw.qiao.analytics.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tw.qiao.kernel.FreePort;

/** Carries a service over HTTP on the loopback address; whoever opens it further puts TLS before it. */
public final class RestFront implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RestFront.class.getName());
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int MOST_AT_ONCE = 64;
    private static final long NO_CONTENT = -1;

    private final RestService service;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private RestFront(RestService service, HttpServer server) {
        this.service = service;
        this.server = server;
    }

    /** Begins to listen; port 0 takes any that is free. */
    public static RestFront start(RestService service, int port) {
        try {
            var front = new RestFront(
                    service, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50));
            front.server.setExecutor(front.threads);
            front.server.createContext("/", front::serve);
            front.server.start();
            return front;
        } catch (IOException e) {
            throw FreePort.inUse(port, e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            if (!places.tryAcquire()) {
                send(exchange, Reply.empty(503).with("Retry-After", "1"));
                return;
            }
            try {
                byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
                send(exchange, body.length > LONGEST_BODY ? Reply.empty(413) : service.answer(request(exchange, body)));
            } finally {
                places.release();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection ended", e);
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, latin(value)));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders()
                    .set("Content-Length", Long.toString(reply.content().length()));
            exchange.sendResponseHeaders(reply.status(), NO_CONTENT);
            return;
        }
        long length = reply.content().length();
        exchange.sendResponseHeaders(reply.status(), length == 0 ? NO_CONTENT : length);
        if (length > 0) {
            reply.content().write(exchange.getResponseBody());
        }
    }

    /** Headers are of one byte for each character. */
    private static String latin(String value) {
        return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
