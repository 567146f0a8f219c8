package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Times in words of both languages: in Chinese with years of the Republic (民國) and Western ones. */
final class TimeWords {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final String ERA = "民國";

    private TimeWords() {}

    /** Such as {@code 民國103年4月至113年12月（西元2014年4月至2024年12月）}. */
    static Title of(Period period) {
        return told(period, "", "");
    }

    /** The same of the moment at which a month or a year ends. */
    static Title endOf(Period span) {
        return told(span, "底", "end of ");
    }

    private static Title told(Period period, String chineseEnd, String englishBegin) {
        boolean years = period.isOfWholeYears();
        TimeLevel unit = years ? TimeLevel.YEAR : TimeLevel.MONTH;
        String republican = range(period, unit::chinese, "至").replace("至" + ERA, "至");
        String western = range(period, month -> western(month, years), "至");
        String english = range(period, month -> years ? unit.key(month) : month.format(MONTH), " to ");
        return new Title(republican + chineseEnd + "（西元" + western + chineseEnd + "）", englishBegin + english);
    }

    private static String range(Period period, Function<YearMonth, String> words, String between) {
        String first = words.apply(period.from());
        String last = words.apply(period.to());
        return first.equals(last) ? first : first + between + last;
    }

    private static String western(YearMonth month, boolean years) {
        return month.getYear() + "年" + (years ? "" : month.getMonthValue() + "月");
    }

    /** Some months of one span, such as {@code 4–12月}; with their years where these are several. */
    static Title some(List<YearMonth> months) {
        if (months.getFirst().getYear() != months.getLast().getYear()) {
            return of(new Period(months.getFirst(), months.getLast()));
        }
        List<Period> runs = runs(months);
        return new Title(
                joined(runs, month -> Integer.toString(month.getMonthValue()), "、") + "月",
                joined(runs, month -> month.format(SHORT), ", "));
    }

    private static String joined(List<Period> runs, Function<YearMonth, String> words, String between) {
        return String.join(
                between, runs.stream().map(run -> range(run, words, "–")).toList());
    }

    private static List<Period> runs(List<YearMonth> months) {
        var runs = new ArrayList<Period>();
        for (YearMonth month : months) {
            boolean goesOn =
                    !runs.isEmpty() && runs.getLast().to().plusMonths(1).equals(month);
            YearMonth first = goesOn ? runs.removeLast().from() : month;
            runs.add(new Period(first, month));
        }
        return runs;
    }
}
