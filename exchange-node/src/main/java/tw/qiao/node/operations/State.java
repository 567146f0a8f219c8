package tw.qiao.node.operations;

/** How well something is. */
public enum State {
    OK,
    /** It works, but somebody should look at it soon. */
    DEGRADED,
    /** Exchanges fail, or are about to. */
    FAILING
}
