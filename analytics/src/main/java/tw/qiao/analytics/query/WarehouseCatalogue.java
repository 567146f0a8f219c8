package tw.qiao.analytics.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.types.Types;
import tw.qiao.analytics.tables.FilePlan;
import tw.qiao.analytics.tables.SnapshotCache;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.tables.WarehouseTable;

/** All tables of a warehouse. */
public final class WarehouseCatalogue implements Catalogue {
    private static final int MOST_PLANNED = 1_000;

    private final Warehouse warehouse;
    private final SnapshotCache cache;

    /** What snapshots were planned to, which never changes; those that were not asked for lately are forgotten. */
    private final Map<State, Source> planned = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<State, Source> eldest) {
            return size() > MOST_PLANNED;
        }
    };

    private record State(String table, OptionalLong snapshot) {}

    /** A view of {@code warehouse}, which stays open as long as this is used. */
    public WarehouseCatalogue(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.cache = new SnapshotCache(warehouse);
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(warehouse.names());
    }

    @Override
    public Source source(String table, OptionalLong snapshot) {
        var found = warehouse.table(table);
        // the number is taken first and planned with, so that it names exactly the rows that are read
        OptionalLong exact = snapshot.isPresent() ? snapshot : found.snapshot();
        Source source = planned(table, found, exact);
        return exact.isPresent()
                ? cache.source(table, exact.getAsLong())
                        .map(rows -> new Source(table, exact, source.columns(), rows))
                        .orElse(source)
                : source;
    }

    private Source planned(String table, WarehouseTable found, OptionalLong exact) {
        synchronized (planned) {
            Source known = planned.get(new State(table, exact));
            if (known != null) {
                return known;
            }
        }
        FilePlan plan = found.plan(exact);
        var source = new Source(
                table,
                exact,
                plan.schema().columns().stream().map(Types.NestedField::name).toList(),
                plan.source());
        if (exact.isPresent()) {
            synchronized (planned) {
                planned.put(new State(table, exact), source);
            }
        }
        return source;
    }
}
