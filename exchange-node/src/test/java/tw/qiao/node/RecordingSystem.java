package tw.qiao.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tw.qiao.node.message.Fields;
import tw.qiao.node.service.ServiceDeclaration;

/** A provider's own system behind its node, which remembers what it was asked and answers what it is told. */
final class RecordingSystem implements AutoCloseable {
    final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final HttpServer server;
    volatile Answering answering = new Answering(200, new Fields().add("Content-Type", "application/json"), "{}");

    RecordingSystem() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** A request as it came. */
    record Asked(String method, String target, Fields fields, String body) {
        String field(String name) {
            return String.join("|", fields.all(name));
        }
    }

    /** What is answered to every request. */
    record Answering(int status, Fields fields, String body) {}

    private void answer(HttpExchange call) throws IOException {
        var fields = new Fields();
        call.getRequestHeaders().forEach((name, lines) -> lines.forEach(line -> fields.add(name, line)));
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(call.getRequestMethod(), call.getRequestURI().toString(), fields, body));
        var now = answering;
        for (String name : now.fields().names()) {
            now.fields().all(name).forEach(line -> call.getResponseHeaders().add(name, line));
        }
        byte[] octets = now.body().getBytes(StandardCharsets.UTF_8);
        boolean none = octets.length == 0 || call.getRequestMethod().equals("HEAD");
        call.sendResponseHeaders(now.status(), none ? -1 : octets.length);
        if (!none) {
            call.getResponseBody().write(octets);
        }
        call.close();
    }

    /** The oldest request that nobody looked at yet. */
    Asked next() throws InterruptedException {
        return Objects.requireNonNull(asked.poll(5, TimeUnit.SECONDS), "the system was not asked");
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    ServiceDeclaration declared() {
        return ServiceDeclaration.ofSystem("household", "pets", "寵物", "Pets", address() + "/v2");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
