package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.Locale;
import tw.qiao.analytics.egress.Cell;

/**
 * A chart and, with the same figures, its table.
 *
 * @param name in addresses and ids
 * @param rowName what the rows are parted by, such as the month
 * @param note why there is nothing to show; empty when there is
 */
public record Chart(
        String name,
        Kind kind,
        String title,
        String unit,
        String rowName,
        List<String> rows,
        List<Series> series,
        String note) {
    /** How it is drawn. */
    public enum Kind {
        LINE,
        COLUMNS,
        BARS,
        PYRAMID
    }

    /** The figures of one line or colour, one for each row. */
    public record Series(String name, List<Cell> cells) {}

    /** Whether there are figures. */
    public boolean hasFigures() {
        return note.isEmpty();
    }

    /** A figure as people read it; a sign where it is not told. */
    public static String words(Cell cell) {
        return Numbers.words(cell);
    }

    /** The kind as the script and the style sheet name it. */
    public String form() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
