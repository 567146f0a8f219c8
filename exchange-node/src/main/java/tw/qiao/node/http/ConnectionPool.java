package tw.qiao.node.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The idle connections to one server, the last used first. */
final class ConnectionPool implements AutoCloseable {
    private static final int MOST_KEPT = 256;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);

    private final URI origin;
    private final Optional<SSLContext> pinned;
    private final Duration connect;
    private final LinkedBlockingDeque<HttpConnection> idle = new LinkedBlockingDeque<>(MOST_KEPT);
    private volatile boolean closed;

    ConnectionPool(URI origin, Optional<SSLContext> pinned, Duration connect) {
        this.origin = origin;
        this.pinned = pinned;
        this.connect = connect;
    }

    /** The value of the host field. */
    String host() {
        return origin.getRawAuthority();
    }

    /** A connection that was kept and still seems to be open. */
    Optional<HttpConnection> kept() {
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            if (connection.isUsable(LONGEST_IDLE)) {
                return Optional.of(connection);
            }
            connection.close();
        }
        return Optional.empty();
    }

    void keep(HttpConnection connection) {
        if (!idle.offerFirst(connection)) {
            connection.close();
        }
        if (closed) {
            closeIdle();
        }
    }

    /** A new connection; a {@link ConnectException} when the server cannot be reached. */
    HttpConnection open() throws IOException {
        boolean secure = "https".equals(origin.getScheme());
        int port = origin.getPort() >= 0 ? origin.getPort() : secure ? 443 : 80;
        var socket = new Socket();
        try {
            connect(socket, port);
            return new HttpConnection(socket, secure ? secured(socket, port) : socket);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private void connect(Socket socket, int port) throws ConnectException {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(origin.getHost());
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(addresses[0], port), Math.toIntExact(connect.toMillis()));
        } catch (IOException unreachable) {
            throw (ConnectException) new ConnectException("The server cannot be reached").initCause(unreachable);
        }
    }

    private SSLSocket secured(Socket socket, int port) throws IOException {
        var sockets = pinned.map(SSLContext::getSocketFactory)
                .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        var secured = (SSLSocket) sockets.createSocket(socket, origin.getHost(), port, true);
        if (pinned.isEmpty()) {
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // a trusted certificate of another name is none
            secured.setSSLParameters(parameters);
        }
        secured.setSoTimeout(Math.toIntExact(connect.toMillis()));
        secured.startHandshake();
        return secured;
    }

    /** Those in use are closed when they come back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            connection.close();
        }
    }
}
