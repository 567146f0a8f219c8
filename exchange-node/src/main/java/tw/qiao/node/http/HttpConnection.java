package tw.qiao.node.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tw.qiao.node.spool.Room;

/** One connection to a server, with one exchange at a time. */
final class HttpConnection implements AutoCloseable {
    private static final long TRUSTED_IDLE = Duration.ofSeconds(1).toNanos();

    /** What a new connection's send buffer takes at least; a longer request may wait for the server to read. */
    private static final int NEVER_WAITS = 8 * 1024;

    static final ScheduledThreadPoolExecutor WATCH = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("http-deadlines").daemon().factory());

    static {
        WATCH.setRemoveOnCancelPolicy(true);
    }

    private final Socket wire;
    private final Socket socket;
    private final AnswerReader reader;
    private long idleSince = System.nanoTime();

    /**
     * A connection that is open.
     *
     * @param wire the socket of the network
     * @param socket the socket to talk over: the same, or TLS over it
     */
    HttpConnection(Socket wire, Socket socket) throws IOException {
        this.wire = wire;
        this.socket = socket;
        this.reader = new AnswerReader(socket.getInputStream(), socket::setSoTimeout);
    }

    /** Sends a request and reads the whole answer. */
    HttpCalls.Answer exchange(HttpRequest request, long deadline, Room room) throws IOException {
        byte[] octets = request.octets();
        try {
            write(octets, deadline);
            if (!request.body().isLarge()) {
                reader.begin(deadline, room);
            }
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException broken) {
            if (System.nanoTime() >= deadline) {
                throw (SocketTimeoutException)
                        new SocketTimeoutException("The server reads too slowly").initCause(broken);
            }
            throw new StaleConnectionException(broken);
        }
        var answer = request.body().isLarge()
                ? new LargeRequest(request, wire, socket, reader).exchange(deadline, room)
                : reader.answer(request.hasNoAnswerBody());
        idleSince = System.nanoTime();
        return answer;
    }

    /** A write has no time limit of its own: what may wait is cut off at the deadline. */
    private void write(byte[] octets, long deadline) throws IOException {
        if (octets.length <= NEVER_WAITS) {
            socket.getOutputStream().write(octets);
            return;
        }
        var cut = WATCH.schedule(this::cut, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        try {
            socket.getOutputStream().write(octets);
        } finally {
            cut.cancel(false);
        }
    }

    private void cut() {
        try {
            wire.close();
        } catch (IOException alreadyGone) {
            // the write has failed by itself
        }
    }

    /** Does {@code work} once the exchange is over, whose answer may still be read. */
    void whenDone(Runnable work) {
        reader.whenDone(work);
    }

    /** Whether another exchange may follow the one before. */
    boolean isReusable() {
        return reader.isAtCleanEnd();
    }

    /** Whether the server has not closed it meanwhile, as far as can be known. */
    boolean isUsable(Duration longestIdle) {
        long idle = System.nanoTime() - idleSince;
        return idle < TRUSTED_IDLE || (idle < longestIdle.toNanos() && isSilent());
    }

    /** An open connection without a request says nothing; a closed one says its end. */
    private boolean isSilent() {
        try {
            socket.setSoTimeout(1);
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
