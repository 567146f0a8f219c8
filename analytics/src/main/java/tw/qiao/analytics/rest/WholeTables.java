package tw.qiao.analytics.rest;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.tables.WarehouseTable;
import tw.qiao.kernel.Problem;

/**
 * The tables whose files somebody may have. Files cannot be filtered on their way out, so only those that she may see
 * whole are there for her: every row and every column that any of their files has or had.
 */
final class WholeTables {
    private final Warehouse warehouse;

    WholeTables(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    List<String> names(Policy policy) {
        return warehouse.names().stream()
                .filter(policy.tables()::containsKey)
                .filter(name -> isWhole(policy, name, warehouse.table(name).metadata()))
                .toList();
    }

    /** A table; the same problem when there is none and when she may not see it whole. */
    Open open(Policy policy, String name) {
        if (policy.tables().containsKey(name) && warehouse.names().contains(name)) {
            WarehouseTable table = warehouse.table(name);
            TableMetadata metadata = table.metadata();
            if (isWhole(policy, name, metadata)) {
                return new Open(table, metadata);
            }
        }
        throw Problem.notFound("warehouse_table", "There is no table " + name + " whose files may be read");
    }

    /** A table with the metadata that was looked at, and no later one. */
    record Open(WarehouseTable table, TableMetadata metadata) {}

    private static boolean isWhole(Policy policy, String name, TableMetadata metadata) {
        return columns(metadata)
                .filter(columns -> policy.opensWhole(name, columns))
                .isPresent();
    }

    /** The names that all columns of all times have now; empty when one has none any more, but is still in files. */
    private static Optional<Set<String>> columns(TableMetadata metadata) {
        var names = new HashSet<String>();
        for (Schema schema : metadata.schemas()) {
            for (Types.NestedField field : schema.columns()) {
                @Nullable String now = metadata.schema().findColumnName(field.fieldId());
                if (now == null) {
                    return Optional.empty();
                }
                names.add(now);
            }
        }
        return Optional.of(names);
    }
}
