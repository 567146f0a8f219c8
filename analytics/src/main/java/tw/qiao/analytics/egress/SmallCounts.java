package tw.qiao.analytics.egress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tw.qiao.kernel.Problem;

/** Takes out of a result the counts that are not told. */
final class SmallCounts {
    private static final int LARGEST_DIGITS = 15;

    private final Result result;
    private final CountLayout layout;
    private final Threshold threshold;

    private SmallCounts(Result result, CountLayout layout, Threshold threshold) {
        this.result = result;
        this.layout = layout;
        this.threshold = threshold;
    }

    static Result suppress(Result result, CountLayout layout, Threshold threshold) {
        if (result.truncated()) {
            throw Problem.invalid(
                    "egress_truncated", "Small counts can be found in whole tables only; ask for fewer rows");
        }
        if (layout.across().isPresent() && layout.counts().size() != 1) {
            throw Problem.invalid("egress_layout", "With a column across, one column of counts was expected");
        }
        if (!layout.columns().containsAll(result.columns())) {
            throw Problem.invalid(
                    "egress_layout",
                    "Only the columns " + layout.columns() + " were expected, not " + result.columns());
        }
        return new SmallCounts(result, layout, threshold).suppressed();
    }

    /** A count: its row and column. */
    private record Spot(int row, int column) {}

    private Result suppressed() {
        var parts = new LinkedHashMap<List<Cell>, List<Integer>>();
        List<Integer> apart = layout.apart().stream().map(result::column).toList();
        for (int row = 0; row < result.rows().size(); row++) {
            List<Cell> cells = result.rows().get(row);
            parts.computeIfAbsent(apart.stream().map(cells::get).toList(), _ -> new ArrayList<>())
                    .add(row);
        }
        var untold = new HashSet<Spot>();
        parts.values().forEach(rows -> untold.addAll(untold(rows)));
        return result.withRows(without(untold));
    }

    private Set<Spot> untold(List<Integer> rows) {
        var places = new HashMap<Place, Spot>();
        var counts = new HashMap<Place, OptionalLong>();
        boolean crossed =
                rows.stream().anyMatch(row -> !category(row).orElse("").isEmpty());
        for (int row : rows) {
            List<String> area = area(row);
            for (String column : layout.counts()) {
                var spot = new Spot(row, result.column(column));
                String category = layout.across().isPresent()
                        ? crossed ? category(row).orElse(Place.ALL) : ""
                        : layout.total().equals(Optional.of(column)) ? Place.ALL : column;
                var place = new Place(area, category);
                if (places.put(place, spot) != null) {
                    throw Problem.invalid(
                            "egress_layout",
                            "Two rows for the same place; name all columns by which" + " the counts are parted");
                }
                counts.put(place, count(spot));
            }
        }
        var untold = new HashSet<Spot>();
        Suppression.of(counts, threshold).forEach(place -> untold.add(places.get(place)));
        return untold;
    }

    private List<String> area(int row) {
        var area = new ArrayList<String>();
        boolean ended = false;
        for (String level : layout.levels()) {
            Optional<String> name = name(row, level);
            if (name.isPresent() && ended) {
                throw Problem.invalid(
                        "egress_layout", "A total over " + layout.levels() + " leaves out the last columns first");
            }
            ended = name.isEmpty();
            name.ifPresent(area::add);
        }
        return List.copyOf(area);
    }

    private Optional<String> category(int row) {
        return layout.across().flatMap(column -> name(row, column));
    }

    /** Empty for a total. */
    private Optional<String> name(int row, String column) {
        Cell cell = result.rows().get(row).get(result.column(column));
        return switch (cell) {
            case Cell.Missing _ -> Optional.empty();
            case Cell.Text(String text) -> layout.marks().contains(text) ? Optional.empty() : Optional.of(text);
            case Cell.Figure(var number) -> Optional.of(number.toPlainString());
            case Cell.Suppressed _ -> throw Problem.invalid("egress_layout", "An area or category is suppressed");
        };
    }

    private OptionalLong count(Spot spot) {
        return switch (result.rows().get(spot.row()).get(spot.column())) {
            case Cell.Missing _ -> OptionalLong.empty();
            case Cell.Figure(var number)
            when number.signum() >= 0
                    && number.stripTrailingZeros().scale() <= 0
                    && number.precision() - number.scale() <= LARGEST_DIGITS ->
                OptionalLong.of(number.longValueExact());
            default ->
                throw Problem.invalid(
                        "egress_layout",
                        "A count is a whole number from 0 on; this column has others: "
                                + result.columns().get(spot.column()));
        };
    }

    private List<List<Cell>> without(Set<Spot> untold) {
        var rows = new ArrayList<List<Cell>>();
        for (int row = 0; row < result.rows().size(); row++) {
            var cells = new ArrayList<>(result.rows().get(row));
            boolean any = false;
            for (String column : layout.counts()) {
                int index = result.column(column);
                if (untold.contains(new Spot(row, index))) {
                    cells.set(index, new Cell.Suppressed());
                    any = true;
                }
            }
            if (any) {
                layout.derived().forEach(column -> cells.set(result.column(column), new Cell.Suppressed()));
            }
            rows.add(List.copyOf(cells));
        }
        return rows;
    }
}
