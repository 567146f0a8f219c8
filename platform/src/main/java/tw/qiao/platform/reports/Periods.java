package tw.qiao.platform.reports;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tw.qiao.kernel.RocDate;
import tw.qiao.platform.site.Bilingual;

/** Values of parameters as official tables write them: years of the Republic (民國) and of the West. */
final class Periods {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private Periods() {}

    /** The time that a year or a month is: {@code 民國114年}, {@code 2025}. */
    static Bilingual of(Parameter.Kind kind, String value) {
        return switch (kind) {
            case YEAR -> new Bilingual(upTo("年", LocalDate.of(Integer.parseInt(value), 1, 1)), value);
            case MONTH -> {
                YearMonth month = YearMonth.parse(value);
                yield new Bilingual(upTo("月", month.atDay(1)), month.format(MONTH));
            }
            case CODE, TEXT -> throw new IllegalArgumentException("A " + kind + " is no time");
        };
    }

    private static String upTo(String sign, LocalDate day) {
        String whole = RocDate.formatted(day);
        return whole.substring(0, whole.indexOf(sign) + 1);
    }
}
