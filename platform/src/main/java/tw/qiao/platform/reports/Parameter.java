package tw.qiao.platform.reports;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.Bilingual;

/**
 * What a report asks its reader before it is made (參數).
 *
 * @param otherwise its value when none is given
 * @param newest a statement that finds the value when none is given, so that schedules take the newest period
 */
public record Parameter(String name, Bilingual label, Kind kind, String otherwise, Optional<String> newest) {
    private static final int LONGEST = 60;

    /** What kind of value it has. */
    public enum Kind {
        /** A Western year. */
        YEAR,
        /** A year and a month, as {@code 2026-11}. */
        MONTH,
        /** The code of a county; empty for all. */
        COUNTY,
        /** Any short text. */
        TEXT
    }

    /** Whether {@code value} is one of this kind. */
    boolean accepts(String value) {
        return switch (kind) {
            case YEAR -> value.matches("(19|20|21)\\d{2}");
            case MONTH -> isMonth(value);
            case COUNTY ->
                value.isEmpty()
                        || CodeList.named("county").codes().stream()
                                .anyMatch(code -> code.code().equals(value));
            case TEXT -> value.length() <= LONGEST && Text.isClean(value);
        };
    }

    private static boolean isMonth(String value) {
        try {
            return value.length() == "2026-11".length()
                    && YearMonth.parse(value).getYear() >= 1900;
        } catch (DateTimeParseException no) {
            return false;
        }
    }
}
