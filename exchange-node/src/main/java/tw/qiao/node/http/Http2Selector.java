package tw.qiao.node.http;

import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;
import tw.qiao.node.connection.ForwardingContext;
import tw.qiao.node.connection.ForwardingSelector;

/**
 * HTTP/2 for peers with certificates. Helidon 4.4.0 puts a common name among the fields of a request before it reads
 * them, and then refuses what the JDK's client, as it may, begins with (RFC 7541, 4.2); so it sees no certificate.
 */
final class Http2Selector {
    private Http2Selector() {}

    static ServerConnectionSelector of(Http2Config config) {
        var protocol = Http2ConnectionSelector.builder().http2Config(config).build();
        return new ForwardingSelector(protocol, context -> protocol.connection(new Connection(context)));
    }

    /** One at the other end whose certificates only this node asks for. */
    record Peer(PeerInfo peer) implements PeerInfo {
        Optional<Certificate[]> shown() {
            return peer.tlsCertificates();
        }

        @Override
        public SocketAddress address() {
            return peer.address();
        }

        @Override
        public String host() {
            return peer.host();
        }

        @Override
        public int port() {
            return peer.port();
        }

        @Override
        public Optional<Principal> tlsPrincipal() {
            return Optional.empty();
        }

        @Override
        public Optional<Certificate[]> tlsCertificates() {
            return Optional.empty();
        }
    }

    private static final class Connection extends ForwardingContext {
        private final Peer peer;

        Connection(ConnectionContext context) {
            super(context);
            this.peer = new Peer(context.remotePeer());
        }

        @Override
        public PeerInfo remotePeer() {
            return peer;
        }
    }
}
