package tw.qiao.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tw.qiao.kernel.Sha256;
import tw.qiao.node.service.ServiceDeclaration;

/**
 * A system behind a node that answers with so many zeros as the path says, in a known length or in chunks, and with the
 * length and the SHA-256 of what it was sent.
 */
final class LargeSystem implements AutoCloseable {
    private static final int PIECE = 64 * 1024;

    final AtomicInteger asked = new AtomicInteger();
    final AtomicLong received = new AtomicLong();
    private final HttpServer server;

    LargeSystem() {
        server = LoopbackServer.start(this::serve);
    }

    ServiceDeclaration declared() {
        return ServiceDeclaration.ofSystem(
                "household",
                "archive",
                "檔案",
                "Archive",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange call) throws IOException {
        asked.incrementAndGet();
        if (call.getRequestMethod().equals("GET")) {
            answer(call, call.getRequestURI().getPath());
        } else {
            byte[] answer = digest(call.getRequestBody()).getBytes(StandardCharsets.US_ASCII);
            call.getResponseHeaders().set("content-type", "text/plain");
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
        }
        call.close();
    }

    private static void answer(HttpExchange call, String path) throws IOException {
        long octets = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        call.getResponseHeaders().set("content-type", "application/octet-stream");
        boolean cut = path.startsWith("/cut/");
        call.sendResponseHeaders(200, path.startsWith("/chunked/") ? 0 : cut ? octets + 1 : octets);
        byte[] piece = new byte[PIECE];
        for (long left = octets; left > 0; left -= PIECE) {
            call.getResponseBody().write(piece, 0, (int) Math.min(PIECE, left));
        }
    }

    private String digest(InputStream in) throws IOException {
        var digest = Sha256.digest();
        byte[] piece = new byte[PIECE];
        long length = 0;
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            digest.update(piece, 0, count);
            length += count;
        }
        received.set(length);
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
