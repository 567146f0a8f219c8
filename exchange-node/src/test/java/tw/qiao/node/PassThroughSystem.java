package tw.qiao.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tw.qiao.node.service.ServiceDeclaration;

/**
 * A system behind a node that answers with so many zeros as the path says: {@code /known/} with their length told
 * before, {@code /chunks/} without, {@code /gate/} with a piece now and then, so that nobody takes it for dead on a
 * busy machine, but with the last only when the test has opened the gate, and {@code /cut/} without the last one.
 */
final class PassThroughSystem implements AutoCloseable {
    static final int PIECE = 256 * 1024; // gives an answer ten more seconds
    private static final int BETWEEN_PIECES = 3; // seconds
    private static final int BEFORE_THE_LAST = 90;

    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch gate = new CountDownLatch(1);
    private final HttpServer server;

    PassThroughSystem() {
        server = LoopbackServer.start(this::serve);
    }

    /** The service {@code code}, whose large answers are passed on while they come, or not. */
    ServiceDeclaration declared(String code, boolean passThrough) {
        return new ServiceDeclaration(
                "household",
                code,
                "",
                "",
                List.of(),
                List.of(),
                "檔案",
                "Archive",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                passThrough);
    }

    private void serve(HttpExchange call) throws IOException {
        asked.incrementAndGet();
        String[] path = call.getRequestURI().getPath().split("/", -1);
        long octets = Long.parseLong(path[2]);
        call.getRequestBody().readAllBytes();
        call.getResponseHeaders().set("content-type", "application/octet-stream");
        call.getResponseHeaders().set("x-archive", "left");
        call.sendResponseHeaders(
                200,
                switch (path[1]) {
                    case "known" -> octets;
                    case "cut" -> octets + 1;
                    default -> 0;
                });
        write(call.getResponseBody(), octets, path[1].equals("gate"));
        call.close();
    }

    private void write(OutputStream out, long octets, boolean gated) throws IOException {
        byte[] piece = new byte[PIECE];
        for (long left = octets; left > 0; left -= PIECE) {
            if (gated && left < octets) {
                awaitGate(left <= PIECE);
            }
            out.write(piece, 0, (int) Math.min(PIECE, left));
            out.flush();
        }
    }

    private void awaitGate(boolean last) throws IOException {
        try {
            boolean open = gate.await(last ? BEFORE_THE_LAST : BETWEEN_PIECES, TimeUnit.SECONDS);
            if (last && !open) {
                throw new IOException("The test never opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
    }
}
