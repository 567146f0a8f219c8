package tw.qiao.platform.cubes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.cubes.CubeQuery.Slice;
import tw.qiao.analytics.cubes.Period;

/**
 * A question to a cube and how its answer is laid out: all that stands in the address of a page.
 *
 * @param from the first year or month, with a Western year; empty, as is the last, for all of the time
 */
record View(
        Cube cube,
        List<String> measures,
        List<Axis> rows,
        Optional<Axis> column,
        List<Slice> slices,
        String from,
        String to,
        Comparison comparison,
        Set<String> totals,
        Layout layout) {
    static final String PATH = "/warehouse/cubes";

    /** Keeps copies. */
    View {
        measures = List.copyOf(measures);
        rows = List.copyOf(rows);
        slices = List.copyOf(slices);
        totals = Set.copyOf(totals);
    }

    /**
     * How an answer is laid out, and of which state it is.
     *
     * @param sort the number of the column that orders the rows, -1 for their own order
     * @param filled whether rows without any figure are left out
     * @param snapshot the state of the table; empty for that of now
     */
    record Layout(int sort, boolean descending, boolean filled, int page, OptionalLong snapshot) {
        /** The first page of all rows in their own order, of the state of now. */
        static final Layout PLAIN = new Layout(-1, false, false, 1, OptionalLong.empty());

        Layout sorted(int number, boolean down) {
            return new Layout(number, down, filled, 1, snapshot);
        }

        Layout onPage(int number) {
            return new Layout(sort, descending, filled, number, snapshot);
        }

        Layout at(OptionalLong state) {
            return new Layout(sort, descending, filled, page, state);
        }
    }

    /** The same with other rows, slices and time, from its first page on. */
    View narrowed(List<Axis> otherRows, List<Slice> otherSlices, String first, String last) {
        return new View(
                cube,
                measures,
                otherRows,
                column,
                otherSlices,
                first,
                last,
                comparison,
                totals,
                layout.sorted(-1, false));
    }

    View sorted(int number, boolean down) {
        return with(layout.sorted(number, down));
    }

    View onPage(int number) {
        return with(layout.onPage(number));
    }

    View at(OptionalLong state) {
        return with(layout.at(state));
    }

    private View with(Layout other) {
        return new View(cube, measures, rows, column, slices, from, to, comparison, totals, other);
    }

    int sort() {
        return layout.sort();
    }

    boolean descending() {
        return layout.descending();
    }

    boolean filled() {
        return layout.filled();
    }

    int page() {
        return layout.page();
    }

    OptionalLong snapshot() {
        return layout.snapshot();
    }

    CubeQuery query() {
        return new CubeQuery(measures, rows, column, slices, period(), comparison, totals, Optional.empty(), 0);
    }

    private Optional<Period> period() {
        return from.isEmpty() ? Optional.empty() : Optional.of(Period.between(from, to));
    }

    String address() {
        return PATH + "/" + cube.name() + "?" + question();
    }

    /** What follows {@code ?} in the address; the same for the same view. */
    String question() {
        var parts = new ArrayList<String>();
        measures.forEach(measure -> add(parts, "measures", measure));
        rows.forEach(axis -> add(parts, "rows", axis.level()));
        column.ifPresent(axis -> add(parts, "columns", axis.level()));
        for (Slice slice : slices) {
            slice.values().forEach(value -> add(parts, "where", slice.level() + "=" + value));
        }
        add(parts, "from", from);
        add(parts, "to", to);
        add(parts, "compare", comparison == Comparison.NONE ? "" : comparison.name());
        new TreeSet<>(totals).forEach(dimension -> add(parts, "totals", dimension));
        add(parts, "sort", sort() < 0 ? "" : Integer.toString(sort()));
        add(parts, "descending", descending() ? "true" : "");
        add(parts, "filled", filled() ? "true" : "");
        add(parts, "page", page() > 1 ? Integer.toString(page()) : "");
        snapshot().ifPresent(state -> add(parts, "at", cube.table() + "@" + state));
        return String.join("&", parts);
    }

    private static void add(List<String> parts, String name, String value) {
        if (!value.isEmpty()) {
            parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
