package tw.qiao.node.http;

import java.io.IOException;

/** A connection broke before anything of an answer came, as a kept one does that the server has closed. */
final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1;

    StaleConnectionException(IOException cause) {
        super("The connection broke before an answer came: " + cause.getMessage(), cause);
    }
}
