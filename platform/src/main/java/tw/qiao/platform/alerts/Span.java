package tw.qiao.platform.alerts;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tw.qiao.platform.site.Page;

/** How long the periods are whose figures are compared. */
public enum Span {
    /** Periods like {@code 2014-04}. */
    MONTH(1, "\\d{4}-\\d{2}"),
    /** Periods like {@code 2014-Q2}. */
    QUARTER(3, "\\d{4}-Q[1-4]"),
    /** Periods like {@code 2014}. */
    YEAR(12, "\\d{4}");

    private static final int MONTHS_OF_YEAR = 12;
    private static final int TO_THE_MINUTE = 16;
    private static final int BEFORE_THE_REPUBLIC = 1911;

    private final int months;
    private final String form;

    Span(int months, String form) {
        this.months = months;
        this.form = form;
    }

    /** The first month of a period; empty when the text names none. */
    Optional<YearMonth> first(String period) {
        if (!period.matches(form)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (this) {
                        case MONTH -> YearMonth.parse(period);
                        case QUARTER -> YearMonth.of(year(period), (period.charAt(6) - '1') * months + 1);
                        case YEAR -> YearMonth.of(year(period), 1);
                    });
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static int year(String period) {
        return Integer.parseInt(period.substring(0, 4));
    }

    /** The period that begins with or holds {@code month}. */
    String of(YearMonth month) {
        return switch (this) {
            case MONTH -> month.toString();
            case QUARTER -> month.getYear() + "-Q" + quarter(month);
            case YEAR -> String.valueOf(month.getYear());
        };
    }

    private static int quarter(YearMonth month) {
        return (month.getMonthValue() + 2) / 3;
    }

    /** The period that is {@code count} periods later. */
    String plus(String period, int count) {
        return of(first(period).orElseThrow().plusMonths((long) count * months));
    }

    /** The period with which {@code period} is compared. */
    String before(String period, Terms.Comparison against) {
        return plus(period, against == Terms.Comparison.BEFORE ? -1 : -MONTHS_OF_YEAR / months);
    }

    /** The last day on which the batch of {@code period} is in time. */
    LocalDate due(String period, Terms.Due due) {
        YearMonth month = first(period).orElseThrow().plusMonths(months - 1L + due.months());
        return month.atDay(Math.min(due.day(), month.lengthOfMonth()));
    }

    /** How many periods two years have. */
    int ofTwoYears() {
        return 2 * MONTHS_OF_YEAR / months;
    }

    /** A period in the language of {@code page}. */
    public static String told(String period, Page page) {
        return said(period, page.isEnglish());
    }

    /** A period as people of the country say it: 民國113年12月. Moments are told to the minute. */
    static String said(String period, boolean english) {
        if (period.length() > TO_THE_MINUTE) {
            return period.substring(0, TO_THE_MINUTE);
        }
        if (english) {
            return period;
        }
        for (Span span : values()) {
            Optional<YearMonth> first = span.first(period);
            if (first.isPresent()) {
                return span.chinese(first.get());
            }
        }
        return period;
    }

    private String chinese(YearMonth first) {
        int republican = first.getYear() - BEFORE_THE_REPUBLIC;
        String year = (republican > 0 ? "民國" + republican : "民國前" + (1 - republican)) + "年";
        return switch (this) {
            case MONTH -> year + first.getMonthValue() + "月";
            case QUARTER -> year + "第" + quarter(first) + "季";
            case YEAR -> year;
        };
    }
}
