package tw.qiao.bench.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive HTTP/1.1 connection with at most one request under way; answers have a Content-Length. */
final class Connection implements AutoCloseable {
    private static final int LARGEST_HEAD = 16_384;
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);
    private final byte[] head = new byte[LARGEST_HEAD];
    private ByteBuffer out = ByteBuffer.allocate(0);
    private int headLength;
    private long left = -1;
    private long due;
    private int status;

    Connection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends a request that was due at {@code moment}. */
    void send(byte[] request, long moment) throws IOException {
        due = moment;
        headLength = 0;
        left = -1;
        out = ByteBuffer.wrap(request);
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Does what can be done now; whether the answer is there. */
    boolean proceed() throws IOException {
        if (out.hasRemaining()) {
            write();
        }
        in.clear();
        if (channel.read(in) < 0) {
            throw new EOFException("The server closed a connection");
        }
        in.flip();
        while (left < 0 && in.hasRemaining()) {
            readHead(in.get());
        }
        left -= left < 0 ? 0 : in.remaining();
        return left == 0;
    }

    private void readHead(byte octet) throws IOException {
        if (headLength == LARGEST_HEAD) {
            throw new IOException("The head of an answer is too long");
        }
        head[headLength++] = octet;
        if (octet == '\n' && headLength > 3 && head[headLength - 2] == '\r' && head[headLength - 3] == '\n') {
            var text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
            status = Integer.parseInt(text.substring(9, 12));
            int at = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
            if (at < 0) {
                throw new IOException("An answer has no Content-Length:\n" + text);
            }
            int start = at + LENGTH.length();
            left = Long.parseLong(
                    text.substring(start, text.indexOf('\r', start)).strip());
        }
    }

    long due() {
        return due;
    }

    int status() {
        return status;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
