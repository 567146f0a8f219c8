package tw.qiao.analytics.tables;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;

/** Between the types of the dictionary, of Iceberg and of SQL. */
final class IcebergTypes {
    private IcebergTypes() {}

    /** A new table's schema; its fields are numbered in their order. */
    static Schema schema(List<Column> columns) {
        List<Types.NestedField> fields = new ArrayList<>();
        for (Column column : columns) {
            Type type = type(column.type());
            int id = fields.size() + 1;
            fields.add(
                    column.required()
                            ? Types.NestedField.required(id, column.name(), type, column.chinese())
                            : Types.NestedField.optional(id, column.name(), type, column.chinese()));
        }
        return new Schema(fields);
    }

    static Type type(ColumnType type) {
        return switch (type.kind()) {
            case TEXT -> Types.StringType.get();
            case INTEGER -> Types.LongType.get();
            case DECIMAL -> Types.DecimalType.of(type.precision(), type.scale());
            case DATE, MONTH -> Types.DateType.get();
            case YEAR -> Types.IntegerType.get();
            case TIME -> Types.TimeType.get();
            case BOOLEAN -> Types.BooleanType.get();
        };
    }

    /** The name in DuckDB's SQL; only of types that this warehouse writes. */
    static String sql(Type type) {
        return switch (type.typeId()) {
            case STRING -> "VARCHAR";
            case LONG -> "BIGINT";
            case INTEGER -> "INTEGER";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case BOOLEAN -> "BOOLEAN";
            case DECIMAL -> {
                var decimal = (Types.DecimalType) type;
                yield "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
            }
            default -> throw new IllegalArgumentException("No column of the warehouse has the type " + type);
        };
    }
}
