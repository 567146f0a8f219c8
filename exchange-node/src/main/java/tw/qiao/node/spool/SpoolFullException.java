package tw.qiao.node.spool;

import java.io.IOException;

/** There is no room on the disk for a large body now. */
public final class SpoolFullException extends IOException {
    private static final long serialVersionUID = 1;

    SpoolFullException(String message) {
        super(message);
    }

    SpoolFullException(IOException cause) {
        super("The disk takes no more: " + cause.getMessage(), cause);
    }
}
