package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.dashboards.OperationState.Row;
import tw.qiao.platform.dashboards.OperationState.Sheet;
import tw.qiao.platform.site.OperationFigures;

/** Puts together what the modules tell about their working; small counts are kept secret as in the warehouse. */
@Component
class OperationReading {
    private static final String WHAT = "what";
    private static final String COUNT = "count";
    private static final Threshold THRESHOLD = Threshold.CUSTOMARY;
    private static final BigDecimal SECONDS_OF_AN_HOUR = BigDecimal.valueOf(3_600);

    private final List<OperationFigures> modules;
    private final Egress egress = new Egress(new Policy(Clearance.PUBLIC, Map.of()));
    private final Clock clock;

    OperationReading(List<OperationFigures> modules, Clock clock) {
        this.modules = modules;
        this.clock = clock;
    }

    /** The figures of the last days. */
    OperationState state(int days) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant first = now.minus(Duration.ofDays(days));
        Stream<Sheet> ways = modules.stream()
                .flatMap(module -> module.waysSince(first).stream())
                .flatMap(way -> sheets(way).stream());
        Stream<Sheet> tables =
                modules.stream().flatMap(module -> module.since(first).stream()).map(this::sheet);
        return new OperationState(days, now, Stream.concat(ways, tables).toList());
    }

    private Sheet sheet(OperationFigures.Table table) {
        var rows = new ArrayList<Row>();
        told(table.counts()).forEach((name, cell) -> rows.add(new Row(name, List.of(cell))));
        return new Sheet(table.name(), List.of(COUNT), rows);
    }

    /** How many came to each step, and how long that took them. */
    private List<Sheet> sheets(OperationFigures.Way way) {
        var counts = new LinkedHashMap<String, Long>();
        way.steps().forEach(step -> {
            counts.put(staying(step), step.staying());
            counts.put(leaving(step), step.leaving());
        });
        SequencedMap<String, Cell> told = told(counts);
        var reached = new ArrayList<Row>();
        var times = new ArrayList<Row>();
        Cell further = Cell.Figure.of(0);
        for (OperationFigures.Step step :
                told.isEmpty() ? List.<OperationFigures.Step>of() : way.steps().reversed()) {
            Cell staying = told.getOrDefault(staying(step), Cells.UNKNOWN);
            Cell leaving = told.getOrDefault(leaving(step), Cells.UNKNOWN);
            boolean first = step.equals(way.steps().getFirst());
            further = first
                    ? told.getOrDefault(OperationState.TOTAL, Cells.UNKNOWN)
                    : Cells.plus(further, Cells.plus(staying, leaving));
            reached.addFirst(new Row(step.name(), List.of(further, staying, leaving)));
            if (!first) {
                times.addFirst(new Row(step.name(), List.of(hours(further, step.median()))));
            }
        }
        return List.of(
                new Sheet(way.name(), List.of("reached", "staying", "leaving"), reached),
                new Sheet(way.name() + "-times", List.of("median"), times));
    }

    private static String staying(OperationFigures.Step step) {
        return step.name() + " staying";
    }

    private static String leaving(OperationFigures.Step step) {
        return step.name() + " leaving";
    }

    /** A time is told where the number of those is who took it, and is not small. */
    private static Cell hours(Cell people, Duration median) {
        if (!(people instanceof Cell.Figure(var count))) {
            return people;
        }
        if (count.signum() == 0) {
            return Cells.UNKNOWN;
        }
        return count.longValue() < THRESHOLD.smallest()
                ? new Cell.Suppressed()
                : new Cell.Figure(
                        BigDecimal.valueOf(median.toSeconds()).divide(SECONDS_OF_AN_HOUR, 1, RoundingMode.HALF_UP));
    }

    /** The counts with their total, in which nothing that is not told can be computed; empty where all are zero. */
    private SequencedMap<String, Cell> told(SequencedMap<String, Long> counts) {
        var told = new LinkedHashMap<String, Cell>();
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return told;
        }
        var rows = new ArrayList<JsonNode>();
        counts.forEach((key, count) -> rows.add(row().add(key).add(count.longValue())));
        rows.add(row().addNull().add(total));
        var found = new Found(
                List.of(WHAT, COUNT), List.of("VARCHAR", "BIGINT"), rows, false, new Provenance(List.of(), ""));
        for (List<Cell> row : egress.counts(found, CountLayout.byArea(List.of(WHAT), COUNT), THRESHOLD)
                .rows()) {
            told.put(row.getFirst() instanceof Cell.Text(String key) ? key : OperationState.TOTAL, row.getLast());
        }
        return told;
    }

    private static ArrayNode row() {
        return CanonicalJson.MAPPER.createArrayNode();
    }
}
