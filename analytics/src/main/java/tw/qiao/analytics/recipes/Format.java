package tw.qiao.analytics.recipes;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.ColumnType;

/** How a file writes a value. Each reads strictly: what could mean two things, or does not exist, is no value. */
public enum Format {
    /** As SQL writes it: {@code 12}, {@code 3.50}, {@code 2024-12-31}, {@code 03:35:00}; a month as {@code 2024-12}. */
    PLAIN,
    /** {@code 11312}: December of the year 113 of the Republic (民國). */
    ROC_MONTH,
    /** {@code 1131231}: always seven digits, because six may be of a year below 100 or lack one. */
    ROC_DATE,
    /** {@code 113}. */
    ROC_YEAR,
    /**
     * Any spelling of the Republic's calendar, as precise as the column: {@code 113/02/29}, {@code 113.2.29},
     * {@code 民國113年2月29日}, {@code 1130229}, {@code 11302}, {@code 113年度}, {@code 民前3年}; for texts also {@code 113Q1} as
     * {@code 2024-Q1}.
     */
    ROC,
    /** {@code 113} or {@code 113學年度}: the year in which it begins, 2024. */
    ROC_SCHOOL_YEAR,
    /** {@code 20241231}. */
    COMPACT_DATE,
    /** {@code 033500}, or without its leading zeros {@code 33500}. */
    COMPACT_TIME,
    /** Text in which hyphens mean nothing: {@code 65000010-001}. */
    WITHOUT_HYPHENS;

    private static final int BEFORE_FIRST_YEAR = 1911;

    /** The text as SQL reads it for {@code type}, or null when it is none. */
    @Nullable String read(String text, ColumnType type) {
        try {
            return switch (this) {
                case PLAIN -> plain(text, type);
                case ROC_MONTH ->
                    digits(text, 4, 5) ? date(year(text, 2) + BEFORE_FIRST_YEAR, number(text, 2, 0), 1) : null;
                case ROC_DATE ->
                    digits(text, 7, 7)
                            ? date(year(text, 4) + BEFORE_FIRST_YEAR, number(text, 4, 2), number(text, 2, 0))
                            : null;
                case ROC_YEAR ->
                    digits(text, 2, 3) ? Integer.toString(Integer.parseInt(text) + BEFORE_FIRST_YEAR) : null;
                case ROC -> roc(text, type);
                case ROC_SCHOOL_YEAR -> schoolYear(text);
                case COMPACT_DATE ->
                    digits(text, 8, 8) ? date(year(text, 4), number(text, 4, 2), number(text, 2, 0)) : null;
                case COMPACT_TIME -> digits(text, 1, 6) ? time(Integer.parseInt(text)) : null;
                case WITHOUT_HYPHENS -> text.replace("-", "");
            };
        } catch (DateTimeException e) {
            return null; // 29 February of a year that has none
        }
    }

    private static @Nullable String plain(String text, ColumnType type) {
        return switch (type.kind()) {
            case TEXT -> text;
            case INTEGER -> Numbers.isInteger(text) ? text : null;
            case DECIMAL -> Numbers.isDecimal(text, type.precision(), type.scale()) ? text : null;
            case YEAR -> digits(text, 4, 4) ? text : null;
            case MONTH -> text.length() == 7 ? LocalDate.parse(text + "-01").toString() : null;
            case DATE -> LocalDate.parse(text).toString();
            case TIME -> LocalTime.parse(text).toString();
            case BOOLEAN -> text.equals("true") || text.equals("false") ? text : null;
        };
    }

    private static @Nullable String roc(String text, ColumnType type) {
        RocDate date = RocDate.parse(text);
        if (date == null) {
            return null;
        }
        RocDate.Precision needed = switch (type.kind()) {
            case DATE -> RocDate.Precision.DAY;
            case MONTH -> RocDate.Precision.MONTH;
            case YEAR -> RocDate.Precision.YEAR;
            default -> date.precision();
        };
        if (date.precision() != needed) {
            return null;
        }
        return type.kind() == ColumnType.Kind.MONTH ? date.first().toString() : date.text();
    }

    private static @Nullable String schoolYear(String text) {
        RocDate date = RocDate.parse(text);
        if (date == null || (date.precision() != RocDate.Precision.SCHOOL_YEAR && !digits(text, 2, 3))) {
            return null;
        }
        return Integer.toString(date.first().getYear());
    }

    private static boolean digits(String text, int shortest, int longest) {
        if (text.length() < shortest || text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The year before the last {@code rest} digits. */
    private static int year(String text, int rest) {
        return Integer.parseInt(text, 0, text.length() - rest, 10);
    }

    private static int number(String text, int fromEnd, int toEnd) {
        return Integer.parseInt(text, text.length() - fromEnd, text.length() - toEnd, 10);
    }

    private static String date(int year, int month, int day) {
        return LocalDate.of(year, month, day).toString();
    }

    private static String time(int digits) {
        return "%tT".formatted(LocalTime.of(digits / 10_000, digits / 100 % 100, digits % 100));
    }
}
