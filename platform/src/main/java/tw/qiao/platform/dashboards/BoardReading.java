package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.dashboards.Panel.PlaceSteps;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.warehouse.PublicFigures;

/** Reads boards from the warehouse, each figure once for each state of its tables. */
@Component
class BoardReading {
    private final PublicFigures figures;
    private final KeptFigures kept;

    BoardReading(PublicFigures figures, KeptFigures kept) {
        this.figures = figures;
        this.kept = kept;
    }

    /** The page of a board for what an address says. */
    BoardPage page(Board board, Map<String, String> parameters, Page page, InputErrors errors) {
        Chosen chosen = chosen(board, parameters, page, errors);
        return new BoardPage(board, chosen.choice(), chosen.states(), page, chosen.read());
    }

    /** The cells of all places for what an address says. */
    CellFigures cells(Board board, Map<String, String> parameters, Page page, InputErrors errors) {
        Chosen chosen = chosen(board, parameters, page, errors);
        return new CellFigures(
                chosen.read().figures(chosen.choice().year()), chosen.choice().measure());
    }

    private Chosen chosen(Board board, Map<String, String> parameters, Page page, InputErrors errors) {
        States states = states(board, parameters.getOrDefault("at", ""), page, errors);
        var asking = new Asking(figures, states, kept);
        List<String> years = years(board, asking);
        if (years.isEmpty()) {
            throw Problem.unavailable("figures_missing", "The board " + board.name() + " has no whole year yet");
        }
        Choice choice = Choice.read(parameters, board, years, page, errors);
        var read = new Read(board, asking, page.isEnglish() ? Language.ENGLISH : Language.CHINESE);
        return new Chosen(choice, states, read);
    }

    /** What an address chooses, and where it is read. */
    private record Chosen(Choice choice, States states, Read read) {}

    /** Reads all years of a board as its tables are now, so that nobody waits for them. */
    void ahead(Board board) {
        var asking = new Asking(figures, States.now(board.tables(), figures), kept);
        var read = new Read(board, asking, Language.CHINESE);
        years(board, asking).forEach(read::figures);
    }

    private List<String> years(Board board, Asking asking) {
        return kept.get(
                List.of(board.name(), "years", asking.states().text()),
                () -> board.years().list(asking));
    }

    private States states(Board board, String cited, Page page, InputErrors errors) {
        if (!cited.isEmpty()) {
            Optional<States> states = States.cited(cited, board.tables(), figures);
            if (states.isPresent()) {
                return states.get();
            }
            errors.add("at", page.text("dashboards.error.at"));
        }
        return States.now(board.tables(), figures);
    }

    /** What one page reads. */
    final class Read {
        private final Board board;
        private final Asking asking;
        private final Language language;

        private Read(Board board, Asking asking, Language language) {
            this.board = board;
            this.asking = asking;
            this.language = language;
        }

        /** The figures of all places in a year. */
        PlaceFigures figures(String year) {
            return kept.get(
                    List.of(board.name(), "places", year, asking.states().text()), () -> board.figures(asking, year));
        }

        /** The years at whose end nobody was counted, of those that a measure of a year needs. */
        List<String> absentEnds(String year, Measure measure) {
            return board.absentEnds(asking, year, measure);
        }

        /** One figure of a panel for all places. */
        Map<String, PlaceSteps> steps(Panel panel, String figure, String year) {
            var key = Stream.of(
                            board.name(), panel.name(), figure, panel.month().orElse(year), language)
                    .map(Object::toString)
                    .toList();
            return kept.get(
                    Stream.concat(key.stream(), Stream.of(asking.states().text()))
                            .map(Object.class::cast)
                            .toList(),
                    () -> panel.ask(asking, figure, year, language));
        }
    }
}
