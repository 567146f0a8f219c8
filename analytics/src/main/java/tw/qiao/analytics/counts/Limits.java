package tw.qiao.analytics.counts;

import java.time.Duration;
import tw.qiao.kernel.Problem;

/**
 * How much one reader may ask of one table.
 *
 * @param window how long answers are remembered, from the first of them on; then all are forgotten at once
 * @param daily how many questions within a day, refused ones too
 * @param remembered how many different questions within the window
 */
public record Limits(Duration window, int daily, int remembered) {
    /** Thirty days, 50 questions a day, 200 in all. */
    public static final Limits CUSTOMARY = new Limits(Duration.ofDays(30), 50, 200);

    /** Refuses what would remember nothing. */
    public Limits {
        if (!window.isPositive() || daily < 1 || remembered < 1) {
            throw Problem.invalid("egress_limits", "A window and limits of at least 1 were expected");
        }
    }
}
