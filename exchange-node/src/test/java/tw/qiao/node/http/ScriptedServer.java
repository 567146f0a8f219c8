package tw.qiao.node.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that writes exactly the octets that a test wants, whatever it is asked. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Script script;

    /** What is done with the n-th request of a connection, counted from 1 over all connections. */
    interface Script {
        /** Answers; whether the connection stays. */
        boolean answer(int number, Socket socket) throws IOException, InterruptedException;
    }

    ScriptedServer(Script script) {
        this.script = script;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Always the same octets, then the connection stays. */
    static ScriptedServer saying(String octets) {
        return new ScriptedServer((_, socket) -> {
            write(socket, octets);
            return true;
        });
    }

    /** Always the same octets, then the connection is closed. */
    static ScriptedServer sayingAndClosing(String octets) {
        return new ScriptedServer((_, socket) -> {
            write(socket, octets);
            return false;
        });
    }

    static void write(Socket socket, String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    String origin() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            boolean stays = true;
            while (stays) {
                String request = head(socket);
                requests.add(request);
                stays = script.answer(requests.size(), socket);
            }
        } catch (SocketException gone) {
            // the client has had enough
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new SocketException("closed");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
