package tw.qiao.platform.dashboards;

import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Locale;
import tw.qiao.platform.site.Page;

/** Months in words, by the ROC calendar (民國) in Chinese and by both where there is room. */
final class Months {
    private static final int ROC = 1911;

    private Months() {}

    /** {@code 民國113年12月}, or {@code December 2024}. */
    static String words(Page page, YearMonth month) {
        return page.isEnglish()
                ? month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + month.getYear()
                : "民國" + (month.getYear() - ROC) + "年" + month.getMonthValue() + "月";
    }

    /** {@code 民國113年12月（2024-12）}, or {@code December 2024 (ROC 113)}. */
    static String both(Page page, YearMonth month) {
        return page.isEnglish()
                ? words(page, month) + " (ROC " + (month.getYear() - ROC) + ")"
                : words(page, month) + "（" + month + "）";
    }

    /** {@code 113年12月 · 2024-12}, or {@code 2024-12 (ROC 113)}, for lists that have little room. */
    static String brief(Page page, YearMonth month) {
        int roc = month.getYear() - ROC;
        return page.isEnglish() ? month + " (ROC " + roc + ")" : roc + "年" + month.getMonthValue() + "月 · " + month;
    }

    /** A period in words; a single month only once. */
    static String words(Page page, Period period) {
        String from = words(page, period.from());
        return period.from().equals(period.to())
                ? from
                : page.text("dashboards.period", from, words(page, period.to()));
    }
}
