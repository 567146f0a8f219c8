package tw.qiao.platform.dashboards;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.OperationFigures;
import tw.qiao.platform.site.Page;

/** Puts together what the modules tell about their working; small counts are kept secret as in the warehouse. */
@Component
class OperationBoard {
    private static final String WHAT = "what";
    private static final String COUNT = "count";

    private final List<OperationFigures> modules;
    private final Egress egress = new Egress(new Policy(Clearance.PUBLIC, Map.of()));
    private final Clock clock;

    OperationBoard(List<OperationFigures> modules, Clock clock) {
        this.modules = modules;
        this.clock = clock;
    }

    /** The figures of the last days. */
    OperationPage page(int days, Page page) {
        Instant now = clock.instant();
        List<Chart> charts = modules.stream()
                .flatMap(module -> module.since(now.minus(Duration.ofDays(days))).stream())
                .map(table -> chart(table, page))
                .toList();
        return new OperationPage(page, days, now, charts);
    }

    private Chart chart(OperationFigures.Table table, Page page) {
        String name = "dashboards.operation." + table.name();
        if (table.counts().isEmpty()) {
            return new Chart(
                    table.name(),
                    Chart.Kind.BARS,
                    page.text(name),
                    page.text(name + ".unit"),
                    page.text(name + ".rows"),
                    List.of(),
                    List.of(),
                    page.text("dashboards.operation.nothing"));
        }
        var rows = new ArrayList<String>();
        var cells = new ArrayList<Cell>();
        for (List<Cell> row : told(table).rows()) {
            rows.add(
                    row.getFirst() instanceof Cell.Text(String key)
                            ? page.textOr(name + "." + key, key)
                            : page.text("dashboards.operation.total"));
            cells.add(row.getLast());
        }
        return new Chart(
                table.name(),
                Chart.Kind.BARS,
                page.text(name),
                page.text(name + ".unit"),
                page.text(name + ".rows"),
                rows,
                List.of(new Chart.Series(page.text(name), cells)),
                "");
    }

    /** The counts with their total, in which nothing that is not told can be computed. */
    private Result told(OperationFigures.Table table) {
        var rows = new ArrayList<JsonNode>();
        table.counts().forEach((key, count) -> rows.add(row().add(key).add(count.longValue())));
        rows.add(row().addNull()
                .add(table.counts().values().stream().mapToLong(Long::longValue).sum()));
        var found = new Found(
                List.of(WHAT, COUNT), List.of("VARCHAR", "BIGINT"), rows, false, new Provenance(List.of(), ""));
        return egress.counts(found, CountLayout.byArea(List.of(WHAT), COUNT), Threshold.CUSTOMARY);
    }

    private static ArrayNode row() {
        return CanonicalJson.MAPPER.createArrayNode();
    }
}
