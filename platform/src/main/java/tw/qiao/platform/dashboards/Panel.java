package tw.qiao.platform.dashboards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Period;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;

/**
 * A chart of one place by something else than time, such as the month or the hour. Its cube is asked for all places
 * together, with totals over both, so that the egress gate keeps what neither may tell.
 *
 * @param places the cube's dimension of places and its levels down to which the panel goes
 * @param by the dimension and the level by which it is parted
 * @param figures what the cube can count here
 * @param month the only month of which the figures are; empty for the chosen year
 * @param whole whether a place with anything that is not told has no chart at all, because other tables tell sums
 */
record Panel(
        String name,
        Chart.Kind kind,
        String cube,
        FigureSource.OfCube places,
        CubeQuery.Axis by,
        List<String> figures,
        Optional<String> month,
        boolean whole) {

    static Panel of(String name, Chart.Kind kind, FigureSource.OfCube places, String dimension, String level) {
        return new Panel(
                name,
                kind,
                places.cube(),
                places,
                new CubeQuery.Axis(dimension, level),
                places.figures(),
                Optional.empty(),
                false);
    }

    /** One value of what the panel is parted by. */
    record Step(String key, String label) {}

    /** The figures of one place by step; the step with the empty key is the total. */
    record PlaceSteps(SequencedMap<Step, Cell> cells) {
        static final Step TOTAL = new Step("", "");

        boolean isTold() {
            return cells.get(TOTAL) instanceof Cell.Figure;
        }

        boolean isWhole() {
            return cells.values().stream().allMatch(Cell.Figure.class::isInstance);
        }
    }

    /** Which of the panel's figures the measure needs; else the one that is nearest. */
    Measure shown(Measure chosen) {
        return figures.containsAll(chosen.needs())
                ? chosen
                : chosen.needs().stream()
                        .filter(figures::contains)
                        .findFirst()
                        .map(Measure::of)
                        .orElseGet(() -> Measure.of(figures.getFirst()));
    }

    /** One figure of all places by step. */
    Map<String, PlaceSteps> ask(Asking asking, String figure, String year, Language language) {
        String time = month.orElse(year);
        var query = CubeQuery.of(figure)
                .by(places.dimension(), places.levels().getLast())
                .by(by.dimension(), by.level())
                .during(Period.between(time, time))
                .totalling(places.dimension(), by.dimension());
        Result result = asking.cube(cube, query, language).result();
        List<Integer> keys = new ArrayList<>();
        places.levels().forEach(level -> keys.add(PlaceFigures.key(result, level)));
        int key = PlaceFigures.key(result, by.level());
        int label = result.columns().indexOf(by.level());
        int value = result.columns().indexOf(figure);
        var all = new LinkedHashMap<String, PlaceSteps>();
        for (List<Cell> row : result.rows()) {
            all.computeIfAbsent(PlaceFigures.code(row, keys, places.root()), _ -> new PlaceSteps(new LinkedHashMap<>()))
                    .cells()
                    .put(step(row.get(key), row.get(label)), row.get(value));
        }
        return all;
    }

    private static Step step(Cell key, Cell label) {
        return key instanceof Cell.Text(String text)
                        && !PlaceFigures.isTotal(text)
                        && label instanceof Cell.Text(String name)
                ? new Step(text, name)
                : PlaceSteps.TOTAL;
    }
}
