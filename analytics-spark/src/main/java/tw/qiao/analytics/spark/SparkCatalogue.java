package tw.qiao.analytics.spark;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Source;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.Problem;

/** All tables of a warehouse as Spark names them, each at one exact snapshot. */
public final class SparkCatalogue implements Catalogue {
    private final Warehouse warehouse;

    /** A view of {@code warehouse}, which stays open as long as this is used. */
    public SparkCatalogue(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(warehouse.names());
    }

    @Override
    public Source source(String table, OptionalLong snapshot) {
        var found = warehouse.table(table);
        OptionalLong exact = snapshot.isPresent() ? snapshot : found.snapshot();
        List<Types.NestedField> fields = found.plan(exact).schema().columns();
        for (Types.NestedField field : fields) {
            if (field.type().typeId() == Type.TypeID.TIME) {
                throw Problem.invalid(
                        "query_dialect",
                        "Spark reads no times of day from Iceberg, and " + table + " has one in " + field.name()
                                + "; ask where DuckDB answers");
            }
        }
        String version = exact.isPresent() ? " version as of " + exact.getAsLong() : "";
        return new Source(
                table,
                exact,
                fields.stream().map(Types.NestedField::name).toList(),
                Sessions.CATALOGUE + ".warehouse." + Sql.name(table) + version);
    }
}
