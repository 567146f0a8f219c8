package tw.qiao.node.pace;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import java.util.function.Function;

/** Makes connections that read at the pace that clients must keep, out of all: the server would add one without it. */
record PacedSelector(ServerConnectionSelector protocol, Function<ConnectionContext, ClientPace> paces)
        implements ServerConnectionSelector {
    @Override
    public int bytesToIdentifyConnection() {
        return protocol.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return protocol.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return protocol.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var pace = paces.apply(context);
        return new PacedConnection(protocol.connection(new PacedContext(context, pace)), pace);
    }
}
