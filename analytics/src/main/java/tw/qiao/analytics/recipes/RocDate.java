package tw.qiao.analytics.recipes;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A day, month, quarter or year of the Republic (民國), as precise as somebody wrote it.
 *
 * @param first its first day
 */
record RocDate(Precision precision, LocalDate first) {
    private static final int ROC = 1911;
    private static final int SCHOOL_BEGINS = 8;
    private static final String YEAR = "(?:中華民國|民國)?(\\d{1,3})";

    private static final Pattern DAY = Pattern.compile(YEAR + "[/.年-](\\d{1,2})[/.月-](\\d{1,2})日?");
    private static final Pattern SEVEN_DIGITS = Pattern.compile("(?:中華民國|民國)?(\\d{3})(\\d{2})(\\d{2})");
    private static final Pattern BEFORE = Pattern.compile("民國?前(\\d{1,2})年?(?:(\\d{1,2})月(?:(\\d{1,2})日)?)?");
    private static final Pattern MONTH = Pattern.compile(YEAR + "[/.年-](\\d{1,2})月?");
    private static final Pattern FIVE_DIGITS = Pattern.compile("(\\d{3})(\\d{2})");
    private static final Pattern QUARTER = Pattern.compile(YEAR + "年?(?:Q|第)([1-4一二三四])季?");
    private static final Pattern SCHOOL_YEAR = Pattern.compile(YEAR + "學年度?");
    private static final Pattern WHOLE_YEAR = Pattern.compile("(?:中華民國|民國)?(\\d{2,3})(?:年|年度|會計年度)?");

    /** How much of a date is known. */
    enum Precision {
        DAY,
        MONTH,
        QUARTER,
        YEAR,
        /** August to July (學年度). */
        SCHOOL_YEAR
    }

    /** What {@code text} says, or null where it says no date, one that does not exist, or might mean several. */
    static @Nullable RocDate parse(String text) {
        String plain = text.replace("元年", "1年").replace(" ", "");
        try {
            @Nullable RocDate day = matched(plain, Precision.DAY, DAY, SEVEN_DIGITS);
            if (day != null) {
                return day;
            }
            @Nullable RocDate month = matched(plain, Precision.MONTH, MONTH, FIVE_DIGITS);
            return month == null ? longer(plain) : month;
        } catch (DateTimeException e) {
            return null; // 29 February of a year that has none
        }
    }

    private static @Nullable RocDate matched(String text, Precision precision, Pattern... patterns) {
        for (Pattern pattern : patterns) {
            Matcher found = pattern.matcher(text);
            if (found.matches()) {
                int day = precision == Precision.DAY ? number(found, 3) : 1;
                return of(precision, number(found, 1), number(found, 2), day);
            }
        }
        return null;
    }

    private static @Nullable RocDate longer(String text) {
        Matcher quarter = QUARTER.matcher(text);
        if (quarter.matches()) {
            int number = "1一2二3三4四".indexOf(quarter.group(2)) / 2;
            return of(Precision.QUARTER, number(quarter, 1), 1 + 3 * number, 1);
        }
        Matcher school = SCHOOL_YEAR.matcher(text);
        if (school.matches()) {
            return of(Precision.SCHOOL_YEAR, number(school, 1), SCHOOL_BEGINS, 1);
        }
        Matcher year = WHOLE_YEAR.matcher(text);
        if (year.matches()) {
            return of(Precision.YEAR, number(year, 1), 1, 1);
        }
        return before(text);
    }

    /** Years before the Republic are counted backwards: 民前1年 is 1911. */
    private static @Nullable RocDate before(String text) {
        Matcher found = BEFORE.matcher(text);
        if (!found.matches()) {
            return null;
        }
        int year = 1 - number(found, 1);
        if (found.group(2) == null) {
            return new RocDate(Precision.YEAR, LocalDate.of(ROC + year, 1, 1));
        }
        boolean whole = found.group(3) == null;
        return new RocDate(
                whole ? Precision.MONTH : Precision.DAY,
                LocalDate.of(ROC + year, number(found, 2), whole ? 1 : number(found, 3)));
    }

    private static @Nullable RocDate of(Precision precision, int year, int month, int day) {
        return year == 0 ? null : new RocDate(precision, LocalDate.of(ROC + year, month, day));
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /** In the notation of ISO 8601 as far as it has one: {@code 2024-02-29}, {@code 2024-02}, {@code 2024-Q1}. */
    String text() {
        String day = first.toString();
        return switch (precision) {
            case DAY -> day;
            case MONTH -> day.substring(0, 7);
            case QUARTER -> first.getYear() + "-Q" + (first.getMonthValue() / 3 + 1);
            case YEAR -> day.substring(0, 4);
            case SCHOOL_YEAR ->
                day.substring(0, 7) + "/" + first.plusMonths(11).toString().substring(0, 7);
        };
    }
}
