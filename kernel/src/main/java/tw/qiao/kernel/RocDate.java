package tw.qiao.kernel;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates in the calendar of the Republic of China (民國), in which 1912 is year 1. */
public final class RocDate {
    private static final int OFFSET = 1911;

    /** Western years have four digits. */
    private static final int FIRST = 1000;

    private static final int LAST = 9999;

    private static final Pattern WRITTEN =
            Pattern.compile("(民國|西元)?\\s*([1-9]\\d{0,3})\\s*(?:年|[-/.年]\\s*(0?[1-9]|1[0-2])\\s*月?)?");

    private RocDate() {}

    /** The date for a year that may be ROC or Western: up to 999 it is ROC (civil servants write 民國115年). */
    public static LocalDate of(int year, int month, int day) {
        return LocalDate.of(westernYear(year), month, day);
    }

    /** The Western year for a year that may be ROC or Western. */
    public static int westernYear(int year) {
        return year <= 999 ? year + OFFSET : year;
    }

    /**
     * A year or a month as people write it, with a Western year: {@code 2024} for {@code 113} and 民國113年,
     * {@code 2024-04} for {@code 113-4} and 113年4月; empty when it is neither.
     */
    public static Optional<String> western(String written) {
        Matcher found = WRITTEN.matcher(Text.typed(written));
        if (!found.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(found.group(2));
        int year =
                found.group(1) == null ? westernYear(number) : found.group(1).equals("民國") ? number + OFFSET : number;
        if (year < FIRST || year > LAST) {
            return Optional.empty();
        }
        return Optional.of(
                found.group(3) == null
                        ? Integer.toString(year)
                        : YearMonth.of(year, Integer.parseInt(found.group(3))).toString());
    }

    /** A ROC year-month as statistics write it, for example {@code 11312} for December 2024. */
    public static YearMonth yearMonth(String digits) {
        if (!digits.matches("\\d{4,5}")) {
            throw Problem.invalid(
                    "roc_month_invalid", "A ROC month is a year and two digits of the month, as in 11312");
        }
        int split = digits.length() - 2;
        return YearMonth.of(
                Integer.parseInt(digits.substring(0, split)) + OFFSET, Integer.parseInt(digits.substring(split)));
    }

    /** The date as an official document writes it: {@code 民國115年11月21日}. */
    public static String formatted(LocalDate date) {
        int year = date.getYear() - OFFSET;
        String era = year > 0 ? "民國" + year : "民國前" + (1 - year);
        return era + "年" + date.getMonthValue() + "月" + date.getDayOfMonth() + "日";
    }
}
