package tw.qiao.platform.warehouse;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.feeds.EndedImports;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.tables.WarehouseTable.Change;

/** What other modules may see of the warehouse on behalf of analysts: figures that may be told, and what changed. */
@Service
public class WarehouseWatch {
    private final WarehouseDesk desk;
    private final OpenWarehouse warehouse;
    private final FileImports imports;
    private final Asking asking;
    private final CubeAsking cubes;
    private final EndedImports byCommands;

    WarehouseWatch(
            WarehouseDesk desk,
            OpenWarehouse warehouse,
            FileImports imports,
            Asking asking,
            CubeAsking cubes,
            WarehouseProperties properties) {
        this.cubes = cubes;
        this.desk = desk;
        this.warehouse = warehouse;
        this.imports = imports;
        this.asking = asking;
        this.byCommands = EndedImports.beside(properties.tables());
    }

    /**
     * A file whose import ended, on the platform or by a command.
     *
     * @param code of the problem for which nothing was imported; empty when it was
     * @param acceptedDrift whether it was imported though it differs too much, because somebody accepted that
     */
    public record EndedImport(UUID id, String feed, String code, boolean acceptedDrift, Instant ended) {}

    /**
     * The rows of {@code query} that an analyst may see; a problem {@code query_…} when it is refused or wrong.
     *
     * @param asker for whom this is recorded; null when the platform asks by itself
     */
    public Result figures(Query query, @Nullable UUID asker) {
        return recorded(query, asker, desk::forAnalyst);
    }

    /** The counts of people of {@code query}, without those that are too small to be told; else as above. */
    public Result counts(Query query, CountLayout layout, @Nullable UUID asker) {
        return recorded(query, asker, asked -> desk.countsForAnalyst(asked, layout));
    }

    /**
     * What an analyst may see of a cube; a problem {@code cube_…}, {@code query_…} or {@code warehouse_…} when nothing.
     *
     * @param snapshots the states of tables to read; the newest of others
     * @param asker for whom this is recorded, under {@code address}; null when the platform asks by itself
     */
    public CubeAnswer cube(
            Cube cube, CubeQuery query, Map<String, Long> snapshots, @Nullable UUID asker, String address) {
        Long state = snapshots.get(cube.table());
        OptionalLong pinned = state == null ? OptionalLong.empty() : OptionalLong.of(state);
        return asker == null
                ? cubes.answer(cube, query, Language.CHINESE, pinned)
                : cubes.answer(asker, new CubeAsking.Asked(cube, query, Language.CHINESE, pinned, address, false));
    }

    private Result recorded(Query query, @Nullable UUID asker, Function<Query, Result> way) {
        return asker == null ? way.apply(query) : asking.askInPassing(asker, query, way);
    }

    /** The names of the tables that have rows, sorted. */
    public List<String> tables() {
        return warehouse.names();
    }

    /** The state of a table that is current; a problem {@code warehouse_table} when it is not there. */
    public OptionalLong snapshot(String table) {
        return warehouse.snapshot(table);
    }

    /** The batches of a table that came so far. */
    public Set<String> batches(String table) {
        return warehouse.table(table).batches();
    }

    /** What happened to a table, oldest first. */
    public List<Change> history(String table) {
        return warehouse.table(table).history();
    }

    /** The imports of {@code feed} that ended, the newest first; of all feeds when it is empty. */
    public List<EndedImport> endedImports(String feed, int most) {
        return Stream.concat(
                        imports.ended(feed, most).stream(),
                        byCommands.of(feed).stream().map(WarehouseWatch::ended))
                .sorted(Comparator.comparing(EndedImport::ended).reversed())
                .limit(most)
                .toList();
    }

    private static EndedImport ended(EndedImports.Ended one) {
        return new EndedImport(
                one.id(), one.feed(), one.code(), one.drifted() && one.code().isEmpty(), one.at());
    }
}
