package tw.qiao.node;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.TlsIdentity;

/**
 * A node that speaks just enough HTTP/2 to take in a whole request with a body and then say that it began with none
 * (GOAWAY, last stream 0), as servers do that stop in the midst.
 */
final class RetractingNode implements AutoCloseable {
    private static final int PREFACE = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_OF_STREAM = 1;
    private static final byte[] STATUS_200 = {(byte) 0x88};

    final AtomicInteger taken = new AtomicInteger();
    private final SSLServerSocket listener;

    RetractingNode(NodeKeys keys) throws IOException {
        listener = (SSLServerSocket) new TlsIdentity(keys)
                .accepting(_ -> true)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var socket = (SSLSocket) listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            socket.setHandshakeApplicationProtocolSelector((_, _) -> "h2");
            var in = new DataInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            in.readFully(new byte[PREFACE]);
            write(out, SETTINGS, 0, 0, new byte[0]);
            boolean goesOn = true;
            while (goesOn) {
                goesOn = answer(in, out);
            }
        } catch (IOException gone) {
            // the client has had enough
        }
    }

    private boolean answer(DataInputStream in, OutputStream out) throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        in.readFully(new byte[length]);
        boolean ends = (flags & END_OF_STREAM) != 0;
        if (type == SETTINGS && !ends) {
            write(out, SETTINGS, 1, 0, new byte[0]);
        } else if (type == HEADERS && ends) {
            write(out, HEADERS, 5, stream, STATUS_200);
        } else if (type == DATA && ends) {
            taken.incrementAndGet();
            write(out, GOAWAY, 0, 0, new byte[8]);
            return false;
        }
        return true;
    }

    private static void write(OutputStream out, int type, int flags, int stream, byte[] octets) throws IOException {
        byte[] frame = new byte[9 + octets.length];
        frame[2] = (byte) octets.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[8] = (byte) stream;
        System.arraycopy(octets, 0, frame, 9, octets.length);
        out.write(frame);
        out.flush();
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
