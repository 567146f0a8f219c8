package tw.qiao.analytics.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Tables that were opened before are only asked whether they changed; used by one reader at a time. */
    private final Map<String, WarehouseTable> opened = new ConcurrentHashMap<>();

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
        var found = opened.computeIfAbsent(table, warehouse::table);
        OptionalLong exact;
        Source source;
        synchronized (found) {
            // the number is taken first and planned with, so that it names exactly the rows that are read
            exact = snapshot.isPresent() ? snapshot : found.snapshot();
            source = planned(table, found, exact);
        }
        return exact.isPresent()
                ? cache.source(table, exact.getAsLong())
                        .map(rows -> new Source(table, exact, source.columns(), rows))
                        .orElse(source)
                : source;
    }

    @Override
    public Optional<String> rolledUp(String table, long snapshot, String form) {
        return cache.source(table, snapshot, form);
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
