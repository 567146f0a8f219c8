package tw.qiao.node.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.http.HttpCalls.Answer;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.spool.Room;

/**
 * Calls of nodes that are recognised by the same keys, over the protocol that both sides speak. A large request goes
 * over HTTP/1.1, where the other side can refuse its body before it is sent and without an end of the connection.
 */
public final class PeerCalls implements AutoCloseable {
    private static final Room NOTHING = Room.inMemory(0);

    private final HttpCalls http1;
    private final Optional<Http2Calls> http2;
    private final LongAdder overHttp2;

    /**
     * Prepares calls.
     *
     * @param first what is tried first
     * @param pinned recognises the nodes by their keys
     * @param connect how long a connection may take to be there
     * @param overHttp2 counts answers over HTTP/2
     */
    public PeerCalls(PeerProtocol first, SSLContext pinned, Duration connect, LongAdder overHttp2) {
        this.http1 = new HttpCalls(Optional.of(pinned), connect, connect, NOTHING);
        this.http2 = switch (first) {
            case HTTP1 -> Optional.empty();
            case HTTP2 -> Optional.of(new Http2Calls(pinned, connect));
        };
        this.overHttp2 = overHttp2;
    }

    /**
     * Calls the node at {@code origin}.
     *
     * @throws ConnectException when there is no connection, so that nothing was sent
     * @throws SocketTimeoutException when there was no whole answer in time
     * @throws IOException when the connection breaks, or the answer is not HTTP or too long
     * @see HttpCalls#send(String, String, String, Fields, Body, Duration, Room)
     */
    public Answer send(
            String method, String origin, String target, Fields fields, Body body, Duration within, Room bodies)
            throws IOException {
        if (http2.isPresent() && !body.isLarge() && http2.get().isSpokenAt(origin)) {
            var answer = http2.get().send(method, origin, target, fields, body, within, bodies);
            overHttp2.increment();
            return answer;
        }
        return http1.send(method, origin, target, fields, body, within, bodies);
    }

    /** Makes no new connections any more; what is under way finishes. */
    public void retire() {
        http1.close();
        http2.ifPresent(Http2Calls::retire);
    }

    @Override
    public void close() {
        http1.close();
        http2.ifPresent(Http2Calls::close);
    }
}
