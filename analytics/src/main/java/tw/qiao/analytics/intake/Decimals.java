package tw.qiao.analytics.intake;

import java.math.BigDecimal;
import java.math.MathContext;

/** Binary fractions as people see them. */
final class Decimals {
    private static final MathContext SHOWN = new MathContext(15);
    private static final int LONGEST = 400;

    private Decimals() {}

    /** {@code raw} without what a binary fraction adds after fifteen digits, and without an exponent. */
    static String shown(String raw) {
        if (isShort(raw)) {
            return raw;
        }
        try {
            BigDecimal number = new BigDecimal(raw).round(SHOWN).stripTrailingZeros();
            return Math.abs(number.scale()) > LONGEST ? raw : number.toPlainString();
        } catch (NumberFormatException e) {
            return raw;
        }
    }

    private static boolean isShort(String raw) {
        if (raw.length() > SHOWN.getPrecision()) {
            return false;
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
