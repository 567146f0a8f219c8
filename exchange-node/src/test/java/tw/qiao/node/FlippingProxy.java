package tw.qiao.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import tw.qiao.node.keys.TlsIdentity;

/** Somebody between two nodes who has the TLS keys of both, and flips one octet of the first long answer. */
final class FlippingProxy implements AutoCloseable {
    private static final long FLIPPED = 200_000;

    private final ServerSocket listener;
    private final SSLContext asConsumer;
    private final int provider;
    private boolean flipped;

    FlippingProxy(ExchangeFixture exchange) {
        provider = exchange.settings("RIS").providerPort();
        asConsumer = new TlsIdentity(exchange.keys("QIAO")).accepting(any -> true);
        try {
            listener = new TlsIdentity(exchange.keys("RIS"))
                    .accepting(any -> true)
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var from = listener.accept();
                Thread.ofVirtual().start(() -> connect(from));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket from) {
        try (from;
                var to = asConsumer.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), provider)) {
            Thread.ofVirtual().start(() -> forward(from, to, false));
            forward(to, from, true);
        } catch (IOException notYet) {
            // the node is not there yet
        }
    }

    private void forward(Socket from, Socket to, boolean answering) {
        try (from;
                to) {
            forward(from.getInputStream(), to.getOutputStream(), answering);
        } catch (IOException closed) {
            // both ends are closed
        }
    }

    private void forward(InputStream from, OutputStream to, boolean answering) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long passed = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            passed += count;
            if (answering && passed > FLIPPED && !flipped && buffer[count / 2] == 0) {
                flipped = true;
                buffer[count / 2] = 1;
            }
            to.write(buffer, 0, count);
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
