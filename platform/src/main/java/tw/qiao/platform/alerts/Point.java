package tw.qiao.platform.alerts;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one place in one period.
 *
 * @param period names of one rule sort like the times they name
 * @param figure null when it is not known or not told
 * @param base with what it is compared; null when there is nothing that may be told
 * @param untold whether there is a figure that is not told because it would tell about single people
 */
public record Point(
        String period,
        @Nullable BigDecimal figure,
        @Nullable BigDecimal base,
        boolean untold) {
    static Point of(String period, long figure) {
        return new Point(period, BigDecimal.valueOf(figure), null, false);
    }

    /** The figure as people read it. */
    public String shown() {
        return untold ? "*" : shown(figure);
    }

    /** The base as people read it. */
    public String shownBase() {
        return shown(base);
    }

    private static String shown(@Nullable BigDecimal figure) {
        if (figure == null) {
            return "–";
        }
        BigDecimal plain = figure.stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.clamp(plain.scale(), 0, 4) + "f", plain);
    }
}
