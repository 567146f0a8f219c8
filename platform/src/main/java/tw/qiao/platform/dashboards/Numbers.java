package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.util.Locale;
import tw.qiao.analytics.egress.Cell;

/** Figures as people read them: with separators of thousands and a true minus sign. */
final class Numbers {
    private static final char MINUS = '−';
    private static final String UNTOLD = "＊";
    private static final String UNKNOWN = "–";

    private Numbers() {}

    /** {@code −1,234} or {@code 5.81}. */
    static String words(BigDecimal value) {
        return String.format(Locale.ENGLISH, "%,." + value.scale() + "f", value).replace('-', MINUS);
    }

    /** The same of a figure; a sign where it is not told, and another where nobody knows it. */
    static String words(Cell cell) {
        return switch (cell) {
            case Cell.Figure(var value) -> words(value);
            case Cell.Text(String text) -> text;
            case Cell.Suppressed _ -> UNTOLD;
            case Cell.Missing _ -> UNKNOWN;
        };
    }

    /** The same with a plus sign where it is above zero. */
    static String signed(BigDecimal value) {
        return value.signum() > 0 ? "+" + words(value) : words(value);
    }
}
