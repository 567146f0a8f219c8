package tw.qiao.platform.dashboards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.platform.site.Page;

/** Writes a board's tables for spreadsheets; what is not told on the page is not in the file either. */
record Downloads(BoardPage board, Page page) {
    Optional<Csv> csv(String name) {
        for (BoardPage.PlaceTable table : board.tables()) {
            if (table.name().equals(name)) {
                return Optional.of(places(table));
            }
        }
        return board.charts().stream()
                .filter(chart -> chart.name().equals(name) && chart.hasFigures())
                .findFirst()
                .map(this::chart);
    }

    private Csv places(BoardPage.PlaceTable table) {
        var csv = new Csv();
        csv.row(header("code", "place", "year", "measure", "value", "remark", "unit", "state", "source"));
        for (BoardPage.Line line : table.lines()) {
            csv.row(Arrays.asList(
                    line.code(),
                    line.name(),
                    board.chosen("time"),
                    board.measure(),
                    value(line.cell()),
                    remark(line.cell()),
                    board.unit(),
                    String.join(" ", board.stamps()),
                    String.join(" ", board.sources())));
        }
        return csv;
    }

    private Csv chart(Chart chart) {
        var csv = new Csv();
        var header = new ArrayList<Object>();
        header.add(chart.rowName());
        header.addAll(header("series", "place", "value", "remark", "unit", "state", "source"));
        csv.row(header);
        for (int row = 0; row < chart.rows().size(); row++) {
            for (Chart.Series series : chart.series()) {
                Cell cell = series.cells().get(row);
                csv.row(Arrays.asList(
                        chart.rows().get(row),
                        series.name(),
                        board.placeName(),
                        value(cell),
                        remark(cell),
                        chart.unit(),
                        String.join(" ", board.stamps()),
                        String.join(" ", board.sources())));
            }
        }
        return csv;
    }

    private List<Object> header(String... columns) {
        return new ArrayList<>(Arrays.stream(columns)
                .map(column -> page.text("dashboards.column." + column))
                .toList());
    }

    private static Object value(Cell cell) {
        return cell instanceof Cell.Figure(var value) ? value : "";
    }

    private String remark(Cell cell) {
        return switch (cell) {
            case Cell.Figure _, Cell.Text _ -> "";
            case Cell.Suppressed _ -> page.text("dashboards.untold");
            case Cell.Missing _ -> page.text("dashboards.unknown");
        };
    }
}
