package tw.qiao.platform.cubes;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import tw.qiao.analytics.cubes.AnswerTime;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.Grid;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.analytics.cubes.Title;
import tw.qiao.analytics.egress.Cell;

/** An answer laid out as a view wants it (交叉表). */
public final class Pivot {
    private static final int PAGE = 100;
    private static final int MOST_COLUMNS = 120;

    private final View view;
    private final CubeAnswer answer;
    private final AnswerTime time;
    private final Language language;
    private final List<Grid.Row> rows;

    Pivot(View view, CubeAnswer answer, AnswerTime time, Language language) {
        this.view = view;
        this.answer = answer;
        this.time = time;
        this.language = language;
        this.rows = answer.grid().rows().stream()
                .filter(row -> !row.isOfAll())
                .filter(row -> !view.filled() || !row.isEmpty())
                .sorted(order())
                .toList();
    }

    private boolean isSorted() {
        return view.sort() >= 0 && view.sort() < answer.grid().columns().size();
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

    /** In what the figures are counted. */
    public Title units() {
        return Units.of(view.cube(), view.measures());
    }

    /** Of which time the figures are. */
    public AnswerTime time() {
        return time;
    }

    /**
     * A column with figures.
     *
     * @param place where its cells stand in a row
     */
    public record Head(int place, Grid.Column column) {}

    /** The columns with figures, no more than fit a page: totals come first, where eyes find them. */
    public List<Head> columns() {
        List<Grid.Column> columns = answer.grid().columns();
        return IntStream.range(0, columns.size())
                .mapToObj(place -> new Head(place, columns.get(place)))
                .sorted(Comparator.comparing(head -> !head.column().isTotal()))
                .limit(MOST_COLUMNS)
                .toList();
    }

    /** How many columns do not fit. */
    public int furtherColumns() {
        return Math.max(0, answer.grid().columns().size() - MOST_COLUMNS);
    }

    /** The columns of one value. */
    public record Group(String label, int span) {}

    /** The values that became columns; none when nothing is pivoted. */
    public List<Group> groups() {
        var groups = new ArrayList<Group>();
        List<String> current = List.of();
        for (Head head : columns()) {
            List<String> keys = head.column().keys();
            if (!keys.isEmpty() && keys.equals(current)) {
                Group last = groups.removeLast();
                groups.add(new Group(last.label(), last.span() + 1));
            } else if (!keys.isEmpty()) {
                current = keys;
                groups.add(new Group(label(head.column()), 1));
            }
        }
        return groups;
    }

    /** What the values of a column are called, and what is there of their time. */
    String label(Grid.Column column) {
        String label = String.join(" ", column.labels().stream().distinct().toList());
        return view.column()
                .map(axis -> view.cube().dimension(axis.dimension()).level(axis.level()))
                .map(level -> marked(label, level, column.keys().getLast()))
                .orElse(label);
    }

    /** What a row's part is called, and what is there of its time. */
    public String label(Grid.Row row, int part) {
        return marked(
                row.labels().get(part), parts().get(part).level(), row.keys().get(part));
    }

    private String marked(String label, Level level, String key) {
        return time.mark(level, key)
                .map(mark -> label + (language == Language.CHINESE ? TimeMarks.chinese(mark) : TimeMarks.english(mark)))
                .orElse(label);
    }

    /** The row of all together, which each page shows; empty where none was asked for. */
    public Optional<Grid.Row> whole() {
        return answer.grid().rows().stream().filter(Grid.Row::isOfAll).findFirst();
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
        Grid.Aspect aspect = answer.grid().columns().get(column).aspect();
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
        return Drawing.of(this, language);
    }

    boolean isOverTime() {
        return !parts().isEmpty() && parts().getLast().level().time().isPresent();
    }
}
