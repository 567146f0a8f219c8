package tw.qiao.platform.reports;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tw.qiao.analytics.cubes.AnswerTime;
import tw.qiao.analytics.cubes.Period;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.kernel.RocDate;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.Bilingual;
import tw.qiao.platform.site.Option;
import tw.qiao.platform.site.Page;

/**
 * What a report asks its reader before it is made (參數).
 *
 * @param codes the code list of the dictionary that has its values; empty unless it is of the kind {@link Kind#CODE}
 * @param cube the cube of whose years or months it is one; empty when it is not chosen from a list of them
 * @param otherwise its value when none is given; of a cube's times also {@link #NEWEST}, as where nothing is said, or
 *     {@link #OLDEST}
 * @param opening what is chosen when its page is opened; empty where nothing is
 */
public record Parameter(
        String name,
        Bilingual label,
        Kind kind,
        Optional<String> codes,
        Optional<String> cube,
        String otherwise,
        Optional<String> opening) {
    static final String NEWEST = "newest";
    static final String OLDEST = "oldest";

    private static final int LONGEST = 60;

    /** What kind of value it has. */
    public enum Kind {
        /** A year, kept as a Western one. */
        YEAR,
        /** A year and a month, as {@code 2026-11}. */
        MONTH,
        /** A code of a list of the dictionary; empty for all. */
        CODE,
        /** Any short text. */
        TEXT
    }

    /** The value that somebody means who writes it: years of the Republic and Western ones are the same. */
    public String read(String written) {
        String typed = Text.typed(written);
        return kind == Kind.YEAR || kind == Kind.MONTH ? RocDate.western(typed).orElse(typed) : written.strip();
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
    public Bilingual shown(String value) {
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

    /** A value in both languages, with what is there of it where it is not whole. */
    Bilingual shown(String value, AnswerTime time) {
        Bilingual shown = shown(value);
        return cube.flatMap(_ -> time.mark(Period.between(value, value)))
                .map(mark -> new Bilingual(
                        shown.zh() + "（" + mark.chinese() + "）", shown.en() + " (" + mark.english() + ")"))
                .orElse(shown);
    }

    /**
     * Its value when none is given; empty when the cube has no rows.
     *
     * @param time of which time the cube has rows
     */
    String blank(AnswerTime time) {
        if (cube.isEmpty()) {
            return otherwise;
        }
        List<String> all = times(time);
        return switch (otherwise) {
            case OLDEST -> all.isEmpty() ? "" : all.getLast();
            case NEWEST, "" -> all.isEmpty() ? "" : all.getFirst();
            default -> otherwise;
        };
    }

    /** The years or months of its cube, the newest first. */
    private List<String> times(AnswerTime time) {
        return kind == Kind.YEAR
                ? time.told().years().stream().map(String::valueOf).toList()
                : time.told().months().reversed().stream().map(String::valueOf).toList();
    }

    /** The times of its cube to choose from, after a blank one that says what it stands for. */
    public List<Option> options(AnswerTime time, String chosen, Page page) {
        var options = new ArrayList<Option>();
        String blank = blank(time);
        String kindOfBlank =
                Set.of(OLDEST, NEWEST).contains(otherwise) ? otherwise : otherwise.isEmpty() ? NEWEST : "set";
        options.add(new Option(
                "",
                page.text("reports.parameter." + kindOfBlank)
                        + (blank.isEmpty() ? "" : page.text("reports.bracketed", option(blank, time, page)))));
        var values = new LinkedHashSet<>(times(time));
        if (accepts(chosen)) {
            values.add(chosen);
        }
        values.forEach(value -> options.add(new Option(value, option(value, time, page))));
        return options;
    }

    private String option(String value, AnswerTime time, Page page) {
        String shown = shown(value, time).in(page);
        return page.isEnglish() ? shown : shown + " · " + value;
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
