package tw.qiao.platform.dashboards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Period;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;

/** Where the figures of all places of a year come from. */
interface FigureSource {
    PlaceFigures of(Asking asking, String year);

    /**
     * A cube, asked once for all levels of places, so that its egress gate sees all totals together.
     *
     * @param root the code of all places together
     */
    record OfCube(String cube, String dimension, List<String> levels, String root, List<String> figures)
            implements FigureSource {
        @Override
        public PlaceFigures of(Asking asking, String year) {
            return during(asking, Period.between(year, year));
        }

        PlaceFigures during(Asking asking, Period period) {
            var query = CubeQuery.of(figures.toArray(String[]::new))
                    .by(dimension, levels.getLast())
                    .during(period)
                    .totalling(dimension);
            return PlaceFigures.of(asking.cube(cube, query, Language.CHINESE), root, levels, figures);
        }
    }

    /** The population at the ends of a year and of the year before, summed up, for rates by the mean of both (年中人口). */
    record TwoYearEnds(String figure) implements FigureSource {
        private static final String PEOPLE = "people";
        private static final OfCube POPULATION =
                new OfCube("population", "place", List.of("county", "township", "village"), "", List.of(PEOPLE));

        @Override
        public PlaceFigures of(Asking asking, String year) {
            PlaceFigures end = december(asking, Integer.parseInt(year));
            PlaceFigures before = december(asking, Integer.parseInt(year) - 1);
            var sums = new LinkedHashMap<String, List<Cell>>();
            end.byPlace()
                    .keySet()
                    .forEach(place ->
                            sums.put(place, List.of(Cells.plus(end.cell(place, PEOPLE), before.cell(place, PEOPLE)))));
            return new PlaceFigures(List.of(figure), sums);
        }

        /** The years, of the two, at whose end nobody was counted. */
        List<String> absent(Asking asking, String year) {
            int last = Integer.parseInt(year);
            return IntStream.rangeClosed(last - 1, last)
                    .filter(end -> !(december(asking, end).cell("", PEOPLE) instanceof Cell.Figure))
                    .mapToObj(String::valueOf)
                    .toList();
        }

        private static PlaceFigures december(Asking asking, int year) {
            String month = year + "-12";
            return asking.kept()
                    .get(
                            List.of("december", month, asking.states().text()),
                            () -> POPULATION.during(asking, Period.between(month, month)));
        }
    }

    /**
     * What the published medians and quartiles of villages are: of a village its own, of anything larger that of the
     * village in the middle, since medians cannot be added up.
     */
    record VillageIncome(List<String> figures) implements FigureSource {
        private static final int FEWEST = 3;

        @Override
        public PlaceFigures of(Asking asking, String year) {
            var columns = new ArrayList<String>();
            figures.forEach(
                    figure -> columns.add("cast(quantile_cont(" + figure + ", 0.5) as decimal(18,1)) as " + figure));
            Result result = asking.rows(
                    "select county, township, village, " + String.join(", ", columns)
                            + " from (select left(township_code, 5) as county, township_code as township, village, "
                            + String.join(", ", figures)
                            + " from income_tax_by_village where year = cast($1 as integer) and tax_units >= " + FEWEST
                            + ") as villages group by grouping sets ((county, township, village), (county, township),"
                            + " (county), ())",
                    year);
            return PlaceFigures.of(result, List.of(0, 1, 2), "", figures);
        }
    }
}
