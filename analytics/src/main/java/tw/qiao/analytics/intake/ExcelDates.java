package tw.qiao.analytics.intake;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a workbook as texts. Those whose cells are formatted as dates are days since 1900 or 1904 (ECMA-376-1,
 * 18.17.4), and become dates as precise as their format shows them.
 */
final class ExcelDates {
    private static final int SECONDS = 24 * 60 * 60;
    private static final LocalDate BEFORE_1900 = LocalDate.of(1899, 12, 31);
    private static final LocalDate BEGIN_1904 = LocalDate.of(1904, 1, 1);

    /** The day that 1900 did not have, but Lotus 1-2-3 did. */
    private static final int NO_SUCH_DAY = 60;

    private static final int LAST_DAY = 2_958_465;

    private final boolean since1904;
    private final Map<String, Shown> formats = new HashMap<>();

    ExcelDates(boolean since1904) {
        this.since1904 = since1904;
    }

    private enum Shown {
        NUMBER,
        YEAR,
        MONTH,
        DAY,
        TIME
    }

    /**
     * The number {@code raw} as text.
     *
     * @param format the cell's number format, null without one
     */
    String text(String raw, @Nullable String format) {
        Shown shown =
                format == null || format.isEmpty() ? Shown.NUMBER : formats.computeIfAbsent(format, ExcelDates::shown);
        if (shown == Shown.NUMBER) {
            return Decimals.shown(raw);
        }
        double days = Double.parseDouble(raw);
        return days < 0 || days > LAST_DAY ? Decimals.shown(raw) : moment(days, shown, raw);
    }

    private String moment(double days, Shown shown, String raw) {
        int day = (int) days;
        long seconds = Math.round((days - day) * SECONDS);
        if (seconds == SECONDS) {
            day++;
            seconds = 0;
        }
        if (shown == Shown.TIME && day == 0) {
            return "%tT".formatted(LocalTime.ofSecondOfDay(seconds));
        }
        if (!since1904 && day == NO_SUCH_DAY) {
            return Decimals.shown(raw);
        }
        LocalDate date = since1904 ? BEGIN_1904.plusDays(day) : BEFORE_1900.plusDays(day > NO_SUCH_DAY ? day - 1 : day);
        if (seconds > 0) {
            return date + " " + "%tT".formatted(LocalTime.ofSecondOfDay(seconds));
        }
        return switch (shown) {
            case YEAR -> date.toString().substring(0, 4);
            case MONTH -> date.toString().substring(0, 7);
            default -> date.toString();
        };
    }

    /** Letters of a format outside its quotes, brackets and escapes; {@code e} is the year of an era, as in 民國. */
    private static Shown shown(String format) {
        String bare = format.toLowerCase(Locale.ROOT)
                .split(";", -1)[0]
                .replaceAll("\\[[^\\]]*]|\"[^\"]*\"|\\\\.|_.|e[+-]|general", "");
        boolean year = bare.indexOf('y') >= 0 || bare.indexOf('e') >= 0;
        boolean hour = bare.indexOf('h') >= 0 || bare.indexOf('s') >= 0;
        if (bare.indexOf('d') >= 0) {
            return Shown.DAY;
        }
        if (hour) {
            return year ? Shown.DAY : Shown.TIME;
        }
        if (bare.indexOf('m') >= 0) {
            return year ? Shown.MONTH : Shown.DAY;
        }
        return year ? Shown.YEAR : Shown.NUMBER;
    }
}
