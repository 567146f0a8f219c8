package tw.qiao.analytics.trino;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.types.Types;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Source;
import tw.qiao.analytics.tables.Warehouse;

/** All tables of a warehouse as Trino names them, each at one exact snapshot. */
public final class TrinoCatalogue implements Catalogue {
    private final Warehouse warehouse;
    private final String catalogue;

    /** @param catalogue how Trino's settings call our REST catalogue */
    public TrinoCatalogue(Warehouse warehouse, String catalogue) {
        this.warehouse = warehouse;
        this.catalogue = catalogue;
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(warehouse.names());
    }

    @Override
    public Source source(String table, OptionalLong snapshot) {
        var found = warehouse.table(table);
        OptionalLong exact = snapshot.isPresent() ? snapshot : found.snapshot();
        List<String> columns = found.plan(exact).schema().columns().stream()
                .map(Types.NestedField::name)
                .toList();
        String version = exact.isPresent() ? " for version as of " + exact.getAsLong() : "";
        return new Source(table, exact, columns, Sql.name(catalogue) + ".\"warehouse\"." + Sql.name(table) + version);
    }
}
