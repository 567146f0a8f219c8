package tw.qiao.node.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** What went wrong in the threads of the JDK's client, as the one who asked sees it. */
final class Failures {
    private Failures() {}

    static IOException of(ExecutionException failure) {
        return switch (failure.getCause()) {
            case ConnectException unreachable -> unreachable(unreachable);
            case HttpConnectTimeoutException late -> unreachable(late);
            case SocketTimeoutException late -> unreachable(late);
            case BrokenException known -> known;
            case SSLException stranger -> new IOException(stranger.getMessage(), stranger);
            case IOException broken -> new BrokenException(broken);
            case RuntimeException wrong -> throw wrong;
            case null, default -> new IOException("The exchange failed", failure);
        };
    }

    private static ConnectException unreachable(IOException cause) {
        return (ConnectException) new ConnectException("The server cannot be reached").initCause(cause);
    }
}
