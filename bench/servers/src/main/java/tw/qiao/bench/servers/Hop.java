package tw.qiao.bench.servers;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import javax.net.ssl.SSLContext;
import tw.qiao.kernel.Ids;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.TlsIdentity;

/**
 * One of the two hops of an exchange, with mutual TLS 1.3 between them. It forwards a GET, waits for the whole answer
 * and passes it on: nothing is signed, checked or logged.
 *
 * @param role whether it is asked by a system and asks a hop, or the other way round
 * @param port the loopback port at which it listens
 * @param target the loopback port at which it asks
 * @param keys a folder with the key and the certificate that both hops show and accept
 */
record Hop(Role role, int port, int target, Path keys) {
    static final String HOST = "127.0.0.1";

    /** Fields of a connection, not of a message; the length is written again. */
    private static final Set<String> OF_CONNECTION =
            Set.of("host", "connection", "keep-alive", "transfer-encoding", "content-length");

    /** Which of its two sides is encrypted. */
    enum Role {
        CONSUMER,
        PROVIDER
    }

    /** Starts {@code SERVER ROLE PORT TARGET KEYS}. */
    public static void main(String[] words) throws Exception {
        var hop = new Hop(
                Role.valueOf(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]), Path.of(words[4]));
        switch (words[0]) {
            case "helidon" -> HelidonHop.start(hop);
            case "sockets" -> SocketHop.start(hop);
            case "jetty" -> JettyHop.start(hop);
            case "jetty-client" -> JettyClientHop.start(hop);
            case "vertx" -> VertxHop.start(hop, false);
            case "vertx-native" -> VertxHop.start(hop, true);
            case "vertx-threads" -> VertxThreadsHop.start(hop);
            default -> throw new IllegalArgumentException("No server is called " + words[0]);
        }
    }

    boolean listensEncrypted() {
        return role == Role.PROVIDER;
    }

    boolean asksEncrypted() {
        return role == Role.CONSUMER;
    }

    /** Scheme, host and port of what it asks. */
    String origin() {
        return (asksEncrypted() ? "https://" : "http://") + HOST + ":" + target;
    }

    /** Whether the named field goes on to the other side. */
    static boolean passes(String name) {
        return !OF_CONNECTION.contains(name);
    }

    /** The TLS of a node. */
    SSLContext tls() {
        var clock = Clock.systemUTC();
        var own = NodeKeys.readOrCreate(keys, clock, Ids.secure(clock));
        return new TlsIdentity(own).accepting(own.tls().verificationKey().id()::equals);
    }
}
