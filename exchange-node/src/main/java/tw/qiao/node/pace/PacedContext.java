package tw.qiao.node.pace;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import tw.qiao.node.connection.ForwardingContext;

/** A connection's surroundings, with a reader that keeps the time. */
final class PacedContext extends ForwardingContext {
    private final DataReader reader;

    PacedContext(ConnectionContext context, ClientPace pace) {
        super(context);
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
}
