package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;

/** Whole months, the first and the last included. */
public record Period(YearMonth from, YearMonth to) {
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])");

    /** Refuses a period that ends before it begins. */
    public Period {
        if (to.isBefore(from)) {
            throw Problem.invalid("cube_period", "The period ends (" + to + ") before it begins (" + from + ")");
        }
    }

    /** From the beginning of one year or month to the end of another, each like {@code 2014} or {@code 2014-04}. */
    public static Period between(String from, String to) {
        return new Period(month(from, 1), month(to, 12));
    }

    private static YearMonth month(String text, int ofYear) {
        if (YEAR.matcher(text).matches()) {
            return YearMonth.of(Integer.parseInt(text), ofYear);
        }
        if (MONTH.matcher(text).matches()) {
            return YearMonth.parse(text);
        }
        throw Problem.invalid("cube_period", "A year or a month like 2014 or 2014-04 was expected, not " + text);
    }

    int months() {
        return (int) from.until(to, ChronoUnit.MONTHS) + 1;
    }

    Period earlier(int months) {
        return new Period(from.minusMonths(months), to.minusMonths(months));
    }

    Period since(int months) {
        return new Period(from.minusMonths(months), to);
    }

    boolean has(YearMonth month) {
        return !month.isBefore(from) && !month.isAfter(to);
    }

    boolean overlaps(Period other) {
        return !other.to.isBefore(from) && !to.isBefore(other.from);
    }

    /** Whether it begins and ends with spans of {@code level}. */
    boolean isOfWhole(TimeLevel level) {
        return begins(level, from) && begins(level, to.plusMonths(1));
    }

    private static boolean begins(TimeLevel level, YearMonth month) {
        return level.first(level.key(month)).equals(month);
    }

    boolean isOfWholeYears() {
        return from.getMonthValue() == 1 && to.getMonthValue() == 12;
    }
}
