package tw.qiao.node.pace;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long one connection has been waited for. Only the time in which the node waits counts, so that its own work is no
 * fault of the client. What trickles in is refused by the thread that reads it, what stops by {@link Paces}.
 */
public final class ClientPace {
    static final ScopedValue<ClientPace> CURRENT = ScopedValue.newInstance();

    private static final long NOT_WAITING = 0;

    /** How much later than its thread {@link Paces} ends a wait. */
    private static final long SLACK = Duration.ofSeconds(1).toNanos();

    private static final long LONGEST_FAREWELL = Duration.ofSeconds(5).toNanos();

    private final SocketChannel channel;
    private final ClientTimes times;
    private final long body;
    private Phase phase = Phase.IDLE;
    private long left;
    private long passedBy;
    private volatile long until;

    private enum Phase {
        IDLE,
        HEAD,
        BODY,
        FAREWELL
    }

    ClientPace(SocketChannel channel, ClientTimes times) {
        this.channel = channel;
        this.times = times;
        this.body = times.body().toNanos();
        this.left = times.head().toNanos();
        this.until = System.nanoTime() + left;
    }

    /** That of the connection whose request this thread answers. */
    public static ClientPace current() {
        return CURRENT.get();
    }

    /** Reads once. */
    byte[] read(Supplier<byte[]> source) {
        long before = System.nanoTime();
        until = before + left;
        byte[] octets = source.get();
        until = NOT_WAITING;
        left = leftAfter(System.nanoTime() - before, octets == null ? 0 : octets.length);
        if (left < 0) {
            throw late();
        }
        return octets;
    }

    private long leftAfter(long waited, int count) {
        return switch (phase) {
            case IDLE -> {
                phase = Phase.HEAD;
                yield times.head().toNanos();
            }
            case BODY -> Math.min(body, left - waited + times.forOctets(count));
            case HEAD, FAREWELL -> left - waited;
        };
    }

    private RuntimeException late() {
        return phase == Phase.HEAD
                ? RequestException.builder()
                        .type(EventType.OTHER)
                        .status(Status.REQUEST_TIMEOUT_408)
                        .setKeepAlive(false)
                        .message("The head of the request comes too slowly")
                        .build()
                : new CloseConnectionException("The body of the request comes too slowly");
    }

    /** From now on a body comes. */
    public void awaitBody() {
        phase = Phase.BODY;
        left = body;
    }

    /** From now on an answer of the given length goes out. */
    public void answer(long length) {
        until = System.nanoTime() + body + times.forOctets(length);
    }

    /** From now on an answer is passed on while it comes. */
    public void beginPassing() {
        left = body;
        passedBy = System.nanoTime() + times.passing().toNanos();
    }

    /**
     * Passes {@code count} octets on, or its end. Only the time in which the client takes them counts: it is not to
     * blame for those that do not come.
     */
    public void pass(int count, Runnable write) throws IOException {
        long before = System.nanoTime();
        long mostLeft = left + times.forOctets(count);
        until = Math.min(before + mostLeft, passedBy);
        write.run();
        until = NOT_WAITING;
        long now = System.nanoTime();
        left = Math.min(body, mostLeft - (now - before));
        if (left < 0 || now > passedBy) {
            throw new IOException("The client takes the answer too slowly");
        }
    }

    /** From now on another request may come. */
    public void awaitRequest() {
        until = NOT_WAITING;
        phase = Phase.IDLE;
        left = ClientTimes.IDLE.toNanos();
    }

    /** The client was answered; what it still sends is taken for a moment, so that it gets to read the answer. */
    public void takeLeave() {
        until = NOT_WAITING;
        phase = Phase.FAREWELL;
        left = Math.min(LONGEST_FAREWELL, times.head().toNanos());
    }

    /** Ends the connection if it is waited for too long, and says whether it has ended. */
    boolean ends(long now) {
        long end = until;
        if (end != NOT_WAITING && now - end > SLACK) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                return true;
            }
        }
        return !channel.isOpen();
    }
}
