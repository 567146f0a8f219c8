package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.platform.dashboards.Panel.PlaceSteps;
import tw.qiao.platform.dashboards.Panel.Step;
import tw.qiao.platform.site.Page;

/** Makes the charts of one place. */
record Charts(Board board, Choice choice, BoardReading.Read read, Page page) {
    private static final int OLDEST = 85;

    /** The measure over the years, and the panels. */
    List<Chart> all() {
        var charts = new ArrayList<Chart>();
        if (choice.years().size() > 1) {
            charts.add(years());
        }
        board.panels().forEach(panel -> charts.add(chart(panel)));
        if (board.depth() == Board.Depth.CELL) {
            charts.add(sideBySide(List.of("day", "night")));
        }
        return charts;
    }

    private Chart years() {
        List<String> years = choice.years().reversed();
        List<Cell> cells = years.stream()
                .map(year -> read.figures(year).cell(choice.place(), choice.measure()))
                .toList();
        return new Chart(
                "years",
                Chart.Kind.LINE,
                page.text("dashboards.chart.years", name(choice.measure())),
                unit(choice.measure()),
                page.text("dashboards.column.year"),
                years.stream().map(year -> yearWords(page, year)).toList(),
                List.of(new Chart.Series(name(choice.measure()), cells)),
                "");
    }

    /** Two measures of the parts of the place: of the country its counties, else the townships of the county. */
    private Chart sideBySide(List<String> names) {
        var places = Places.atEndOf(choice.year(), page);
        List<Place> parts = choice.place().isEmpty()
                ? places.counties()
                : places.townships(places.place(choice.place()).county());
        List<Measure> measures = names.stream().map(Measure::of).toList();
        PlaceFigures figures = read.figures(choice.year());
        return new Chart(
                "side-by-side",
                Chart.Kind.COLUMNS,
                page.text(text("side-by-side")),
                unit(measures.getFirst()),
                page.text("dashboards.column.place"),
                parts.stream().map(Place::name).toList(),
                measures.stream()
                        .map(measure -> new Chart.Series(
                                name(measure),
                                parts.stream()
                                        .map(part -> figures.cell(part.code(), measure))
                                        .toList()))
                        .toList(),
                "");
    }

    private Chart chart(Panel panel) {
        Measure shown = panel.shown(choice.measure());
        String title = page.text(text("panel." + panel.name()), name(shown));
        String rowName = page.text(text("panel." + panel.name() + ".rows"));
        Optional<Map<String, PlaceSteps>> steps = steps(panel, shown);
        if (steps.isEmpty()) {
            return new Chart(
                    panel.name(),
                    panel.kind(),
                    title,
                    unit(shown),
                    rowName,
                    List.of(),
                    List.of(),
                    page.text("dashboards.panel.untold"));
        }
        return panel.kind() == Chart.Kind.PYRAMID
                ? pyramid(panel, title, rowName, steps.get().values().iterator().next())
                : plain(panel, title, rowName, shown, steps.get());
    }

    /**
     * The steps of the place by figure; empty where a total is not told here or on the map, or would be told by others.
     */
    private Optional<Map<String, PlaceSteps>> steps(Panel panel, Measure shown) {
        var steps = new LinkedHashMap<String, PlaceSteps>();
        for (String figure : shown.needs()) {
            PlaceSteps found = read.steps(panel, figure, choice.year())
                    .getOrDefault(choice.place(), new PlaceSteps(new LinkedHashMap<>()));
            boolean toldOnMap = !(read.figures(choice.year()).cell(choice.place(), figure) instanceof Cell.Suppressed);
            if (!found.isTold() || !toldOnMap || (panel.whole() && !found.isWhole())) {
                return Optional.empty();
            }
            steps.put(figure, found);
        }
        return Optional.of(steps);
    }

    private Chart plain(Panel panel, String title, String rowName, Measure shown, Map<String, PlaceSteps> steps) {
        PlaceSteps first = steps.values().iterator().next();
        List<Step> rows = first.cells().sequencedKeySet().stream()
                .filter(step -> !step.equals(PlaceSteps.TOTAL))
                .sorted(panel.kind() == Chart.Kind.BARS ? largestFirst(first) : inOrder())
                .toList();
        List<Cell> cells = rows.stream()
                .map(step -> shown.formula().of(figure -> cell(steps, figure, step)))
                .toList();
        return new Chart(
                panel.name(),
                panel.kind(),
                title,
                unit(shown),
                rowName,
                rows.stream().map(Step::label).toList(),
                List.of(new Chart.Series(name(shown), cells)),
                "");
    }

    private static Cell cell(Map<String, PlaceSteps> steps, String figure, Step step) {
        PlaceSteps found = steps.get(figure);
        return found == null ? Cells.UNKNOWN : found.cells().getOrDefault(step, Cells.UNKNOWN);
    }

    /** Numbers by their size, other keys by their letters. */
    private static Comparator<Step> inOrder() {
        return Comparator.comparingInt((Step step) -> step.key().length()).thenComparing(Step::key);
    }

    private static Comparator<Step> largestFirst(PlaceSteps steps) {
        return Comparator.<Step, BigDecimal>comparing(step -> size(steps.cells().get(step)))
                .reversed();
    }

    private static BigDecimal size(@Nullable Cell cell) {
        return cell instanceof Cell.Figure(var value) ? value : BigDecimal.ONE.negate();
    }

    /** Women and men by age, the oldest first as a pyramid has them. */
    private Chart pyramid(Panel panel, String title, String rowName, PlaceSteps steps) {
        var byKey = new LinkedHashMap<String, Cell>();
        steps.cells().forEach((step, cell) -> byKey.put(step.key(), cell));
        var rows = new ArrayList<String>();
        var men = new ArrayList<Cell>();
        var women = new ArrayList<Cell>();
        for (int age = OLDEST; age >= 0; age -= 5) {
            String key = (age < 10 ? "0" : "") + age;
            rows.add(
                    age == OLDEST
                            ? page.text("dashboards.age.oldest", age)
                            : page.text("dashboards.age.group", age, age + 4));
            men.add(byKey.getOrDefault("male:" + key, Cells.UNKNOWN));
            women.add(byKey.getOrDefault("female:" + key, Cells.UNKNOWN));
        }
        return new Chart(
                panel.name(),
                panel.kind(),
                title,
                page.text(text("unit.people")),
                rowName,
                rows,
                List.of(
                        new Chart.Series(page.text("dashboards.men"), men),
                        new Chart.Series(page.text("dashboards.women"), women)),
                "");
    }

    private String name(Measure measure) {
        return page.text(text("measure." + measure.name()));
    }

    private String unit(Measure measure) {
        return page.text(text("unit." + measure.name()));
    }

    private String text(String key) {
        return "dashboards." + board.name() + "." + key;
    }

    /** {@code 民國113年} or {@code 2024}. */
    static String yearWords(Page page, String year) {
        return page.isEnglish() ? year : "民國" + (Integer.parseInt(year) - 1911) + "年";
    }
}
