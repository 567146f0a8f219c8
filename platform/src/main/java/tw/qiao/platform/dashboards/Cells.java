package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;

/** Arithmetic with figures of which some may not be told: what is computed from one that is not is not told either. */
final class Cells {
    static final Cell UNKNOWN = new Cell.Missing(Column.Missing.UNKNOWN);

    private Cells() {}

    static Cell minus(Cell one, Cell other) {
        return both(one, other, BigDecimal::subtract);
    }

    static Cell plus(Cell one, Cell other) {
        return both(one, other, BigDecimal::add);
    }

    /** So many times one by the other, half up; unknown by nothing. */
    static Cell ratio(Cell above, Cell below, long times, int digits) {
        if (below instanceof Cell.Figure(var number) && number.signum() == 0) {
            return UNKNOWN;
        }
        return both(
                above, below, (a, b) -> a.multiply(BigDecimal.valueOf(times)).divide(b, digits, RoundingMode.HALF_UP));
    }

    private static Cell both(Cell one, Cell other, BinaryOperator<BigDecimal> operation) {
        if (one instanceof Cell.Figure(var a) && other instanceof Cell.Figure(var b)) {
            return new Cell.Figure(operation.apply(a, b));
        }
        return one instanceof Cell.Suppressed || other instanceof Cell.Suppressed ? new Cell.Suppressed() : UNKNOWN;
    }
}
