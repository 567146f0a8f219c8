package tw.qiao.platform.cubes;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.Grid;
import tw.qiao.analytics.egress.Cell;

/** An answer laid out as a view wants it (交叉表). */
public final class Pivot {
    private static final int PAGE = 100;
    private static final int MOST_COLUMNS = 120;

    private final View view;
    private final CubeAnswer answer;
    private final List<Grid.Row> rows;

    Pivot(View view, CubeAnswer answer) {
        this.view = view;
        this.answer = answer;
        this.rows = answer.grid().rows().stream()
                .filter(row -> !view.filled() || !row.isEmpty())
                .sorted(order())
                .toList();
    }

    private boolean isSorted() {
        return view.sort() >= 0 && view.sort() < columns().size();
    }

    /** Totals stay last, and what is not told comes after what is, either way. */
    private Comparator<Grid.Row> order() {
        if (!isSorted()) {
            return (_, _) -> 0;
        }
        Comparator<Cell> size =
                Comparator.comparing(cell -> cell instanceof Cell.Figure(var value) ? value : BigDecimal.ZERO);
        Comparator<Cell> order = Comparator.<Cell, Boolean>comparing(cell -> !(cell instanceof Cell.Figure))
                .thenComparing(view.descending() ? size.reversed() : size);
        return Comparator.comparing(Grid.Row::isTotal)
                .thenComparing(row -> row.cells().get(view.sort()), order);
    }

    /** The answer as it came. */
    public CubeAnswer answer() {
        return answer;
    }

    /** The levels that name the rows. */
    public List<Grid.Part> parts() {
        return answer.grid().parts();
    }

    /** The columns with figures, no more than fit a page. */
    public List<Grid.Column> columns() {
        return answer.grid().columns().stream().limit(MOST_COLUMNS).toList();
    }

    /** How many columns do not fit. */
    public int furtherColumns() {
        return answer.grid().columns().size() - columns().size();
    }

    /** The columns of one value. */
    public record Group(String label, int span) {}

    /** The values that became columns; none when nothing is pivoted. */
    public List<Group> groups() {
        var groups = new ArrayList<Group>();
        List<String> current = List.of();
        for (Grid.Column column : columns()) {
            if (!column.keys().isEmpty() && column.keys().equals(current)) {
                Group last = groups.removeLast();
                groups.add(new Group(last.label(), last.span() + 1));
            } else if (!column.keys().isEmpty()) {
                current = column.keys();
                groups.add(new Group(
                        String.join(" ", column.labels().stream().distinct().toList()), 1));
            }
        }
        return groups;
    }

    /** All rows that are shown on some page. */
    public int total() {
        return rows.size();
    }

    /** The number of the page. */
    public int page() {
        return Math.clamp(view.page(), 1, last());
    }

    /** The number of the last page. */
    public int last() {
        return Math.max(1, Math.ceilDiv(rows.size(), PAGE));
    }

    /** The rows of the page. */
    public List<Grid.Row> rows() {
        return rows.stream().skip((page() - 1L) * PAGE).limit(PAGE).toList();
    }

    List<Grid.Row> allRows() {
        return rows;
    }

    /** Whether anything is not told. */
    public boolean hidesAnything() {
        return answer.grid().hidesAnything();
    }

    /** Where the name of a row's part leads: one level down; empty when nowhere. */
    public String down(Grid.Row row, int part) {
        return new Steps(view).down(answer.grid(), row, part).map(View::address).orElse("");
    }

    /** Where the name of a column leads: to the rows in its order. */
    public String sorted(int column) {
        boolean down = view.sort() != column || !view.descending();
        return view.sorted(column, down).address();
    }

    /** What a column is for {@code aria-sort}. */
    public String direction(int column) {
        return view.sort() != column ? "none" : view.descending() ? "descending" : "ascending";
    }

    /** Where the number of another page goes. */
    public String paged() {
        return view.onPage(1).address() + "&page=";
    }

    /** Whether a cell is not told. */
    public boolean isUntold(Cell cell) {
        return cell instanceof Cell.Suppressed;
    }

    /** A cell as people read it. */
    public String text(Grid.Row row, int column) {
        Grid.Aspect aspect = columns().get(column).aspect();
        boolean change = aspect == Grid.Aspect.CHANGE || aspect == Grid.Aspect.CHANGE_PERCENT;
        return switch (row.cells().get(column)) {
            case Cell.Figure(var value) ->
                (change && value.signum() > 0 ? "+" : "")
                        + formatted(value)
                        + (aspect == Grid.Aspect.CHANGE_PERCENT ? "%" : "");
            case Cell.Text(String text) -> text;
            case Cell.Missing _ -> "–";
            case Cell.Suppressed _ -> "*";
        };
    }

    private static String formatted(BigDecimal value) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(Math.max(0, value.scale()));
        format.setMaximumFractionDigits(Math.max(0, value.scale()));
        return format.format(value).replace('-', '−');
    }

    /** The chart's data for the script; empty when there is nothing to draw. */
    public String chart() {
        return Drawing.of(this);
    }

    boolean isOverTime() {
        return !parts().isEmpty() && parts().getLast().level().time().isPresent();
    }
}
