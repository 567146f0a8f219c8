package tw.qiao.node.timestamp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import tw.qiao.kernel.Problem;

/** A {@link TimeStampAuthority} over HTTP on loopback (RFC 3161, 3.4). */
public final class TimeStampServer implements AutoCloseable {
    private static final int LARGEST = 64 * 1024;
    private static final String QUERY = "application/timestamp-query";
    private static final String REPLY = "application/timestamp-reply";

    private final TimeStampAuthority authority;
    private final HttpServer server;

    private TimeStampServer(TimeStampAuthority authority, HttpServer server) {
        this.authority = authority;
        this.server = server;
    }

    /** Starts it on {@code port}, or on any free one for 0. */
    public static TimeStampServer start(TimeStampAuthority authority, int port) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            var started = new TimeStampServer(authority, HttpServer.create(address, 0));
            started.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.server.createContext("/", started::answer);
            started.server.start();
            return started;
        } catch (IOException e) {
            throw Problem.unavailable("authority_cannot_start", "The authority cannot listen on port " + port, e);
        }
    }

    /** Starts it as a process: {@code --home DIR --port PORT}. */
    public static void main(String[] arguments) {
        if (arguments.length != 4 || !arguments[0].equals("--home") || !arguments[2].equals("--port")) {
            System.err.println(
                    "Usage: java -cp exchange-node.jar " + TimeStampServer.class.getName() + " --home DIR --port PORT");
            System.exit(2);
        }
        var authority = TimeStampAuthority.open(Path.of(arguments[1]), Clock.systemUTC());
        var server = start(authority, Integer.parseInt(arguments[3]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        System.out.println("ready " + server.url());
    }

    /** Where it takes queries. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")
                    || !QUERY.equals(exchange.getRequestHeaders().getFirst("content-type"))) {
                exchange.sendResponseHeaders(415, -1);
                return;
            }
            byte[] answer = authority.answer(exchange.getRequestBody().readNBytes(LARGEST));
            exchange.getResponseHeaders().add("content-type", REPLY);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
