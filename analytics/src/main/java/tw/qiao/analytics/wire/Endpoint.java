package tw.qiao.analytics.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import tw.qiao.kernel.FreePort;

/** Listens on the loopback address; each connection has a virtual thread. */
public final class Endpoint implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Endpoint.class.getName());
    private static final int MOST_CONNECTIONS = 64;

    private final Door door;
    private final ServerSocket listener;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();

    private Endpoint(Door door, ServerSocket listener) {
        this.door = door;
        this.listener = listener;
    }

    /** Begins to listen; port 0 takes any that is free. */
    public static Endpoint start(Door door, int port) {
        try {
            var endpoint = new Endpoint(door, new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("wire").start(endpoint::accept);
            return endpoint;
        } catch (IOException e) {
            throw FreePort.inUse(port, e);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().start(() -> serve(socket));
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "No connection", e);
            }
        }
    }

    private void serve(Socket socket) {
        long key = random.nextLong();
        try (socket) {
            socket.setTcpNoDelay(true);
            var session = new Session(socket, door, key, this::cancel);
            sessions.put(key, session);
            session.serve();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection ended", e);
        } finally {
            sessions.remove(key);
            places.release();
        }
    }

    private void cancel(long key) {
        Session session = sessions.get(key);
        if (session != null) {
            session.cancel();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
