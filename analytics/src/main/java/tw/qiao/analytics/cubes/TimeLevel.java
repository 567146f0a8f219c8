package tw.qiao.analytics.cubes;

import java.time.LocalDate;
import java.time.YearMonth;
import tw.qiao.analytics.dictionary.ColumnType;

/** Spans of time by which rows can be summed up. Their keys sort as time goes. */
public enum TimeLevel {
    /** Keys like {@code 2014}. */
    YEAR("年", "Year", 12, "strftime(%s, '%%Y')") {
        @Override
        YearMonth first(String key) {
            return YearMonth.of(Integer.parseInt(key), 1);
        }

        @Override
        String key(YearMonth month) {
            return Integer.toString(month.getYear());
        }

        @Override
        String chinese(YearMonth first) {
            return republican(first) + "年";
        }
    },

    /** August to July (學年度), by the year in which it begins: {@code 2014} is 103學年度. */
    SCHOOL_YEAR("學年度", "School year", 12, "cast(year(%1$s) - case when month(%1$s) < 8 then 1 else 0 end as varchar)") {
        @Override
        YearMonth first(String key) {
            return YearMonth.of(Integer.parseInt(key), AUGUST);
        }

        @Override
        String key(YearMonth month) {
            return Integer.toString(month.getMonthValue() < AUGUST ? month.getYear() - 1 : month.getYear());
        }

        @Override
        String chinese(YearMonth first) {
            return republican(first) + "學年度";
        }
    },

    /** Keys like {@code 2014-Q2}. */
    QUARTER("季", "Quarter", 3, "strftime(%1$s, '%%Y') || '-Q' || cast(quarter(%1$s) as varchar)") {
        @Override
        YearMonth first(String key) {
            return YearMonth.of(Integer.parseInt(key.substring(0, 4)), (key.charAt(6) - '1') * 3 + 1);
        }

        @Override
        String key(YearMonth month) {
            return month.getYear() + "-Q" + quarter(month);
        }

        @Override
        String chinese(YearMonth first) {
            return republican(first) + "年第" + quarter(first) + "季";
        }
    },

    /** Keys like {@code 2014-04}. */
    MONTH("月", "Month", 1, "strftime(%s, '%%Y-%%m')") {
        @Override
        YearMonth first(String key) {
            return YearMonth.parse(key);
        }

        @Override
        String key(YearMonth month) {
            return month.toString();
        }

        @Override
        String chinese(YearMonth first) {
            return republican(first) + "年" + first.getMonthValue() + "月";
        }
    };

    private static final int AUGUST = 8;
    private static final int BEFORE_THE_REPUBLIC = 1911;

    private final String chinese;
    private final String english;
    private final int months;
    private final String sql;

    TimeLevel(String chinese, String english, int months, String sql) {
        this.chinese = chinese;
        this.english = english;
        this.months = months;
        this.sql = sql;
    }

    Title title() {
        return new Title(chinese, english);
    }

    /** How long the span is. */
    int months() {
        return months;
    }

    /** The key as SQL over a column; a column of years has years only. */
    String sql(String column, ColumnType type) {
        return type.kind() == ColumnType.Kind.YEAR ? "cast(" + column + " as varchar)" : sql.formatted(column);
    }

    /** The first month of the span. */
    abstract YearMonth first(String key);

    /** The key of the span in which a month lies. */
    abstract String key(YearMonth month);

    abstract String chinese(YearMonth first);

    /** The last day of the span. */
    LocalDate end(String key) {
        return first(key).plusMonths(months - 1L).atEndOfMonth();
    }

    /** The key of the span that begins {@code monthsBefore} earlier. */
    String before(String key, int monthsBefore) {
        return key(first(key).minusMonths(monthsBefore));
    }

    /** The key of the span that begins so many months later; nobody knows what comes after an unknown one. */
    String later(String key, int months) {
        return key.equals(Level.UNKNOWN) ? key : before(key, -months);
    }

    /** As people of the country say it: with years of the Republic (民國) in Chinese, with Western ones in English. */
    String label(String key, Language language) {
        return language == Language.CHINESE ? chinese(first(key)) : key;
    }

    private static int quarter(YearMonth month) {
        return (month.getMonthValue() + 2) / 3;
    }

    private static String republican(YearMonth month) {
        int year = month.getYear() - BEFORE_THE_REPUBLIC;
        return year > 0 ? "民國" + year : "民國前" + (1 - year);
    }
}
