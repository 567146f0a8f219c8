package tw.qiao.node.pace;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A connection's surroundings, with a reader that keeps the time. */
final class PacedContext implements ConnectionContext {
    private final ConnectionContext context;
    private final DataReader reader;

    PacedContext(ConnectionContext context, ClientPace pace) {
        this.context = context;
        var socket = context.serverSocket();
        var before = context.dataReader();
        this.reader = DataReader.create(() -> pace.read(() -> octets(before, socket)));
    }

    /** The server has read the first octets already, to see what they are. */
    private static byte[] octets(DataReader before, HelidonSocket socket) {
        try {
            int waiting = before.available();
            return waiting > 0 ? before.readBytes(waiting) : socket.get();
        } catch (UncheckedIOException gone) {
            throw new ServerConnectionException("The connection cannot be read", gone);
        }
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return context.dataWriter();
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
