package tw.qiao.node;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/**
 * The server of a node. Helidon 4.4.0 ends a listener for good where it cannot accept a connection, as when the process
 * has no file handle left; here both listen again, on the same ports, as soon as they can.
 */
final class StandingServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StandingServer.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Start start;
    private final Place consumer;
    private final Place provider;
    private final Thread watch;
    private WebServer server;
    private boolean closed;

    /** Where it listens, at a port of 0 for any. */
    record Place(String host, int port) {
        /** Whether nobody listens there, as far as can be known. */
        private boolean isFree() {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getAllByName(host)[0], port), 1);
                return true;
            } catch (IOException taken) {
                return false; // or there is no handle, and nobody could listen either
            }
        }
    }

    /** Starts the server on two ports, 0 for any. */
    interface Start {
        WebServer at(int consumerPort, int providerPort);
    }

    StandingServer(Start start, Place consumer, Place provider) {
        this.start = start;
        this.server = start.at(consumer.port(), provider.port());
        this.consumer = new Place(consumer.host(), server.port());
        this.provider = new Place(provider.host(), server.port(Listeners.PROVIDER));
        this.watch = Thread.ofVirtual().name("listeners").start(this::watch);
    }

    int consumerPort() {
        return consumer.port();
    }

    int providerPort() {
        return provider.port();
    }

    private void watch() {
        try {
            while (!isClosed()) {
                Thread.sleep(LOOK);
                look();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        if (!closed && (consumer.isFree() || provider.isFree())) {
            startAgain();
        }
    }

    private void startAgain() {
        LOG.log(System.Logger.Level.WARNING, "The node listens no more; it starts to listen again");
        server.stop();
        try {
            server = start.at(consumer.port(), provider.port());
        } catch (RuntimeException notYet) {
            LOG.log(System.Logger.Level.WARNING, "The node cannot listen yet: {0}", notYet.getMessage());
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Stops listening, and lets what is under way end. */
    @Override
    public void close() {
        watch.interrupt();
        synchronized (this) {
            closed = true;
            server.stop();
        }
    }
}
