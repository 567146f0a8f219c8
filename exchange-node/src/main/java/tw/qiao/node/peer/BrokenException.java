package tw.qiao.node.peer;

import java.io.IOException;

/** A connection or stream broke before an answer came. */
final class BrokenException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenException(IOException cause) {
        super("The connection broke before an answer came: " + cause.getMessage(), cause);
    }
}
