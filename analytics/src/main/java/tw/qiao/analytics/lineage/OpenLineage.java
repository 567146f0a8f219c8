package tw.qiao.analytics.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.kernel.CanonicalJson;

/** Writes events and facets of OpenLineage 2-0-2, so that catalogues of others can read where our data come from. */
public final class OpenLineage {
    /** Who writes the events. */
    public static final String PRODUCER = "urn:qiao:analytics";

    /** The namespace of tables and jobs. */
    public static final String NAMESPACE = "qiao://warehouse";

    private static final String SPECIFICATION = "https://openlineage.io/spec/";
    private static final String EVENTS = SPECIFICATION + "2-0-2/OpenLineage.json#/$defs/";

    private OpenLineage() {}

    /** An event about a run that is over. */
    public static ObjectNode completed(UUID run, String job, Instant moment) {
        ObjectNode event = event("RunEvent", moment);
        event.put("eventType", "COMPLETE");
        event.putObject("run").put("runId", run.toString()).putObject("facets");
        job(event, job);
        return event;
    }

    /** An event about what a job, such as a kept query or a cube, reads and gives whenever it runs. */
    public static ObjectNode designed(String job, Instant moment) {
        ObjectNode event = event("JobEvent", moment);
        job(event, job);
        return event;
    }

    private static ObjectNode event(String kind, Instant moment) {
        return CanonicalJson.MAPPER
                .createObjectNode()
                .put("eventTime", moment.toString())
                .put("producer", PRODUCER)
                .put("schemaURL", EVENTS + kind);
    }

    private static void job(ObjectNode event, String name) {
        event.putObject("job").put("namespace", NAMESPACE).put("name", name).putObject("facets");
        event.putArray("inputs");
        event.putArray("outputs");
    }

    /** A data set with empty facets at the end of {@code list}; {@code special} names those of this side. */
    public static ObjectNode dataset(ArrayNode list, String namespace, String name, String special) {
        ObjectNode dataset = list.addObject().put("namespace", namespace).put("name", name);
        dataset.putObject("facets");
        dataset.putObject(special);
        return dataset;
    }

    /** A facet of the specification in {@code facets}. */
    public static ObjectNode facet(ObjectNode facets, String name, String version, String definition) {
        return facets.putObject(name)
                .put("_producer", PRODUCER)
                .put(
                        "_schemaURL",
                        SPECIFICATION + "facets/" + version + "/" + definition + ".json#/$defs/" + definition);
    }

    /** A facet of our own in {@code facets}. */
    public static ObjectNode ownFacet(ObjectNode facets, String name) {
        return facets.putObject("qiao_" + name)
                .put("_producer", PRODUCER)
                .put("_schemaURL", PRODUCER + ":lineage#" + name);
    }

    /** The columns of a table. */
    public static void schema(ObjectNode facets, List<Column> columns) {
        ArrayNode fields =
                facet(facets, "schema", "1-1-1", "SchemaDatasetFacet").putArray("fields");
        columns.forEach(column -> fields.addObject()
                .put("name", column.name())
                .put("type", column.type().sql())
                .put("description", column.chinese() + " " + column.english()));
    }

    /** Of which columns those of a data set are made; those of {@code conditions} decide which rows there are. */
    public static void columnLineage(
            ObjectNode facets,
            Map<String, Set<Origin>> columns,
            Set<Origin> conditions,
            Map<String, String> namespaces) {
        ObjectNode lineage = facet(facets, "columnLineage", "1-2-0", "ColumnLineageDatasetFacet");
        ObjectNode fields = lineage.putObject("fields");
        columns.forEach((name, origins) -> {
            ArrayNode inputs = fields.putObject(name).putArray("inputFields");
            origins.forEach(origin -> input(inputs, origin, namespaces, "DIRECT"));
        });
        ArrayNode all = lineage.putArray("dataset");
        conditions.forEach(origin -> input(all, origin, namespaces, "INDIRECT"));
    }

    private static void input(ArrayNode inputs, Origin origin, Map<String, String> namespaces, String type) {
        inputs.addObject()
                .put("namespace", namespaces.getOrDefault(origin.table(), NAMESPACE))
                .put("name", origin.table())
                .put("field", origin.column())
                .putArray("transformations")
                .addObject()
                .put("type", type);
    }
}
