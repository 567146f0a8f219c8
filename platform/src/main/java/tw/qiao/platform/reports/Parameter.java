package tw.qiao.platform.reports;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.platform.site.Bilingual;

/**
 * What a report asks its reader before it is made (參數).
 *
 * @param codes the code list of the dictionary that has its values; empty unless it is of the kind {@link Kind#CODE}
 * @param otherwise its value when none is given
 * @param newest a statement that finds the value when none is given, so that schedules take the newest period
 */
public record Parameter(
        String name, Bilingual label, Kind kind, Optional<String> codes, String otherwise, Optional<String> newest) {
    private static final int LONGEST = 60;

    /** What kind of value it has. */
    public enum Kind {
        /** A Western year. */
        YEAR,
        /** A year and a month, as {@code 2026-11}. */
        MONTH,
        /** A code of a list of the dictionary; empty for all. */
        CODE,
        /** Any short text. */
        TEXT
    }

    /** Whether {@code value} is one of this kind. */
    boolean accepts(String value) {
        return switch (kind) {
            case YEAR -> value.matches("(19|20|21)\\d{2}");
            case MONTH -> isMonth(value);
            case CODE ->
                value.isEmpty() || list().stream().anyMatch(code -> code.code().equals(value));
            case TEXT -> value.length() <= LONGEST && VisibleText.is(value);
        };
    }

    /** Whether a value was given for it; of a list, nothing is a value too and means all. */
    boolean isGiven(Map<String, String> given) {
        String value = given.get(name);
        return value != null && (kind == Kind.CODE || !value.isBlank());
    }

    /** The codes that can be chosen. */
    public List<CodeList.Code> list() {
        return codes.map(name -> CodeList.named(name).codes()).orElse(List.of());
    }

    /** A value in both languages; of a code that had several meanings, the last. */
    Bilingual shown(String value) {
        return switch (kind) {
            case YEAR, MONTH -> Periods.of(kind, value);
            case CODE ->
                list().reversed().stream()
                        .filter(code -> code.code().equals(value))
                        .findFirst()
                        .map(code -> new Bilingual(code.chinese(), code.english()))
                        .orElse(new Bilingual("全部", "All"));
            case TEXT -> value.isBlank() ? new Bilingual("（空白）", "(empty)") : new Bilingual(value, value);
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
