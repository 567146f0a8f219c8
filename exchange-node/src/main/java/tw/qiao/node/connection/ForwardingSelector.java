package tw.qiao.node.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import java.util.function.Function;

/**
 * A protocol whose connections are made in another way.
 *
 * @param protocol tells its connections from those of others
 * @param connections makes the connection for its surroundings
 */
public record ForwardingSelector(
        ServerConnectionSelector protocol, Function<ConnectionContext, ServerConnection> connections)
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
        return connections.apply(context);
    }
}
