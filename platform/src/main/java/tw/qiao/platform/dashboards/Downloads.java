package tw.qiao.platform.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.platform.site.Page;

/** Writes a board's tables for spreadsheets; what is not told on the page is not in the file either. */
record Downloads(Page page, String place, List<String> states, List<String> sources) {
    /** The files of a board of places. */
    static Optional<byte[]> csv(BoardPage board, Page page, String name) {
        var downloads = new Downloads(page, board.placeName(), board.stamps(), board.sources());
        for (BoardPage.PlaceTable table : board.tables()) {
            if (table.name().equals(name)) {
                return Optional.of(downloads.places(board, table));
            }
        }
        return downloads.csv(board.charts(), name);
    }

    /** One of the charts that have figures; empty where none has this name. */
    Optional<byte[]> csv(List<Chart> charts, String name) {
        return charts.stream()
                .filter(chart -> chart.name().equals(name) && chart.hasFigures())
                .findFirst()
                .map(this::chart);
    }

    private byte[] places(BoardPage board, BoardPage.PlaceTable table) {
        var rows = new ArrayList<List<Cell>>();
        rows.add(header("code", "place", "year", "measure", "value", "remark", "unit", "state", "source"));
        for (BoardPage.Line line : table.lines()) {
            rows.add(List.of(
                    text(line.code()),
                    text(line.name()),
                    text(board.chosen("time")),
                    text(board.measure()),
                    value(line.cell()),
                    remark(line.cell()),
                    text(board.unit()),
                    text(String.join(" ", states)),
                    text(String.join(" ", sources))));
        }
        return CsvFormat.file(rows);
    }

    private byte[] chart(Chart chart) {
        var rows = new ArrayList<List<Cell>>();
        rows.add(Stream.concat(
                        Stream.of(text(chart.rowName())),
                        header("series", "place", "value", "remark", "unit", "state", "source").stream())
                .toList());
        for (int row = 0; row < chart.rows().size(); row++) {
            for (Chart.Series series : chart.series()) {
                Cell cell = series.cells().get(row);
                rows.add(List.of(
                        text(chart.rows().get(row)),
                        text(series.name()),
                        text(place),
                        value(cell),
                        remark(cell),
                        text(chart.unit()),
                        text(String.join(" ", states)),
                        text(String.join(" ", sources))));
            }
        }
        return CsvFormat.file(rows);
    }

    private List<Cell> header(String... columns) {
        return Stream.of(columns)
                .map(column -> text(page.text("dashboards.column." + column)))
                .toList();
    }

    private static Cell text(String words) {
        return new Cell.Text(words);
    }

    private static Cell value(Cell cell) {
        return cell instanceof Cell.Figure ? cell : text("");
    }

    private Cell remark(Cell cell) {
        return text(
                switch (cell) {
                    case Cell.Figure _, Cell.Text _ -> "";
                    case Cell.Suppressed _ -> page.text("dashboards.untold");
                    case Cell.Missing _ -> page.text("dashboards.unknown");
                });
    }
}
