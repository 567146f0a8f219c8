package tw.qiao.analytics.cubes;

import java.util.List;
import tw.qiao.analytics.egress.Cell;

/**
 * An answer as a table with two heads (交叉表), for those who lay it out.
 *
 * @param parts the levels whose values name the rows, in the order of their labels
 */
public record Grid(List<Part> parts, List<Column> columns, List<Row> rows) {
    /** A level of a dimension. */
    public record Part(String dimension, Level level) {}

    /** What a column says of a measure. */
    public enum Aspect {
        FIGURE,
        BEFORE,
        CHANGE,
        CHANGE_PERCENT
    }

    /**
     * A column of figures.
     *
     * @param keys those of the pivoted dimension, empty texts where it is a total; none when nothing is pivoted
     * @param labels what they are called
     */
    public record Column(List<String> keys, List<String> labels, Measure measure, Aspect aspect) {
        /** Whether it sums up others. */
        public boolean isTotal() {
            return keys.contains(Level.ALL);
        }
    }

    /**
     * A row.
     *
     * @param keys one for each part; empty texts where it is a total
     * @param labels what they are called
     * @param cells one for each column
     */
    public record Row(List<String> keys, List<String> labels, List<Cell> cells) {
        /** Whether it sums up others. */
        public boolean isTotal() {
            return keys.contains(Level.ALL);
        }

        /** Whether it sums up all others. */
        public boolean isOfAll() {
            return !keys.isEmpty() && keys.stream().allMatch(Level.ALL::equals);
        }

        /** Whether no figure in it says that there is anything. */
        public boolean isEmpty() {
            return cells.stream().allMatch(cell -> switch (cell) {
                case Cell.Missing _ -> true;
                case Cell.Figure(var value) -> value.signum() == 0;
                default -> false;
            });
        }
    }

    /** Whether anything is not told. */
    public boolean hidesAnything() {
        return rows.stream().anyMatch(row -> row.cells().stream().anyMatch(Cell.Suppressed.class::isInstance));
    }
}
