package tw.qiao.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.message.MessageHead.RequestHead;

/** A node that sends octets of its own choice to the provider's node, over TLS with its right key. */
final class RawPeer implements AutoCloseable {
    final Socket socket;

    RawPeer(ExchangeFixture exchange, String code) {
        try {
            var context = new TlsIdentity(exchange.keys(code)).accepting(any -> true);
            socket = context.getSocketFactory()
                    .createSocket(
                            InetAddress.getLoopbackAddress(),
                            exchange.settings("RIS").providerPort());
            socket.setSoTimeout(20_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a head and the given lines besides. */
    void send(RequestHead head, String... lines) throws IOException {
        var text = new StringBuilder(head.method() + " " + head.path() + " HTTP/1.1\r\nhost: node.example\r\n");
        for (String name : head.fields().names()) {
            for (String value : head.fields().all(name)) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        }
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** What the node says until it closes the connection. */
    String rest() throws IOException {
        var said = new StringBuilder();
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                said.append((char) octet);
            }
        } catch (SocketException reset) {
            // what it said first counts
        }
        return said.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
