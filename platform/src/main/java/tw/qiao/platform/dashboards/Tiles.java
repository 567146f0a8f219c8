package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.platform.site.Page;

/** The figure tiles of a board: each measure of the place in the year. */
record Tiles(Board board, Choice choice, Page page, BoardReading.Read read) {
    List<Tile> all() {
        return board.measures().stream()
                .map(measure -> new Tile(
                        text("measure", measure),
                        Numbers.words(cell(choice.year(), measure)),
                        text("unit", measure),
                        change(measure)))
                .toList();
    }

    /** Why there is no figure: the population at the end of a year is not there. */
    Optional<String> absence(Measure measure) {
        if (cell(choice.year(), measure) instanceof Cell.Figure) {
            return Optional.empty();
        }
        List<String> ends = read.absentEnds(choice.year(), measure).stream()
                .map(year -> page.text("dashboards.absent.end", Charts.yearWords(page, year)))
                .toList();
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(page.text("dashboards.absent", String.join(page.text("dashboards.and"), ends)));
    }

    private String change(Measure measure) {
        if (!(cell(choice.year(), measure) instanceof Cell.Figure(var now))) {
            return absence(measure).orElse("");
        }
        return choice.yearBefore()
                .flatMap(before -> cell(before, measure) instanceof Cell.Figure(var old)
                        ? Optional.of(page.text("dashboards.change", Numbers.signed(now.subtract(old))))
                        : Optional.empty())
                .orElseGet(() -> page.text("dashboards.change.unknown"));
    }

    private Cell cell(String year, Measure measure) {
        return read.figures(year).cell(choice.place(), measure);
    }

    private String text(String kind, Measure measure) {
        return page.text("dashboards." + board.name() + "." + kind + "." + measure.name());
    }
}
