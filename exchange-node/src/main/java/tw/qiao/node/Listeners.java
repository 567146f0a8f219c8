package tw.qiao.node;

import com.sun.management.UnixOperatingSystemMXBean;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.UnaryOperator;
import tw.qiao.node.http.SpokenProtocols;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.listener.HttpListener;
import tw.qiao.node.pace.Paces;
import tw.qiao.node.settings.NodeSettings;

/** The two ports of a node: for the member's own systems on loopback, and for other nodes with mutual TLS. */
final class Listeners {
    /** The name of the port for other nodes. */
    static final String PROVIDER = "provider";

    /** The listener refuses what is too large, so that the refusal is one of the exchange. */
    private static final long NEVER_REACHED = Long.MAX_VALUE;

    private static final int MOST_CONNECTIONS = 4096;
    private static final int FEWEST_CONNECTIONS = 16;

    private Listeners() {}

    /** Starts both; {@code opened} takes what is to be closed after them. */
    static StandingServer start(
            NodeSettings settings,
            TlsIdentity identity,
            Doorkeeper doorkeeper,
            HttpListener consumer,
            HttpListener provider,
            UnaryOperator<Paces> opened) {
        var tls = Tls.builder()
                .sslContext(identity.accepting(doorkeeper::admits))
                .clientAuth(TlsClientAuth.REQUIRED)
                .enabledProtocols(List.of("TLSv1.3"))
                .build();
        var ofSystems = opened.apply(new Paces(settings.options().clients()));
        var ofNodes = opened.apply(new Paces(settings.options().clients()));
        StandingServer.Start starting = (consumerPort, providerPort) -> WebServer.builder()
                .shutdownHook(false)
                // Without TLS Helidon 4.4.0 forgets, over NIO, what a full socket does not take at once.
                // Only as a prototype has a listener no more protocols than it names.
                .update(builder -> builder.from(listener(ListenerConfig.builder(), consumer, ofSystems)
                        .host(HttpListener.LOOPBACK)
                        .port(consumerPort)
                        .useNio(false)
                        .build()))
                .routing(routing -> routing.any(consumer::handle))
                .putSocket(
                        PROVIDER,
                        listener -> listener(listener, provider, ofNodes)
                                .host(settings.options().providerHost())
                                .port(providerPort)
                                .tls(tls)
                                .addConnectionSelector(ofNodes.http2(SpokenProtocols.http2()))
                                .routing(routing -> routing.any(provider::handle)))
                .build()
                .start();
        return new StandingServer(
                starting,
                new StandingServer.Place(HttpListener.LOOPBACK, settings.consumerPort()),
                new StandingServer.Place(settings.options().providerHost(), settings.providerPort()));
    }

    /** A quarter of the file handles for each of both; others are for files, and for connections to others. */
    private static int mostConnections() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.clamp(system.getMaxFileDescriptorCount() / 4, FEWEST_CONNECTIONS, MOST_CONNECTIONS)
                : MOST_CONNECTIONS;
    }

    private static <B extends ListenerConfig.BuilderBase<B, ?>> B listener(B builder, HttpListener of, Paces paces) {
        return builder.maxPayloadSize(NEVER_REACHED)
                .maxTcpConnections(mostConnections())
                .directHandlers(of.errors()::addTo)
                .connectionOptions(paces.sockets())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(paces.http1(SpokenProtocols.http1()));
    }
}
