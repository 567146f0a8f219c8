package tw.qiao.platform.warehouse;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.tables.WarehouseTable.Change;
import tw.qiao.kernel.Problem;

/** Answers the fixed questions of pages for everybody; nothing leaves but what the egress policy tells the public. */
@Component
public class PublicFigures {
    private final OpenWarehouse warehouse;
    private final WarehouseDesk desk;
    private final Clock clock;
    private final Map<String, Cube> cubes = new ConcurrentHashMap<>();

    PublicFigures(OpenWarehouse warehouse, WarehouseDesk desk, Clock clock) {
        this.warehouse = warehouse;
        this.desk = desk;
        this.clock = clock;
    }

    /** The state of a table that is current; a problem {@code figures_missing} while it has no rows. */
    public long state(String table) {
        OptionalLong state = warehouse.names().contains(table) ? warehouse.snapshot(table) : OptionalLong.empty();
        return state.orElseThrow(
                () -> Problem.unavailable("figures_missing", "The table " + table + " has no rows yet"));
    }

    /** When a table came into a state; empty when it has no such state. */
    public Optional<Instant> since(String table, long state) {
        return warehouse.names().contains(table)
                ? warehouse.table(table).history().stream()
                        .filter(change -> change.snapshot() == state)
                        .map(Change::moment)
                        .findFirst()
                : Optional.empty();
    }

    /**
     * What a cube answers about tables in given states. Its levels coarsen the places of events, so these may be used.
     */
    public CubeAnswer answer(String cube, CubeQuery query, Map<String, Long> states, Language language) {
        return desk.cubes(states, clock).answer(cubes.computeIfAbsent(cube, Cubes::named), query, language);
    }

    /** The rows of a statement. */
    public Result rows(Query query) {
        return desk.forPublic(query);
    }
}
