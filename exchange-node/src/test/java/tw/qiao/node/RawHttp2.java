package tw.qiao.node;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import tw.qiao.node.keys.TlsIdentity;

/** A node that sends frames of HTTP/2 of its own choice to the provider's node, over TLS with its right key. */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int HEAD = 9;

    private final Socket wire;
    private final SSLSocket socket;
    private final CountDownLatch ended = new CountDownLatch(1);

    RawHttp2(ExchangeFixture exchange, String code) throws IOException {
        int port = exchange.settings("RIS").providerPort();
        wire = new Socket(InetAddress.getLoopbackAddress(), port);
        socket = (SSLSocket) new TlsIdentity(exchange.keys(code))
                .accepting(_ -> true)
                .getSocketFactory()
                .createSocket(wire, "127.0.0.1", port, true);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads and forgets what the node says, until it ends the connection. */
    RawHttp2 reading() {
        Thread.ofVirtual().start(() -> {
            try (var in = new DataInputStream(socket.getInputStream())) {
                in.skipNBytes(Long.MAX_VALUE);
            } catch (IOException gone) {
                ended.countDown();
            }
        });
        return this;
    }

    /** Whether the node ended the connection in good time. */
    boolean ends() throws InterruptedException {
        return ended.await(30, TimeUnit.SECONDS);
    }

    /** Several frames of one kind. */
    static byte[] frames(int count, int type, int flags, int stream, byte[] content) {
        var octets = ByteBuffer.allocate(count * (HEAD + content.length));
        for (int i = 0; i < count; i++) {
            octets.put((byte) (content.length >> 16)).putShort((short) content.length);
            octets.put((byte) type).put((byte) flags).putInt(stream).put(content);
        }
        return octets.array();
    }

    void send(int type, int flags, int stream, byte[] content) throws IOException {
        send(frames(1, type, flags, stream, content));
    }

    void send(byte[] frames) throws IOException {
        socket.getOutputStream().write(frames);
        socket.getOutputStream().flush();
    }

    /** The packed head of a request for the checkpoint of the node's log. */
    static byte[] head(boolean reading) {
        byte[] path = "/log/checkpoint".getBytes(StandardCharsets.US_ASCII);
        byte[] host = "node.example".getBytes(StandardCharsets.US_ASCII);
        var head = ByteBuffer.allocate(6 + path.length + host.length);
        head.put((byte) (reading ? 0x82 : 0x83)).put((byte) 0x87);
        head.put((byte) 0x04).put((byte) path.length).put(path);
        head.put((byte) 0x01).put((byte) host.length).put(host);
        return head.array();
    }

    /** Without a farewell, for which somebody who writes would have to wait. */
    @Override
    public void close() throws IOException {
        wire.close();
    }
}
