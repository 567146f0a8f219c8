package tw.qiao.node.spool;

import java.io.IOException;

/** A body is longer than it may be. */
public final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(long largest) {
        super("The body is longer than " + largest + " octets");
    }
}
