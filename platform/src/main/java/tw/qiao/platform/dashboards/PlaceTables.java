package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.platform.dashboards.BoardPage.Line;
import tw.qiao.platform.dashboards.BoardPage.PlaceTable;
import tw.qiao.platform.site.Page;

/**
 * The tables of the places that a page shows, and those of its map.
 *
 * @param links where the place of a code is shown; empty when it is not
 */
record PlaceTables(
        Board board, Choice choice, Page page, Places places, PlaceFigures figures, UnaryOperator<String> links) {
    /** The places that the map shows. */
    List<Line> mapped() {
        List<Place> shown = board.depth() == Board.Depth.COUNTY
                ? places.counties()
                : places.townships(places.place(choice.place()).county());
        return lines(shown.stream().map(Place::code).toList());
    }

    /** The villages, or cells, of the chosen township. */
    List<Line> villages() {
        return lines(figures.villages(choice.place()));
    }

    /** The tables of places: below a county or the country its parts, below a township its villages. */
    List<PlaceTable> tables() {
        var tables = new ArrayList<PlaceTable>();
        if (places.place(choice.place()).isCountry()) {
            tables.add(table(
                    "counties", places.counties().stream().map(Place::code).toList()));
        }
        if (board.goesBelowTownships() && places.place(choice.place()).isTownship()) {
            String parts = board.depth() == Board.Depth.CELL ? "cells" : "villages";
            tables.add(table(parts, figures.villages(choice.place())));
        }
        if (board.depth() != Board.Depth.COUNTY) {
            tables.add(table(
                    "townships",
                    places.townships(places.place(choice.place()).county()).stream()
                            .map(Place::code)
                            .toList()));
        } else if (tables.isEmpty()) {
            tables.add(table(
                    "counties", places.counties().stream().map(Place::code).toList()));
        }
        return tables;
    }

    private PlaceTable table(String name, List<String> codes) {
        List<Line> lines = lines(codes);
        return new PlaceTable(name, page.text("dashboards.table." + name, lines.size()), lines);
    }

    /** The largest first; what is not told or known comes last. */
    private List<Line> lines(List<String> codes) {
        return codes.stream()
                .map(code -> new Line(code, lineName(code), figures.cell(code, choice.measure()), links.apply(code)))
                .sorted(Comparator.comparing((Line line) -> !(line.cell() instanceof Cell.Figure))
                        .thenComparing(line -> size(line.cell()), Comparator.reverseOrder())
                        .thenComparing(Line::code))
                .toList();
    }

    private static BigDecimal size(Cell cell) {
        return cell instanceof Cell.Figure(var value) ? value : BigDecimal.ZERO;
    }

    private String lineName(String code) {
        int slash = code.indexOf('/');
        if (slash >= 0) {
            return code.substring(slash + 1);
        }
        return choice.place().isEmpty() ? places.fullName(code) : places.name(code);
    }
}
