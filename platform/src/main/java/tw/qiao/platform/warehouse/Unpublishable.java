package tw.qiao.platform.warehouse;

import tw.qiao.kernel.Problem;

/** An answer cannot be published (不能發布). */
public final class Unpublishable extends Problem {
    private final String columns;

    Unpublishable(Publishable.Obstacle obstacle) {
        super(obstacle.code(), 400, false, "This answer cannot be published: " + obstacle.columns());
        this.columns = obstacle.columns();
    }

    /** Those that are in the way; empty where none is. */
    public String columns() {
        return columns;
    }
}
