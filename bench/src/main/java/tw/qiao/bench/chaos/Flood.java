package tw.qiao.bench.chaos;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** Many systems of the consumer that ask at a given pace, whether the node keeps up with it or not. */
final class Flood {
    private static final int PATIENCE_MILLISECONDS = 30_000;

    private final Ids ids = Ids.secure(Clock.systemUTC());
    private final int port;
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    Flood(int port) {
        this.port = port;
    }

    /**
     * Asks over so many connections for a time.
     *
     * @param perSecond how many requests all of them begin in a second together; 0 for as many as they can
     */
    void ask(int connections, double perSecond, Duration span) throws InterruptedException {
        long start = System.nanoTime();
        var next = new AtomicLong();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofVirtual().start(() -> work(start, next, perSecond, span)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(long start, AtomicLong next, double perSecond, Duration span) {
        long end = start + span.toNanos();
        while (System.nanoTime() < end) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(PATIENCE_MILLISECONDS);
                var in = new BufferedInputStream(socket.getInputStream());
                while (System.nanoTime() < end) {
                    if (perSecond > 0) {
                        long due = start + (long) (next.getAndIncrement() / perSecond * 1e9);
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    askOnce(socket, in);
                }
            } catch (IOException gone) {
                broken.incrementAndGet();
            }
        }
    }

    private void askOnce(Socket socket, InputStream in) throws IOException {
        String gxId = ids.uuid().toString();
        asked.incrementAndGet();
        socket.getOutputStream()
                .write(("GET /r1/" + BrokenExchange.SERVICE + "/1 HTTP/1.1\r\nHost: node\r\nX-Road-Client: "
                                + BrokenExchange.CLIENT + "\r\nX-Road-Id: " + gxId + "\r\nGx-Purpose: "
                                + BrokenExchange.PURPOSE + "\r\nGx-Basis: " + BrokenExchange.PURPOSE + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String status = line(in);
        if (status.isEmpty()) {
            throw new IOException("Closed without an answer");
        }
        int length = 0;
        boolean mayAskAgain = false;
        String code = status;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String low = line.toLowerCase(Locale.ROOT);
            if (low.startsWith("content-length:")) {
                length = Integer.parseInt(low.substring(low.indexOf(':') + 1).strip());
            }
            mayAskAgain |= low.startsWith("retry-after:");
            code = low.startsWith("x-road-error:")
                    ? low.substring(low.indexOf(':') + 1).strip()
                    : code;
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        note(gxId, status.startsWith("HTTP/1.1 200"), mayAskAgain || body.contains("\"retryable\":true"), code);
    }

    private void note(String gxId, boolean isAnswer, boolean mayAskAgain, String code) {
        if (isAnswer) {
            answered.add(gxId);
        } else if (mayAskAgain && !code.endsWith("logging_failed")) {
            refused.incrementAndGet();
        } else {
            wrong.add(code);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
            if (line.length() > 8192) {
                throw Problem.unavailable("chaos_endless_line", "The node says a line without end");
            }
        }
        return line.toString();
    }

    /** The ids of the exchanges that were answered. */
    List<String> answered() {
        return List.copyOf(answered);
    }

    /** How many requests were sent. */
    long asked() {
        return asked.get();
    }

    /** How many were refused because there were too many, and may be repeated. */
    long refused() {
        return refused.get();
    }

    /** How often a connection ended without an answer. */
    long broken() {
        return broken.get();
    }

    /** The codes of what was refused for any other reason, or because it could not be recorded. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }
}
