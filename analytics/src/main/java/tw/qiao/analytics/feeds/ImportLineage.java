package tw.qiao.analytics.feeds;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.lineage.LineageFiles;
import tw.qiao.analytics.lineage.OpenLineage;
import tw.qiao.analytics.lineage.Origin;
import tw.qiao.analytics.lineage.Traced;
import tw.qiao.analytics.recipes.Tally;
import tw.qiao.analytics.tables.Warehouse;

/**
 * Writes down, before rows are committed, from which files and by which recipe they come. The batches of the commit
 * name the run, so that what was written for a commit that failed is no one's.
 */
final class ImportLineage {
    private static final String FEEDS = "qiao://feeds";
    private static final String FILES = "file";

    private final LineageFiles files;
    private final Workbench workbench;
    private final Feed feed;
    private final Map<Path, Crossing> crossings;
    private final Clock clock;

    ImportLineage(Warehouse warehouse, Workbench workbench, Feed feed, Map<Path, Crossing> crossings, Clock clock) {
        this.files = LineageFiles.of(warehouse);
        this.workbench = workbench;
        this.feed = feed;
        this.crossings = crossings;
        this.clock = clock;
    }

    /**
     * Keeps the event of one commit.
     *
     * @param select SQL of the rows
     */
    UUID record(List<FileReading> readings, String select) {
        UUID run = UUID.randomUUID();
        ObjectNode event = OpenLineage.completed(run, "import." + feed.name(), clock.instant());
        recipe(event, readings);
        ArrayNode inputs = (ArrayNode) event.path("inputs");
        feed(inputs);
        Traced traced = RecipeLineage.of(feed, workbench::parse);
        traced.all().stream()
                .map(Origin::table)
                .filter(table -> !table.equals(feed.name()))
                .distinct()
                .forEach(table -> OpenLineage.dataset(inputs, OpenLineage.NAMESPACE, table, "inputFacets"));
        readings.forEach(reading -> file(inputs, reading));
        output((ArrayNode) event.path("outputs"), readings, traced, select);
        files.keep(feed.table().name(), run, event);
        return run;
    }

    private void recipe(ObjectNode event, List<FileReading> readings) {
        ObjectNode recipe = OpenLineage.ownFacet((ObjectNode) event.path("run").path("facets"), "recipe");
        recipe.put("feed", feed.name()).put("version", feed.version()).put("digest", feed.digest());
        var tally = new Tally();
        readings.forEach(reading -> reading.tally().counts().forEach(tally::add));
        ObjectNode corrections = recipe.putObject("corrections");
        tally.counts()
                .forEach(
                        (correction, count) -> corrections.put(correction.name().toLowerCase(Locale.ROOT), count));
        OpenLineage.facet((ObjectNode) event.path("job").path("facets"), "sql", "1-1-0", "SQLJobFacet")
                .put("query", feed.recipe())
                .put("dialect", "duckdb");
    }

    /** What all files of the feed have in common: its columns, by the names that the recipe uses. */
    private void feed(ArrayNode inputs) {
        ObjectNode all = OpenLineage.dataset(inputs, FEEDS, feed.name(), "inputFacets");
        ArrayNode fields = OpenLineage.facet((ObjectNode) all.path("facets"), "schema", "1-1-1", "SchemaDatasetFacet")
                .putArray("fields");
        feed.columns()
                .forEach(column -> fields.addObject()
                        .put("name", column.name())
                        .put("type", column.type().sql())
                        .put("description", String.join(" / ", column.headers())));
    }

    private void file(ArrayNode inputs, FileReading reading) {
        ObjectNode file = OpenLineage.dataset(inputs, FILES, FileReading.fileName(reading.file()), "inputFacets");
        ObjectNode facets = (ObjectNode) file.path("facets");
        ArrayNode fields = OpenLineage.facet(facets, "schema", "1-1-1", "SchemaDatasetFacet")
                .putArray("fields");
        reading.headers().forEach(header -> fields.addObject().put("name", header));
        OpenLineage.facet(facets, "version", "1-0-1", "DatasetVersionDatasetFacet")
                .put("datasetVersion", "sha256:" + reading.file().digest());
        OpenLineage.facet(facets, "symlinks", "1-0-1", "SymlinksDatasetFacet")
                .putArray("identifiers")
                .addObject()
                .put("namespace", FEEDS)
                .put("name", feed.name())
                .put("type", "FEED");
        quality((ObjectNode) file.path("inputFacets"))
                .put("rowCount", reading.rowsRead())
                .put("bytes", reading.file().bytes())
                .put("fileCount", 1);
        ObjectNode own = (ObjectNode) file.path("inputFacets");
        OpenLineage.ownFacet(own, "batch").put("batch", reading.batch());
        Optional.ofNullable(crossings.get(reading.file().path())).ifPresent(crossing -> crossing.note(own));
    }

    private static ObjectNode quality(ObjectNode facets) {
        ObjectNode quality =
                OpenLineage.facet(facets, "dataQualityMetrics", "1-0-2", "DataQualityMetricsInputDatasetFacet");
        quality.putObject("columnMetrics");
        return quality;
    }

    private void output(ArrayNode outputs, List<FileReading> readings, Traced traced, String select) {
        ObjectNode table =
                OpenLineage.dataset(outputs, OpenLineage.NAMESPACE, feed.table().name(), "outputFacets");
        ObjectNode facets = (ObjectNode) table.path("facets");
        OpenLineage.schema(facets, feed.table().columns());
        OpenLineage.columnLineage(facets, traced.columns(), traced.conditions(), Map.of(feed.name(), FEEDS));
        counts((ObjectNode) table.path("outputFacets"), select);
        ArrayNode batches = OpenLineage.ownFacet((ObjectNode) table.path("outputFacets"), "batches")
                .putArray("batches");
        readings.forEach(reading -> batches.add(reading.batch()));
    }

    /** How many rows there are, and how many lack a value, in one scan. */
    private void counts(ObjectNode facets, String select) {
        List<Column> columns = feed.table().columns();
        String filled = columns.stream()
                .map(column -> ", count(" + Sql.name(column.name()) + ")")
                .collect(Collectors.joining());
        workbench.query("select count(*)" + filled + " from (" + select + ")", found -> {
            found.next();
            long rows = found.getLong(1);
            OpenLineage.facet(facets, "outputStatistics", "1-0-2", "OutputStatisticsOutputDatasetFacet")
                    .put("rowCount", rows);
            ObjectNode quality = quality(facets).put("rowCount", rows);
            ObjectNode metrics = (ObjectNode) quality.path("columnMetrics");
            for (int i = 0; i < columns.size(); i++) {
                metrics.putObject(columns.get(i).name()).put("nullCount", rows - found.getLong(i + 2));
            }
            return rows;
        });
    }
}
