package tw.qiao.analytics.spark;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Source;
import tw.qiao.analytics.tables.FilePlan;
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
        FilePlan plan = found.plan(exact);
        List<String> columns =
                plan.schema().columns().stream().map(Types.NestedField::name).toList();
        boolean times =
                plan.schema().columns().stream().anyMatch(field -> field.type().typeId() == Type.TypeID.TIME);
        return new Source(table, exact, columns, times ? files(table, plan) : named(table, exact));
    }

    private static String named(String table, OptionalLong exact) {
        String version = exact.isPresent() ? " version as of " + exact.getAsLong() : "";
        return Sessions.CATALOGUE + ".warehouse." + Sql.name(table) + version;
    }

    /** Iceberg gives Spark no times of day; Spark itself reads them from the very same files. */
    private static String files(String table, FilePlan plan) {
        String paths = plan.paths().stream()
                .map(path -> plan.folder().relativize(path).toString())
                .collect(Collectors.joining(",", plan.folder() + "/{", "}"));
        if (plan.files().isEmpty()
                || !plan.asWritten()
                || !paths.matches("[^{}\\[\\]*?`\\\\]+\\{[^{}\\[\\]*?`\\\\]+}")) {
            throw Problem.invalid(
                    "query_dialect",
                    "Spark reads times of day only from files that lie in a folder with a plain name and have the"
                            + " columns of today, as those of " + table + " have not; ask where DuckDB answers");
        }
        return "parquet.`" + paths + "`";
    }
}
