package tw.qiao.bench.servers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.message.Fields;

/**
 * Bare sockets of the JDK on virtual threads, and the node's own client: the least that any server could cost whose
 * threads block. It takes the heads of the driver and its like, and checks nothing.
 */
final class SocketHop {
    private static final int BACKLOG = 256;

    private final Forwarding forwarding;
    private final Optional<SSLContext> tls;

    private SocketHop(Forwarding forwarding, Optional<SSLContext> tls) {
        this.forwarding = forwarding;
        this.tls = tls;
    }

    static void start(Hop hop) throws IOException {
        var served =
                new SocketHop(new Forwarding(hop), hop.listensEncrypted() ? Optional.of(hop.tls()) : Optional.empty());
        try (var listening = new ServerSocket(hop.port(), BACKLOG, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = listening.accept();
                Thread.startVirtualThread(() -> served.serve(socket));
            }
        }
    }

    private void serve(Socket wire) {
        try (Socket socket = secured(wire)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String[] start = line(in).split(" ", -1);
                socket.getOutputStream().write(answer(forwarding.answer(start[1], fields(in))));
            }
        } catch (EOFException ended) {
            // the other side has no more requests
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Socket secured(Socket wire) throws IOException {
        if (tls.isEmpty()) {
            return wire;
        }
        var socket = (SSLSocket) tls.get().getSocketFactory().createSocket(wire, null, true);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(true);
        return socket;
    }

    private static Fields fields(InputStream in) throws IOException {
        var fields = new Fields();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            fields.add(line.substring(0, colon), line.substring(colon + 1));
        }
        var passed = new Fields();
        for (String name : fields.names()) {
            if (Hop.passes(name)) {
                fields.all(name).forEach(value -> passed.add(name, value));
            }
        }
        return passed;
    }

    @SuppressWarnings("deprecation") // octets that are characters, as they are
    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || length == line.length) {
                throw new EOFException();
            }
            line[length++] = (byte) octet;
        }
        return new String(line, 0, 0, Math.max(0, length - 1));
    }

    private static byte[] answer(HttpCalls.Answer answer) {
        var head = new StringBuilder(512)
                .append("HTTP/1.1 ")
                .append(answer.status())
                .append(" OK\r\n");
        Forwarding.fields(
                answer,
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] body = answer.body().octets();
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        byte[] octets = new byte[head.length() + body.length];
        System.arraycopy(head.toString().getBytes(StandardCharsets.ISO_8859_1), 0, octets, 0, head.length());
        System.arraycopy(body, 0, octets, head.length(), body.length);
        return octets;
    }
}
