package tw.qiao.platform.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.Page;

/**
 * A board of somebody's own in the words of a page.
 *
 * @param editions all of its editions, the newest first
 * @param mine whether who looks at it may withdraw it
 */
public record OwnBoardPage(Page page, OwnBoard board, List<OwnBoard.EditionLine> editions, boolean mine) {
    private static final String NAME = "figures";

    /** The chart and its table. */
    public Chart chart() {
        List<List<Cell>> rows = board.edition().result().rows();
        var series = new ArrayList<Chart.Series>();
        for (int column = 1; column < board.headings().size(); column++) {
            int which = column;
            series.add(new Chart.Series(
                    board.headings().get(column),
                    rows.stream().map(row -> row.get(which)).toList()));
        }
        return new Chart(
                NAME,
                board.kind(),
                series.size() == 1 ? series.getFirst().name() : board.title(),
                board.unit(),
                board.headings().getFirst(),
                rows.stream().map(row -> name(row.getFirst())).toList(),
                series,
                "");
    }

    /** What stands in the first column; years are names here, without separators. */
    public static String name(Cell cell) {
        return cell instanceof Cell.Figure(var value) ? value.toPlainString() : Numbers.words(cell);
    }

    /** Whether a later edition has taken the place of this one. */
    public boolean isReplaced() {
        return board.edition().number() < editions.getFirst().number();
    }

    /** Why it does not keep up any more; empty when it does, or never did. */
    public String fault() {
        return board.fault().isEmpty()
                ? ""
                : page.textOr("dashboards.own.fault." + board.fault(), page.text("dashboards.own.stopped.other"));
    }

    /** Whether any figure is kept secret. */
    public boolean hidesSome() {
        return board.edition().result().rows().stream()
                .flatMap(List::stream)
                .anyMatch(Cell.Suppressed.class::isInstance);
    }

    /** What the script draws, as JSON that is safe inside a script element. */
    public String chartData() {
        ObjectNode data = CanonicalJson.MAPPER.createObjectNode();
        new Drawing(page, false).charts(data, List.of(chart()));
        return CanonicalJson.MAPPER.writeValueAsString(data).replace("<", "\\u003c");
    }

    /** The table as a file: each row says whence its figures are, and how old. */
    byte[] csv() {
        Chart chart = chart();
        Stream<String> told = Stream.of("unit", "state", "source").map(name -> page.text("dashboards.column." + name));
        var rows = new ArrayList<List<Cell>>();
        rows.add(texts(Stream.concat(board.headings().stream(), told)));
        String state = String.join(" ", board.edition().result().provenance().tables());
        for (int row = 0; row < chart.rows().size(); row++) {
            var cells = new ArrayList<>(texts(Stream.of(chart.rows().get(row))));
            for (Chart.Series series : chart.series()) {
                cells.add(series.cells().get(row));
            }
            cells.addAll(texts(Stream.of(board.unit(), state, board.source())));
            rows.add(cells);
        }
        return CsvFormat.file(rows);
    }

    private static List<Cell> texts(Stream<String> words) {
        return words.<Cell>map(Cell.Text::new).toList();
    }
}
