package tw.qiao.platform.dashboards;

import java.util.List;
import tw.qiao.platform.dashboards.FigureSource.TwoYearEnds;

/**
 * A board: of all places of one year some measures, on a map and in tables, over the years, and by panels. Its texts
 * are those below {@code dashboards.NAME}.
 *
 * @param name in the address
 * @param root the code of all its places together: empty for the country
 * @param depth down to where it goes
 * @param tables what it reads, in the order of their sources' names on the page
 * @param sources the first says which places there are
 */
record Board(
        String name,
        String root,
        Depth depth,
        List<String> tables,
        Years years,
        List<FigureSource> sources,
        List<Measure> measures,
        List<Panel> panels) {
    /** The smallest places. */
    enum Depth {
        COUNTY,
        TOWNSHIP,
        VILLAGE,
        /** Cells of H3's grid, each in the township of its centre. */
        CELL
    }

    /** Whether it shows what townships consist of. */
    boolean goesBelowTownships() {
        return depth == Depth.VILLAGE || depth == Depth.CELL;
    }

    /** The figures of all places in a year. */
    PlaceFigures figures(Asking asking, String year) {
        return sources.stream()
                .map(source -> source.of(asking, year))
                .reduce(PlaceFigures::with)
                .orElseThrow();
    }

    /** The years at whose end nobody was counted, of those that a measure of a year needs. */
    List<String> absentEnds(Asking asking, String year, Measure measure) {
        return sources.stream()
                .filter(TwoYearEnds.class::isInstance)
                .map(TwoYearEnds.class::cast)
                .filter(ends -> measure.needs().contains(ends.figure()))
                .flatMap(ends -> ends.absent(asking, year).stream())
                .toList();
    }

    /** Whether the board can be about a place. */
    boolean covers(String code) {
        boolean deep = code.length() <= 5 || goesBelowTownships() || (depth == Depth.TOWNSHIP && root.isEmpty());
        return deep && code.startsWith(root) && Places.exists(code);
    }
}
