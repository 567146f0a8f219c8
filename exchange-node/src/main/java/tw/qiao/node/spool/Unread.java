package tw.qiao.node.spool;

import tw.qiao.kernel.Problem;

/** Why a body was not taken in. */
public enum Unread {
    /** It is longer than any that is carried. */
    TOO_LARGE("body_too_large", 413, false, "The body is longer than this node carries"),
    /** There is no room for it now. */
    SPOOL_FULL("spool_full", 503, true, "The node has no room for another large body now"),
    /** It ended early, or came too slowly. */
    BROKEN("body_incomplete", 400, false, "The body is not whole, or came too slowly");

    private final String code;
    private final int status;
    private final boolean retryable;
    private final String message;

    Unread(String code, int status, boolean retryable, String message) {
        this.code = code;
        this.status = status;
        this.retryable = retryable;
        this.message = message;
    }

    /** The refusal, under a code that begins with {@code side}. */
    public Problem at(String side) {
        return Problem.of(side + code, status, retryable, message);
    }
}
