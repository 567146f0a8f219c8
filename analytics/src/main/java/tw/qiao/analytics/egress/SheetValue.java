package tw.qiao.analytics.egress;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** What a spreadsheet is given for a cell. */
sealed interface SheetValue {
    /** Spreadsheets compute with so many digits and no more. */
    int EXACT_DIGITS = 15;

    /** The longest text that Excel opens. */
    int LONGEST = 32_767;

    /** From here on all spreadsheets agree on the number of a day; before, Excel counts a 29 February 1900. */
    LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    /** A number that spreadsheets hold exactly. */
    record Quantity(BigDecimal value) implements SheetValue {}

    /** A day. */
    record Day(LocalDate value) implements SheetValue {}

    /**
     * A text.
     *
     * @param guarded whether it must say that it stays a text, because a person who edits it, or a program that reads
     *     it from CSV later, would take it for a formula
     */
    record Words(String text, boolean guarded) implements SheetValue {}

    /** An empty cell. */
    record Nothing() implements SheetValue {}

    /** What stands for {@code cell} in a column of {@code type}. */
    static SheetValue of(Cell cell, String type) {
        return switch (cell) {
            case Cell.Figure(var value) ->
                value.precision() > EXACT_DIGITS ? new Words(value.toPlainString(), true) : new Quantity(value);
            case Cell.Text(String text) ->
                type.equals("DATE") ? day(text).<SheetValue>map(Day::new).orElseGet(() -> words(text)) : words(text);
            case Cell.Suppressed _ -> new Words("*", false);
            case Cell.Missing _ -> new Nothing();
        };
    }

    /** A text as it may stand in a sheet. */
    static Words words(String text) {
        String clean = clean(text);
        return new Words(clean, CsvFormat.looksLikeFormula(clean));
    }

    /** The text without what XML cannot hold, and no longer than spreadsheets take. */
    static String clean(String text) {
        String whole = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
        if (whole.chars().allMatch(c -> c >= ' ' && c < Character.MIN_SURROGATE)) {
            return whole;
        }
        var out = new StringBuilder(whole.length());
        whole.codePoints().map(c -> isAllowed(c) ? c : '\uFFFD').forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || (c >= ' ' && c <= '\uD7FF') || (c >= '\uE000' && c <= '\uFFFD') || c > 0xFFFF;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> !day.isBefore(FIRST_DAY));
        } catch (DateTimeException no) {
            return Optional.empty();
        }
    }
}
