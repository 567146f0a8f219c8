package tw.qiao.analytics.proposals;

import java.util.Map;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.recipes.CellReader;
import tw.qiao.analytics.recipes.Format;
import tw.qiao.analytics.recipes.Tally;

/** How a column is written and what it becomes, as a person chooses it. */
public enum Written {
    TEXT("text", Format.PLAIN),
    INTEGER("integer", Format.PLAIN),
    DECIMAL_2("decimal(18,2)", Format.PLAIN),
    DECIMAL_4("decimal(18,4)", Format.PLAIN),
    DECIMAL_8("decimal(24,8)", Format.PLAIN),
    /** {@code 2024-12-31}. */
    DATE("date", Format.PLAIN),
    /** {@code 20241231}. */
    DATE_COMPACT("date", Format.COMPACT_DATE),
    /** {@code 113/12/31}, {@code 1131231}, {@code 民國113年12月31日}. */
    DATE_ROC("date", Format.ROC),
    /** {@code 2024-12}. */
    MONTH("month", Format.PLAIN),
    /** {@code 11312}, {@code 113/12}, {@code 113年12月}. */
    MONTH_ROC("month", Format.ROC),
    YEAR("year", Format.PLAIN),
    /** {@code 113}, {@code 113年度}. */
    YEAR_ROC("year", Format.ROC),
    /** {@code 113學年度}. */
    SCHOOL_YEAR_ROC("year", Format.ROC_SCHOOL_YEAR),
    /** {@code 03:35:00}. */
    TIME("time", Format.PLAIN),
    /** {@code 033500}. */
    TIME_COMPACT("time", Format.COMPACT_TIME);

    private final String type;
    private final Format format;

    Written(String type, Format format) {
        this.type = type;
        this.format = format;
    }

    /** The type as a dictionary calls it. */
    String type() {
        return type;
    }

    /** The type as SQL calls it. */
    public String sql() {
        return ColumnType.parse(type).sql();
    }

    Format format() {
        return format;
    }

    /** Which period its values name, as a dictionary calls it. */
    String period() {
        return switch (this) {
            case DATE, DATE_COMPACT, DATE_ROC -> "day";
            case MONTH, MONTH_ROC -> "month";
            case YEAR, YEAR_ROC -> "calendar_year";
            case SCHOOL_YEAR_ROC -> "school_year";
            default -> "none";
        };
    }

    /** Whether {@code cell} is a value written so. */
    boolean reads(String cell) {
        return new CellReader(ColumnType.parse(type), format, Map.of(), false, new Tally()).read(cell) != null;
    }
}
