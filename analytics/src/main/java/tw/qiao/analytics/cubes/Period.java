package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.RocDate;

/** Whole months, the first and the last included. */
public record Period(YearMonth from, YearMonth to) {
    private static final int DECEMBER = 12;

    /** Refuses a period that ends before it begins. */
    public Period {
        if (to.isBefore(from)) {
            throw Problem.invalid("cube_period", "The period ends (" + to + ") before it begins (" + from + ")");
        }
    }

    /**
     * From the beginning of one year or month to the end of another, each like {@code 2014} or {@code 2014-04}, or with
     * a year of the Republic.
     */
    public static Period between(String from, String to) {
        return new Period(month(from, 1), month(to, DECEMBER));
    }

    private static YearMonth month(String text, int ofYear) {
        String western = RocDate.western(text)
                .orElseThrow(() -> Problem.invalid(
                        "cube_period", "A year or a month like 2014 or 2014-04 was expected, not " + text));
        return western.contains("-") ? YearMonth.parse(western) : YearMonth.of(Integer.parseInt(western), ofYear);
    }

    static Period ofYear(int year) {
        return new Period(YearMonth.of(year, 1), YearMonth.of(year, DECEMBER));
    }

    boolean contains(YearMonth month) {
        return !month.isBefore(from) && !month.isAfter(to);
    }

    List<YearMonth> each() {
        return Stream.iterate(from, month -> month.plusMonths(1))
                .limit(months())
                .toList();
    }

    /** The years in which it lies. */
    IntStream years() {
        return IntStream.rangeClosed(from.getYear(), to.getYear());
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

    boolean overlaps(Period other) {
        return !other.to.isBefore(from) && !to.isBefore(other.from);
    }

    boolean isOfWholeYears() {
        return from.getMonthValue() == 1 && to.getMonthValue() == DECEMBER;
    }
}
