package tw.qiao.analytics.egress;

import java.math.BigDecimal;
import tw.qiao.analytics.dictionary.Column;

/** What stands in one place of a result. */
public sealed interface Cell {
    /** A number, exact. */
    record Figure(BigDecimal value) implements Cell {
        /** A whole number. */
        public static Figure of(long value) {
            return new Figure(BigDecimal.valueOf(value));
        }
    }

    /** A text, a date, or anything else that is no number. */
    record Text(String value) implements Cell {}

    /** Nothing, and why. */
    record Missing(Column.Missing reason) implements Cell {}

    /** Something that is not told, because it would tell about single people. */
    record Suppressed() implements Cell {}
}
