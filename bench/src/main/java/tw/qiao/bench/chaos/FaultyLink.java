package tw.qiao.bench.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between two nodes: forwards octets, well or badly. */
final class FaultyLink implements AutoCloseable {
    private static final int CUT_AFTER = 700;
    private static final int SLOWLY = 40;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Weather weather = Weather.FINE;

    /** How the network is at a time. */
    enum Weather {
        FINE,
        /** Every connection is reset, and no new one comes about. */
        CUT,
        /** Connections come about, and nothing passes. */
        SILENT,
        /** Requests pass, answers do not. */
        HALF_OPEN,
        /** Octets pass one by one, a few milliseconds each. */
        BYTE_BY_BYTE,
        /** An answer breaks off in its middle. */
        BREAKING_OFF
    }

    FaultyLink(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Changes the weather; when it clears up, what hung before is reset. */
    void become(Weather next) {
        weather = next;
        if (next == Weather.CUT || next == Weather.FINE) {
            sockets.forEach(FaultyLink::reset);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var from = server.accept();
                Thread.ofVirtual().start(() -> connect(from));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket from) {
        if (weather == Weather.CUT) {
            reset(from);
            return;
        }
        try {
            var to = new Socket(InetAddress.getLoopbackAddress(), target);
            to.setTcpNoDelay(true);
            from.setTcpNoDelay(true);
            sockets.add(from);
            sockets.add(to);
            Thread.ofVirtual().start(() -> forward(from, to, true));
            forward(to, from, false);
        } catch (IOException unreachable) {
            reset(from);
        }
    }

    private void forward(Socket from, Socket to, boolean asking) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                pass(buffer, count, out, asking);
            }
        } catch (IOException | InterruptedException broken) {
            // both ends learn of it below
        } finally {
            reset(from);
            reset(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void pass(byte[] octets, int count, OutputStream out, boolean asking)
            throws IOException, InterruptedException {
        switch (weather) {
            case FINE, CUT -> out.write(octets, 0, count);
            case SILENT -> {}
            case HALF_OPEN -> out.write(octets, 0, asking ? count : 0);
            case BYTE_BY_BYTE -> {
                for (int i = 0; i < count; i++) {
                    out.write(octets, i, 1);
                    if (i % SLOWLY == 0) {
                        Thread.sleep(2);
                    }
                }
            }
            case BREAKING_OFF -> {
                out.write(octets, 0, asking ? count : Math.min(count, CUT_AFTER));
                if (!asking && count > CUT_AFTER) {
                    throw new IOException("Broken off");
                }
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            // that is what was wanted
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        sockets.forEach(FaultyLink::reset);
    }
}
