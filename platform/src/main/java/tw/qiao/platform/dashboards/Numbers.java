package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.util.Locale;

/** Figures as people read them: with separators of thousands and a true minus sign. */
final class Numbers {
    private static final char MINUS = '−';

    private Numbers() {}

    /** {@code −1,234} or {@code 5.81}. */
    static String words(BigDecimal value) {
        return String.format(Locale.ENGLISH, "%,." + value.scale() + "f", value).replace('-', MINUS);
    }

    /** The same with a plus sign where it is above zero. */
    static String signed(BigDecimal value) {
        return value.signum() > 0 ? "+" + words(value) : words(value);
    }
}
