package tw.qiao.analytics.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeLineage;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.RecipeLineage;
import tw.qiao.analytics.lineage.JobFiles;
import tw.qiao.analytics.lineage.LineageFiles;
import tw.qiao.analytics.lineage.Origin;
import tw.qiao.analytics.lineage.StatementEvent;
import tw.qiao.analytics.lineage.Traced;
import tw.qiao.analytics.tables.Warehouse;

/**
 * Where a table comes from and which cubes read it, column by column.
 *
 * @param columns of what each column of the table is made
 * @param headers what files of the feed call each of its columns
 * @param runs the imports whose rows are in the table
 * @param jobs events of kept queries and published boards that read it
 */
public record TableLineage(
        Feed feed,
        Traced columns,
        Map<String, Set<String>> headers,
        List<ImportRun> runs,
        List<CubeUse> cubes,
        List<JsonNode> jobs) {

    /** A cube over the table, with what its levels and measures are made of. */
    public record CubeUse(Cube cube, Traced figures) {
        /** The levels and measures that are made of {@code column}; all where there is none. */
        public List<String> of(Optional<String> column) {
            return figures.columns().entrySet().stream()
                    .filter(figure ->
                            column.isEmpty() || figure.getValue().contains(new Origin(cube.table(), column.get())))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /** That of the table of {@code feed}; {@code parser} gives the tree of a statement. */
    public static TableLineage of(Warehouse warehouse, Feed feed, UnaryOperator<String> parser) {
        String table = feed.table().name();
        List<ImportRun> runs = warehouse.names().contains(table)
                ? ImportRun.of(warehouse.table(table), LineageFiles.of(warehouse))
                : List.of();
        return new TableLineage(
                feed,
                RecipeLineage.of(feed, parser),
                RecipeLineage.headers(feed),
                runs,
                cubes(feed, parser),
                JobFiles.beside(warehouse.folder()).reading(table));
    }

    private static List<CubeUse> cubes(Feed feed, UnaryOperator<String> parser) {
        List<String> columns = feed.table().columns().stream().map(Column::name).toList();
        var uses = new ArrayList<CubeUse>();
        for (String name : Cubes.NAMES) {
            Cube cube = Cubes.named(name);
            if (cube.table().equals(feed.table().name())) {
                uses.add(new CubeUse(cube, CubeLineage.of(cube, columns, parser)));
            }
        }
        return uses;
    }

    /** What files of the feed call the column of an origin; the origin itself where it is none of theirs. */
    public Set<String> written(Origin origin) {
        if (!origin.table().equals(feed.name())) {
            return Set.of(origin.table() + "." + origin.column());
        }
        Set<String> names = headers.getOrDefault(origin.column(), Set.of());
        return names.isEmpty() ? Set.of(origin.column()) : names;
    }

    /** All of it as events of OpenLineage: the imports, then what the cubes, kept queries and boards read. */
    public List<JsonNode> events(Instant now) {
        var events = new ArrayList<JsonNode>();
        runs.forEach(run -> events.add(run.event()));
        cubes.forEach(use -> events.add(
                StatementEvent.of("cube." + use.cube().name(), CubeLineage.statement(use.cube()), use.figures(), now)));
        events.addAll(jobs);
        return events;
    }
}
