package tw.qiao.analytics.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.feeds.BatchRecipe;
import tw.qiao.analytics.feeds.Crossing;
import tw.qiao.analytics.lineage.LineageFiles;
import tw.qiao.analytics.tables.WarehouseTable;

/**
 * An import of which rows are in the table now.
 *
 * @param batches those whose rows came by it and that none has replaced since
 * @param event as OpenLineage writes it
 */
public record ImportRun(UUID run, BatchRecipe recipe, List<String> batches, JsonNode event) {
    /** All that brought rows which {@code table} has now, the oldest first, as far as their events are kept. */
    static List<ImportRun> of(WarehouseTable table, LineageFiles files) {
        var recipes = new LinkedHashMap<UUID, BatchRecipe>();
        var batches = new LinkedHashMap<UUID, List<String>>();
        BatchRecipe.all(table).forEach((batch, recipe) -> {
            recipes.put(recipe.run(), recipe);
            batches.computeIfAbsent(recipe.run(), _ -> new ArrayList<>()).add(batch);
        });
        var runs = new ArrayList<ImportRun>();
        for (Map.Entry<UUID, BatchRecipe> entry : recipes.entrySet()) {
            files.event(table.name(), entry.getKey())
                    .ifPresent(event -> runs.add(new ImportRun(
                            entry.getKey(), entry.getValue(), batches.getOrDefault(entry.getKey(), List.of()), event)));
        }
        runs.sort((one, other) -> one.moment().compareTo(other.moment()));
        return runs;
    }

    /** When it was. */
    public Instant moment() {
        return Instant.parse(event.path("eventTime").asString());
    }

    /** How many files it read. */
    public long files() {
        return event.path("inputs")
                .valueStream()
                .filter(input -> input.path("inputFacets").has("dataQualityMetrics"))
                .count();
    }

    /** The crossings of the exchange by which its files came. */
    public List<Crossing> crossings() {
        return event.path("inputs")
                .valueStream()
                .map(Crossing::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many rows of the table it made. */
    public long rows() {
        return event.at("/outputs/0/outputFacets/outputStatistics/rowCount").asLong(0);
    }
}
