package tw.qiao.node.http;

import java.io.IOException;

/** A kept connection had been closed by the server before anything of an answer came. */
final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1;

    StaleConnectionException(IOException cause) {
        super("The server had closed the connection", cause);
    }
}
