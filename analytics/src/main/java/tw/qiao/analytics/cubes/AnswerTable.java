package tw.qiao.analytics.cubes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.kernel.Problem;

/** Lays out figures as a table: orders, cuts and pivots them, and gives keys their names. */
final class AnswerTable {
    private static final Cell NO_KEY = new Cell.Missing(Column.Missing.NOT_APPLICABLE);

    private final Shape shape;
    private final Facts facts;
    private final Figures figures;
    private final Language language;
    private final LocalDate today;
    private final KeyOrder order;

    AnswerTable(Shape shape, Facts facts, Language language, LocalDate today) {
        this.shape = shape;
        this.facts = facts;
        this.figures = new Figures(shape, facts);
        this.language = language;
        this.today = today;
        this.order = new KeyOrder(shape);
    }

    Grid grid() {
        List<List<String>> all =
                keys().stream().filter(this::isAsked).sorted(order).toList();
        Optional<Side> pivot = shape.query().column().map(_ -> shape.sides().getLast());
        int rowKeys = pivot.map(Side::first).orElse(shape.keys());
        List<List<String>> columns = columns(all, pivot, rowKeys);
        var rows = new LinkedHashMap<List<String>, List<Cell>>();
        for (List<String> keys : all) {
            rows.computeIfAbsent(keys.subList(0, rowKeys), row -> cells(row, columns));
        }
        var parts = new ArrayList<Grid.Part>();
        sides(rowKeys)
                .forEach(side -> side.levels()
                        .forEach(level ->
                                parts.add(new Grid.Part(side.dimension().name(), level))));
        return new Grid(
                parts,
                columns.stream().flatMap(keys -> heads(keys).stream()).toList(),
                cut(rows).stream()
                        .map(row ->
                                new Grid.Row(List.copyOf(row), labels(parts, row), rows.getOrDefault(row, List.of())))
                        .toList());
    }

    private List<Grid.Column> heads(List<String> keys) {
        var labels = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            labels.add(shape.sides().getLast().levels().get(i).label(keys.get(i), today, language));
        }
        var heads = new ArrayList<Grid.Column>();
        for (String measure : shape.query().measures()) {
            for (Grid.Aspect aspect : Figures.aspects(shape)) {
                heads.add(new Grid.Column(
                        List.copyOf(keys), List.copyOf(labels), shape.cube().measure(measure), aspect));
            }
        }
        return heads;
    }

    private List<String> labels(List<Grid.Part> parts, List<String> row) {
        var labels = new ArrayList<String>();
        for (int i = 0; i < row.size(); i++) {
            labels.add(parts.get(i).level().label(row.get(i), day(row), language));
        }
        return List.copyOf(labels);
    }

    /** The same as a plain table, in which keys with names have columns of their own. */
    Result result(Grid grid, Provenance provenance) {
        var header = new Header();
        grid.parts().forEach(part -> header.key(part.level()));
        grid.columns().forEach(header::figures);
        return new Result(
                header.names,
                header.types,
                grid.rows().stream().map(row -> named(grid, row)).toList(),
                false,
                provenance);
    }

    /**
     * Also of rows that have figures for the earlier time only, so that the figures of totals are those of their parts.
     */
    private Set<List<String>> keys() {
        var keys = new LinkedHashSet<>(facts.keys());
        if (shape.shift() > 0) {
            Side side = shape.timeSide().orElseThrow();
            var times = new HashSet<String>();
            keys.forEach(key -> times.add(key.get(side.last())));
            for (List<String> key : List.copyOf(keys)) {
                var later = new ArrayList<>(key);
                later.set(side.last(), side.span().later(key.get(side.last()), shape.shift()));
                if (times.contains(later.get(side.last()))) {
                    keys.add(later);
                }
            }
        }
        return keys;
    }

    private List<Side> sides(int rowKeys) {
        return shape.sides().stream().filter(side -> side.first() < rowKeys).toList();
    }

    /** The keys of each group of columns; one without keys when nothing is pivoted. */
    private List<List<String>> columns(List<List<String>> all, Optional<Side> pivot, int rowKeys) {
        if (pivot.isEmpty()) {
            return List.of(List.of());
        }
        var columns = new TreeSet<List<String>>(Comparator.comparing(
                key -> {
                    var whole = new ArrayList<>(Collections.nCopies(rowKeys, Level.ALL));
                    whole.addAll(key);
                    return whole;
                },
                order));
        all.forEach(keys -> columns.add(keys.subList(rowKeys, keys.size())));
        return List.copyOf(columns);
    }

    private List<Cell> cells(List<String> row, List<List<String>> columns) {
        var cells = new ArrayList<Cell>();
        for (List<String> column : columns) {
            var keys = new ArrayList<>(row);
            keys.addAll(column);
            shape.query().measures().forEach(measure -> cells.addAll(figures.of(keys, measure)));
        }
        return cells;
    }

    /** What was read only to compare with it is left out. */
    private boolean isAsked(List<String> keys) {
        if (shape.shift() == 0 || shape.query().period().isEmpty()) {
            return true;
        }
        Side side = shape.timeSide().orElseThrow();
        YearMonth first = shape.query().period().get().from();
        String key = keys.get(side.last());
        return key.equals(Level.UNKNOWN)
                || !YearMonth.from(side.span().end(key)).isBefore(first);
    }

    /** In the order asked for, totals last; without what is beyond the first rows. */
    private List<List<String>> cut(Map<List<String>, List<Cell>> rows) {
        List<List<String>> keys = new ArrayList<>(rows.keySet());
        shape.query().sort().ifPresent(sort -> {
            int place = place(sort);
            keys.sort(Comparator.<List<String>, Boolean>comparing(AnswerTable::isTotal)
                    .thenComparing(row -> rows.getOrDefault(row, List.of()).get(place), bySize(sort.descending())));
        });
        int top = shape.query().top();
        if (top == 0) {
            return keys;
        }
        var cut = new ArrayList<List<String>>();
        int told = 0;
        for (List<String> row : keys) {
            if (isTotal(row) || told++ < top) {
                cut.add(row);
            }
        }
        return cut;
    }

    private int place(CubeQuery.Sort sort) {
        shape.cube().measure(sort.measure());
        int index = shape.query().measures().indexOf(sort.measure());
        if (index < 0) {
            throw Problem.invalid(
                    "cube_sort", "An answer is sorted by a measure that is in it, not by " + sort.measure());
        }
        return index * Figures.aspects(shape).size();
    }

    private static boolean isTotal(List<String> keys) {
        return keys.contains(Level.ALL);
    }

    /** By what may be told; the rest comes last either way. */
    private static Comparator<Cell> bySize(boolean descending) {
        Comparator<Cell> size =
                Comparator.comparing(cell -> cell instanceof Cell.Figure(var value) ? value : BigDecimal.ZERO);
        return Comparator.<Cell, Boolean>comparing(cell -> !(cell instanceof Cell.Figure))
                .thenComparing(descending ? size.reversed() : size);
    }

    private List<Cell> named(Grid grid, Grid.Row row) {
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < row.keys().size(); i++) {
            String key = row.keys().get(i);
            if (grid.parts().get(i).level().isNamed(language)) {
                cells.add(key.equals(Level.ALL) ? NO_KEY : new Cell.Text(key));
            }
            cells.add(new Cell.Text(row.labels().get(i)));
        }
        cells.addAll(row.cells());
        return List.copyOf(cells);
    }

    /** The last day of what a row is about, on which its names hold. */
    private LocalDate day(List<String> row) {
        return shape.timeSide()
                .filter(side -> side.first() < row.size())
                .filter(side -> !row.get(side.last()).equals(Level.ALL)
                        && !row.get(side.last()).equals(Level.UNKNOWN))
                .map(side -> side.span().end(row.get(side.last())))
                .or(() -> shape.query().period().map(period -> period.to().atEndOfMonth()))
                .orElse(today);
    }

    /** The names and types of the columns. */
    private final class Header {
        private final List<String> names = new ArrayList<>();
        private final List<String> types = new ArrayList<>();

        void key(Level level) {
            if (level.isNamed(language)) {
                names.add(level.name() + "_code");
                types.add("VARCHAR");
            }
            names.add(level.name());
            types.add("VARCHAR");
        }

        void figures(Grid.Column column) {
            boolean plain =
                    shape.query().measures().size() == 1 && shape.query().comparison() == CubeQuery.Comparison.NONE;
            String name = Figures.name(column.measure().name(), column.aspect());
            String label = String.join(" ", column.labels().stream().distinct().toList());
            names.add(column.keys().isEmpty() ? name : label + (plain ? "" : " " + name));
            types.add(column.measure().type().sql());
        }
    }
}
