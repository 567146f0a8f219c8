package tw.qiao.platform.dashboards;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.platform.dashboards.BoardPage.Line;

/**
 * What the map of a board shows.
 *
 * @param shapes which boundaries: {@code counties}, {@code townships} or {@code villages}
 * @param within how the codes of the boundaries begin: those of a county or a township, or empty for the country
 * @param places whose codes are those of their boundaries
 * @param unshaped the names of the places that have no boundary
 * @param changed the names of those that were merged or split between the year and the day of the boundaries
 * @param spare how many boundaries belong to no place of the year
 * @param drawn the day whose boundaries are drawn
 */
public record MapView(
        String shapes,
        String within,
        List<Line> places,
        List<String> unshaped,
        List<String> changed,
        int spare,
        LocalDate drawn) {
    static MapView of(Board board, Choice choice, PlaceTables tables) {
        var chosen = new Place(choice.place(), "");
        if (board.depth() == Board.Depth.VILLAGE && chosen.isTownship()) {
            return villages(choice, tables);
        }
        boolean ofCounties = board.depth() == Board.Depth.COUNTY;
        return new MapView(
                ofCounties ? "counties" : "townships",
                ofCounties ? "" : chosen.county(),
                tables.mapped(),
                List.of(),
                List.of(),
                0,
                drawn(ofCounties ? "county" : "township", choice.year()));
    }

    private static MapView villages(Choice choice, PlaceTables tables) {
        var boundaries = new VillageBoundaries(choice.place(), choice.year());
        var places = new ArrayList<Line>();
        var unshaped = new ArrayList<String>();
        var used = new HashSet<String>();
        for (Line line : tables.villages()) {
            boundaries
                    .shape(line.name())
                    .filter(used::add) // a village that got another name in the year has two figures
                    .ifPresentOrElse(
                            code -> places.add(new Line(code, line.name(), line.cell(), "")),
                            () -> unshaped.add(line.name()));
        }
        List<String> changed = places.stream()
                .filter(place -> boundaries.hasChanged(place.code()))
                .map(Line::name)
                .toList();
        int spare = (int) VillageBoundaries.shapesOf(choice.place()).stream()
                .filter(code -> !used.contains(code))
                .count();
        return new MapView(
                "villages", choice.place(), places, unshaped, changed, spare, drawn("village", choice.year()));
    }

    private static LocalDate drawn(String level, String year) {
        return AtlasEdition.of(level, LocalDate.of(Integer.parseInt(year), 12, 31))
                .drawn();
    }

    /** Whether some place's figure is not told. */
    public boolean hides() {
        return places.stream().map(Line::cell).anyMatch(Cell.Suppressed.class::isInstance);
    }

    /** Whether some place's figure is not known. */
    public boolean misses() {
        return places.stream().map(Line::cell).anyMatch(Cell.Missing.class::isInstance);
    }
}
