package tw.qiao.analytics.cubes;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.CodeList.Code;

/**
 * A step of a dimension's hierarchy.
 *
 * @param sql the value's key as an expression over the columns of the table
 * @param codes what the keys mean and when, in the order in which they are shown; empty where keys are names themselves
 * @param time the span of time that keys name, on a dimension of time
 * @param keyed whether {@code sql} is the key as a text that is always there
 */
public record Level(
        String name, Title title, String sql, Map<String, List<Code>> codes, Optional<TimeLevel> time, boolean keyed) {
    /** The key of all together. */
    static final String ALL = "";

    /** The key of rows that do not tell. */
    static final String UNKNOWN = "不詳";

    private static final Title TOTAL = new Title("合計", "Total");
    private static final Title NOT_TOLD = new Title(UNKNOWN, "Unknown");

    static Level of(String name, Title title, String sql, Optional<CodeList> list) {
        return new Level(
                name,
                title,
                sql,
                list.map(CodeList::codes).orElse(List.of()).stream()
                        .collect(
                                Collectors.groupingBy(Code::code, LinkedHashMap::new, Collectors.toUnmodifiableList())),
                Optional.empty(),
                false);
    }

    /** Whether a key is shown with a name beside it. */
    boolean isNamed(Language language) {
        return time.isPresent()
                ? language == Language.CHINESE
                : codes.entrySet().stream()
                        .anyMatch(entry -> entry.getValue().stream()
                                .anyMatch(code -> !name(code, language).equals(entry.getKey())));
    }

    /** What a key was called on {@code day}; the key itself when nobody says. */
    String label(String key, LocalDate day, Language language) {
        if (key.equals(ALL)) {
            return TOTAL.in(language);
        }
        if (key.equals(UNKNOWN)) {
            return NOT_TOLD.in(language);
        }
        if (time.isPresent()) {
            return time.get().label(key, language);
        }
        List<Code> meanings = codes.getOrDefault(key, List.of());
        return meanings.stream()
                .filter(code -> code.isValidOn(day))
                .findFirst()
                .or(() -> meanings.stream().findFirst())
                .map(code -> name(code, language))
                .orElse(key);
    }

    /** What a key, or a name of it, is called lately. */
    public String label(String written, Language language) {
        return label(key(written), LocalDate.MAX, language);
    }

    private static String name(Code code, Language language) {
        return language == Language.CHINESE ? code.chinese() : code.english();
    }

    /** The months that a key names; empty when it names no time. */
    public Optional<Period> period(String key) {
        return key.equals(ALL) || key.equals(UNKNOWN)
                ? Optional.empty()
                : time.map(span -> new Period(span.first(key), YearMonth.from(span.end(key))));
    }

    /** The key that somebody means who writes a key or a name of it, be it a former one. */
    String key(String written) {
        if (codes.containsKey(written)) {
            return written;
        }
        return codes.values().stream()
                .flatMap(List::stream)
                .filter(code -> code.chinese().equals(written) || code.english().equals(written))
                .map(Code::code)
                .findFirst()
                .orElse(written);
    }
}
