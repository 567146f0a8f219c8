package tw.qiao.node.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLContext;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.spool.Room;

/**
 * Calls of other servers over pooled HTTP/1.1 connections (RFC 9112). A call blocks its (virtual) thread. The request
 * line carries the very path and query that it is given: what was signed and authorised is what is asked.
 */
public final class HttpCalls implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpCalls.class.getName());

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    private final Optional<SSLContext> pinned;
    private final Duration connect;
    private final Duration patience;
    private final Room room;
    private final ConcurrentMap<String, ConnectionPool> pools = new ConcurrentHashMap<>();

    /**
     * Prepares calls.
     *
     * @param pinned how to recognise servers at {@code https} addresses by their keys; where there is none, by the
     *     authorities that the system trusts and by their names
     * @param connect how long a connection may take to be there
     * @param patience how long the whole answer may take
     * @param largest the longest body of an answer, in octets, all in memory
     */
    public HttpCalls(Optional<SSLContext> pinned, Duration connect, Duration patience, int largest) {
        this(pinned, connect, patience, Room.inMemory(largest));
    }

    /** As {@link #HttpCalls(Optional, Duration, Duration, int)}, where bodies of answers go into {@code room}. */
    public HttpCalls(Optional<SSLContext> pinned, Duration connect, Duration patience, Room room) {
        this.pinned = pinned;
        this.connect = connect;
        this.patience = patience;
        this.room = room;
    }

    /** An answer as it came. */
    public record Answer(int status, Fields fields, Body body) {}

    /**
     * Calls the server at {@code origin}.
     *
     * @param origin scheme, host and port, for example {@code https://127.0.0.1:7443}
     * @param target path and query as they stand in the request line
     * @throws ConnectException when there is no connection, so that nothing was sent
     * @throws SocketTimeoutException when there was no whole answer in time
     * @throws IOException when the connection breaks, or the answer is not HTTP or too long
     */
    public Answer send(String method, String origin, String target, Fields fields, Body body) throws IOException {
        return send(method, origin, target, fields, body, patience);
    }

    /** As {@link #send(String, String, String, Fields, Body)}, where the whole answer may take less time, or more. */
    public Answer send(String method, String origin, String target, Fields fields, Body body, Duration within)
            throws IOException {
        return send(method, origin, target, fields, body, within, room);
    }

    /**
     * As {@link #send(String, String, String, Fields, Body, Duration)}, where the answer's body goes into
     * {@code bodies}. The time is for all of the exchange but large bodies, which may take as long as they come on.
     */
    public Answer send(
            String method, String origin, String target, Fields fields, Body body, Duration within, Room bodies)
            throws IOException {
        var pool = pools.computeIfAbsent(origin, this::pool);
        long deadline = System.nanoTime() + within.toNanos();
        var request = new HttpRequest(method, target, pool.host(), fields, body);
        var kept = pool.kept();
        if (kept.isPresent()) {
            try {
                return exchange(pool, kept.get(), request, deadline, bodies);
            } catch (StaleConnectionException stale) {
                if (!REPEATABLE.contains(method)) {
                    throw stale;
                }
            }
        }
        return exchange(pool, pool.open(), request, deadline, bodies);
    }

    private ConnectionPool pool(String origin) {
        return new ConnectionPool(URI.create(origin), pinned, connect);
    }

    private static Answer exchange(
            ConnectionPool pool, HttpConnection connection, HttpRequest request, long deadline, Room bodies)
            throws IOException {
        boolean answered = false;
        try {
            var answer = connection.exchange(request, deadline, bodies);
            answered = true;
            connection.whenDone(() -> letGo(pool, connection));
            return answer;
        } finally {
            if (!answered) {
                connection.close();
            }
        }
    }

    private static void letGo(ConnectionPool pool, HttpConnection connection) {
        if (connection.isReusable()) {
            pool.keep(connection);
        } else {
            closeQuietly(connection);
        }
    }

    /** Its answer was read or given up, so nothing is lost with it. */
    private static void closeQuietly(HttpConnection connection) {
        try {
            connection.close();
        } catch (UncheckedIOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "A connection was gone already", gone);
        }
    }

    @Override
    public void close() {
        pools.values().forEach(ConnectionPool::close);
    }
}
