package tw.qiao.analytics.dictionary;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;

/**
 * The type of a column's values. {@code precision} and {@code scale} matter for decimals only.
 *
 * @param precision how many digits a decimal has in all
 * @param scale how many of them follow the point
 */
public record ColumnType(Kind kind, int precision, int scale) {

    /** A month is kept as its first day; a year is a Western year. */
    public enum Kind {
        TEXT("VARCHAR"),
        INTEGER("BIGINT"),
        DECIMAL("DECIMAL"),
        DATE("DATE"),
        MONTH("DATE"),
        YEAR("INTEGER"),
        TIME("TIME"),
        BOOLEAN("BOOLEAN");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}), ?(\\d{1,2})\\)");
    private static final int MOST_DIGITS = 38;

    /**
     * The type that a dictionary calls {@code text}: {@code text}, {@code integer}, {@code decimal(12,2)} and so on.
     */
    public static ColumnType parse(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            if (precision >= 1 && precision <= MOST_DIGITS && scale <= precision) {
                return new ColumnType(Kind.DECIMAL, precision, scale);
            }
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.DECIMAL && kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return new ColumnType(kind, 0, 0);
            }
        }
        throw Problem.invalid(
                "dictionary_type",
                "A type is text, integer, decimal(p,s) with p up to 38, date, month, year, time or boolean, not: "
                        + text);
    }

    /** The type's name in SQL. */
    public String sql() {
        return kind == Kind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.sql;
    }

    /** Whether values are written with digits, so that full-width ones can only mean the others. */
    public boolean isNumeric() {
        return kind != Kind.TEXT && kind != Kind.BOOLEAN;
    }

    /** Whether values are days, months or times of day. */
    public boolean isOfTime() {
        return kind == Kind.DATE || kind == Kind.MONTH || kind == Kind.TIME;
    }
}
