package tw.qiao.analytics.query;

import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.types.Types;
import tw.qiao.analytics.tables.FilePlan;
import tw.qiao.analytics.tables.Warehouse;

/** All tables of a warehouse. */
public final class WarehouseCatalogue implements Catalogue {
    private final Warehouse warehouse;

    /** A view of {@code warehouse}, which stays open as long as this is used. */
    public WarehouseCatalogue(Warehouse warehouse) {
        this.warehouse = warehouse;
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
        FilePlan plan = found.plan(exact);
        return new Source(
                table,
                exact,
                plan.schema().columns().stream().map(Types.NestedField::name).toList(),
                plan.source());
    }
}
