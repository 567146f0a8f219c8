package tw.qiao.node.pace;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tw.qiao.node.connection.ForwardingSelector;

/**
 * The connections of one listener. Every second those that are waited for too long are closed: a read that blocks
 * cannot look at the time itself, and over NIO it has no limit of its own.
 */
public final class Paces implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor WATCH = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("client-times").daemon().factory());

    static {
        WATCH.setRemoveOnCancelPolicy(true);
    }

    private final ClientTimes times;
    private final ConcurrentMap<SocketAddress, ClientPace> connections = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> watch;

    /** For connections whose clients may take {@code times}. */
    public Paces(ClientTimes times) {
        this.times = times;
        this.watch = WATCH.scheduleWithFixedDelay(this::endLate, 1, 1, TimeUnit.SECONDS);
    }

    private void endLate() {
        long now = System.nanoTime();
        connections.values().removeIf(pace -> pace.ends(now));
    }

    /** The customary options of sockets, by which it learns of each new connection. */
    public SocketOptions sockets() {
        var customary = SocketOptions.builder().readTimeout(ClientTimes.IDLE).build();
        return new WatchedSockets(customary, this::begin);
    }

    private void begin(SocketChannel channel) {
        try {
            connections.put(channel.getRemoteAddress(), new ClientPace(channel, times));
        } catch (IOException gone) {
            // nobody is there to wait for
        }
    }

    /** HTTP/1.1 at the pace that clients must keep. */
    public ServerConnectionSelector http1(Http1Config config) {
        var http = Http1ConnectionSelector.builder().config(config).build();
        return new ForwardingSelector(http, context -> {
            var pace = of(context);
            return new PacedConnection(http.connection(new PacedContext(context, pace)), pace);
        });
    }

    /** HTTP/2, where only the handshake has a time here: many requests share a connection. */
    public ServerConnectionSelector http2(ServerConnectionSelector protocol) {
        return new ForwardingSelector(protocol, context -> {
            of(context).awaitRequest();
            return protocol.connection(context);
        });
    }

    private ClientPace of(ConnectionContext context) {
        var pace = connections.get(context.remotePeer().address());
        if (pace == null) {
            throw new IllegalStateException("A connection was not announced");
        }
        return pace;
    }

    @Override
    public void close() {
        watch.cancel(false);
    }
}
