package tw.qiao.analytics.lineage;

import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a kept statement, or a cube, reads and gives, as an event of OpenLineage about a job that may run at any time.
 */
public final class StatementEvent {
    private StatementEvent() {}

    /** The event of {@code job}, whose statement reads what {@code traced} says. */
    public static ObjectNode of(String job, String statement, Traced traced, Instant moment) {
        ObjectNode event = OpenLineage.designed(job, moment);
        OpenLineage.facet((ObjectNode) event.path("job").path("facets"), "sql", "1-1-0", "SQLJobFacet")
                .put("query", statement)
                .put("dialect", "duckdb");
        var tables = new TreeSet<String>();
        traced.all().forEach(origin -> tables.add(origin.table()));
        tables.forEach(table ->
                OpenLineage.dataset((ArrayNode) event.path("inputs"), OpenLineage.NAMESPACE, table, "inputFacets"));
        ObjectNode answer =
                OpenLineage.dataset((ArrayNode) event.path("outputs"), OpenLineage.NAMESPACE, job, "outputFacets");
        OpenLineage.columnLineage((ObjectNode) answer.path("facets"), traced.columns(), traced.conditions(), Map.of());
        return event;
    }
}
