package tw.qiao.bench.chaos;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The provider's own system. It counts what it is asked to change, and every fifth answer of its bad times is bad. */
final class FaultySystem implements AutoCloseable {
    private static final int BAD_ONE_IN = 5;
    private static final int HANGS_MILLISECONDS = 1500;

    private final ServerSocket server;
    private final ConcurrentMap<String, AtomicInteger> changes = new ConcurrentHashMap<>();
    private final AtomicLong answers = new AtomicLong();
    private volatile Mood mood = Mood.GOOD;

    /** How the system behaves at a time. */
    enum Mood {
        GOOD,
        HANGS,
        RESETS,
        /** Says a length that is longer than what it sends. */
        EXAGGERATES
    }

    private record Asked(String method, String id) {}

    FaultySystem() {
        try {
            server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void become(Mood next) {
        mood = next;
    }

    /** How many exchanges changed something twice or more. */
    long changedTwice() {
        return changes.values().stream().filter(count -> count.get() > 1).count();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            for (Asked asked = read(in); !asked.method().isEmpty(); asked = read(in)) {
                if (!asked.method().equals("GET")) {
                    changes.computeIfAbsent(asked.id(), any -> new AtomicInteger())
                            .incrementAndGet();
                }
                if (!answer(socket, asked)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException gone) {
            // the node has gone, or this is the end
        }
    }

    private boolean answer(Socket socket, Asked asked) throws IOException, InterruptedException {
        long number = answers.incrementAndGet();
        Mood now = number % BAD_ONE_IN == 0 ? mood : Mood.GOOD;
        // Another answer to each call, so that an answer that was made twice is seen.
        String body = "{\"id\":\"" + asked.id() + "\",\"answer\":" + number + ",\"fill\":\"" + "x".repeat(1500) + "\"}";
        if (now == Mood.HANGS) {
            Thread.sleep(HANGS_MILLISECONDS);
        }
        int length = body.length() + (now == Mood.EXAGGERATES ? 100 : 0);
        String head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + length + "\r\n\r\n";
        String sent = now == Mood.RESETS ? (head + body).substring(0, head.length() + 200) : head + body;
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        if (now == Mood.RESETS) {
            socket.setSoLinger(true, 0);
        }
        return now == Mood.GOOD || now == Mood.HANGS;
    }

    /** Reads one request; one without a method at the end of the connection. */
    private static Asked read(InputStream in) throws IOException {
        String start = line(in);
        String id = "";
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String low = line.toLowerCase(Locale.ROOT);
            if (low.startsWith("idempotency-key:")) {
                id = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
            } else if (low.startsWith("content-length:")) {
                length = Integer.parseInt(low.substring(low.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
        int space = start.indexOf(' ');
        return new Asked(space < 0 ? "" : start.substring(0, space), id);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
