package tw.qiao.platform.alerts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.tables.WarehouseTable.Change;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.warehouse.WarehouseWatch;

/** Looks at the warehouse for a rule. */
@Component
class Observing {
    static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
    private static final List<String> COLUMNS = List.of("period", "place", "figure");
    private static final CountLayout COUNTS = new CountLayout(
            List.of("period"),
            List.of("place"),
            Optional.empty(),
            List.of("figure"),
            Optional.empty(),
            List.of(),
            List.of(),
            Set.of());
    private static final int MOST_CELLS = 20_000;
    private static final int SECONDS = 20;
    private static final int LONGEST_PLACE = 100;

    /** A table's rows are compared with the most of so many states before. */
    private static final int STATES = 10;

    private static final int IMPORTS = 200;

    /** Sorts like the moments. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(TAIPEI);

    private final WarehouseWatch warehouse;

    Observing(WarehouseWatch warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * What can be seen at {@code now}; a problem when the statement is refused or wrong, or a table is not there.
     *
     * @param snapshots which states of tables to read; the newest of others
     * @param asker for whom it looks; null when nobody asked
     */
    Observation observe(Terms terms, Instant now, Map<String, Long> snapshots, @Nullable UUID asker) {
        return switch (terms.kind()) {
            case THRESHOLD, CHANGE -> figures(terms, snapshots, asker);
            case MISSING -> missing(terms, now);
            case IMPORT, DRIFT, ACCEPTED -> imports(terms);
            case ROWS -> rows(terms);
        };
    }

    /** What an evaluation at {@code now} depends on besides the terms, so far as that is known without a query. */
    String mark(Rule rule, List<String> stamps, Instant now) {
        Terms terms = rule.terms();
        var mark = new StringBuilder("v" + rule.version());
        switch (terms.kind()) {
            case THRESHOLD, CHANGE ->
                watched(stamps).forEach(table -> mark.append(' ').append(stamp(table)));
            case MISSING ->
                mark.append(' ').append(stamp(terms.table())).append(' ').append(lastDue(terms, now));
            case IMPORT, DRIFT, ACCEPTED ->
                mark.append(' ')
                        .append(warehouse.endedImports(terms.table(), IMPORTS).hashCode());
            case ROWS -> mark.append(' ').append(stamp(terms.table()));
        }
        return mark.toString();
    }

    /** A rule that has no result yet may have one when any table changes. */
    private List<String> watched(List<String> stamps) {
        return stamps.isEmpty() ? warehouse.tables() : tables(stamps);
    }

    private static List<String> tables(List<String> stamps) {
        return stamps.stream()
                .map(stamp -> stamp.substring(0, stamp.indexOf('@')))
                .toList();
    }

    /** The snapshots that stamps name. */
    static Map<String, Long> snapshots(List<String> stamps) {
        var snapshots = new TreeMap<String, Long>();
        stamps.forEach(stamp -> {
            int at = stamp.indexOf('@');
            snapshots.put(stamp.substring(0, at), Long.parseLong(stamp.substring(at + 1)));
        });
        return snapshots;
    }

    private String stamp(String table) {
        OptionalLong snapshot = warehouse.snapshot(table);
        return table + "@" + snapshot.orElse(0);
    }

    private Observation figures(Terms terms, Map<String, Long> snapshots, @Nullable UUID asker) {
        Terms.OfCube cube = terms.figure().cube();
        return cube == null
                ? stated(terms, snapshots, asker)
                : cubed(terms, new CubeFigures(cube, terms.figure().span()), snapshots, asker);
    }

    /** The cube keeps secret by itself what counts too few people. */
    private Observation cubed(Terms terms, CubeFigures figures, Map<String, Long> snapshots, @Nullable UUID asker) {
        var answer = warehouse.cube(figures.cube(), figures.query(), snapshots, asker, figures.address());
        List<Seen> seen = figures.seen(answer);
        if (seen.size() > MOST_CELLS) {
            throw tooMany();
        }
        return new Observation(places(terms, seen), answer.result().provenance().tables());
    }

    private static Problem tooMany() {
        return Problem.invalid("alerts_cells", "A rule watches at most " + MOST_CELLS + " figures; narrow it down");
    }

    private Observation stated(Terms terms, Map<String, Long> snapshots, @Nullable UUID asker) {
        Terms.Figure figure = terms.figure();
        var query = new Query(figure.statement(), List.of(), snapshots, MOST_CELLS, SECONDS);
        Result result = figure.people() ? warehouse.counts(query, COUNTS, asker) : warehouse.figures(query, asker);
        if (result.truncated()) {
            throw tooMany();
        }
        if (!List.copyOf(result.columns()).equals(COLUMNS)) {
            throw Problem.invalid("alerts_columns", "The columns are period, place and figure, in this order");
        }
        List<Seen> seen = result.rows().stream()
                .map(row -> new Seen(text(row.getFirst()), text(row.get(1)), row.get(2)))
                .toList();
        return new Observation(places(terms, seen), result.provenance().tables());
    }

    private static SortedMap<String, List<Point>> places(Terms terms, List<Seen> seen) {
        var cells = new TreeMap<String, Map<String, Cell>>();
        var periods = new TreeSet<String>();
        for (Seen one : seen) {
            String period = one.period();
            if (terms.figure().span().first(period).isEmpty()) {
                throw Problem.invalid(
                        "alerts_period", "A period looks like 2024-12, 2024-Q4 or 2024, as the rule says");
            }
            periods.add(period);
            Cell before = cells.computeIfAbsent(place(one.place()), _ -> new HashMap<>())
                    .put(period, one.cell());
            if (before != null) {
                throw Problem.invalid("alerts_twice", "A place has two figures for the same period");
            }
        }
        var places = new TreeMap<String, List<Point>>();
        cells.forEach((place, own) -> places.put(place, points(terms, own, periods)));
        return places;
    }

    private static List<Point> points(Terms terms, Map<String, Cell> cells, NavigableSet<String> periods) {
        Span span = terms.figure().span();
        String first = cells.keySet().stream().min(String::compareTo).orElse("");
        var points = new ArrayList<Point>();
        for (String period : periods.tailSet(first)) {
            Cell base = terms.kind() == Terms.Kind.CHANGE
                    ? cell(
                            terms,
                            cells,
                            periods,
                            first,
                            span.before(period, terms.limit().against()))
                    : null;
            Cell own = cell(terms, cells, periods, first, period);
            points.add(new Point(period, figure(own), figure(base), own instanceof Cell.Suppressed));
        }
        return points;
    }

    private static @Nullable Cell cell(
            Terms terms, Map<String, Cell> cells, NavigableSet<String> periods, String first, String period) {
        Cell own = cells.get(period);
        boolean zero = terms.figure().absentIsZero() && periods.contains(period) && period.compareTo(first) >= 0;
        return own == null && zero ? Cell.Figure.of(0) : own;
    }

    private static @Nullable BigDecimal figure(@Nullable Cell cell) {
        return cell instanceof Cell.Figure(var value) ? value : null;
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Text(String value) -> value;
            case Cell.Figure(var value) -> value.toPlainString();
            case Cell.Missing _, Cell.Suppressed _ -> "";
        };
    }

    /** Names come from files of others, and go into messages. */
    private static String place(String name) {
        String clean =
                name.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        String whole = Text.isClean(clean) ? clean : "?";
        return whole.codePointCount(0, whole.length()) <= LONGEST_PLACE
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, LONGEST_PLACE)) + "…";
    }

    private Observation missing(Terms terms, Instant now) {
        Span span = terms.figure().span();
        var batches = new TreeSet<String>();
        warehouse.batches(terms.table()).stream()
                .filter(batch -> span.first(batch).isPresent())
                .forEach(batches::add);
        if (batches.isEmpty()) {
            throw Problem.invalid("alerts_batches", "No batch of this table is named like a period of the rule");
        }
        var points = new ArrayList<Point>();
        String last = lastDue(terms, now);
        for (String period = batches.first(); period.compareTo(last) <= 0; period = span.plus(period, 1)) {
            points.add(Point.of(period, batches.contains(period) ? 0 : 1));
        }
        return new Observation(new TreeMap<>(Map.of("", points)), List.of(stamp(terms.table())));
    }

    /** The newest period whose batch should be there. */
    private static String lastDue(Terms terms, Instant now) {
        Span span = terms.figure().span();
        var today = now.atZone(TAIPEI).toLocalDate();
        String period = span.of(YearMonth.from(today));
        while (!today.isAfter(span.due(period, terms.due()))) {
            period = span.plus(period, -1);
        }
        return period;
    }

    private Observation imports(Terms terms) {
        var feeds = new TreeMap<String, List<Point>>();
        warehouse.endedImports(terms.table(), IMPORTS).reversed().forEach(one -> {
            boolean held = one.code().equals("import_held");
            boolean found = switch (terms.kind()) {
                case DRIFT -> held;
                case ACCEPTED -> one.acceptedDrift();
                default -> !one.code().isEmpty() && !held;
            };
            feeds.computeIfAbsent(one.feed(), _ -> new ArrayList<>())
                    .add(Point.of(MOMENT.format(one.ended()), found ? 1 : 0));
        });
        return new Observation(feeds, List.of());
    }

    private Observation rows(Terms terms) {
        List<Change> history = warehouse.history(terms.table());
        var points = new ArrayList<Point>();
        for (int i = 0; i < history.size(); i++) {
            long most = history.subList(Math.max(0, i - STATES), i + 1).stream()
                    .mapToLong(Change::rows)
                    .max()
                    .orElse(0);
            BigDecimal lost = most == 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(100 * (most - history.get(i).rows()))
                            .divide(BigDecimal.valueOf(most), 2, RoundingMode.HALF_UP);
            points.add(new Point(MOMENT.format(history.get(i).moment()), lost, BigDecimal.valueOf(most), false));
        }
        return new Observation(new TreeMap<>(Map.of("", points)), List.of(stamp(terms.table())));
    }
}
