package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Cell;

/** What PostgreSQL's system catalogue and the information schema would hold about these tables and their server. */
final class Relations {
    static final int FIRST_NUMBER = 16_384;

    /** Those that may have rows. */
    static final Set<String> KNOWN = Set.of(
            "pg_database",
            "pg_namespace",
            "schemata",
            "pg_class",
            "pg_tables",
            "tables",
            "pg_attribute",
            "columns",
            "pg_type",
            "pg_tablespace",
            "pg_roles",
            "pg_user");

    private final Map<String, TableDescription> tables;
    private final List<String> names;

    Relations(Map<String, TableDescription> tables) {
        this.tables = tables;
        this.names = List.copyOf(tables.keySet());
    }

    /** The rows of a relation, by the names of their columns; empty when it is not known. */
    Optional<List<SequencedMap<String, Cell>>> rows(String relation) {
        return switch (relation) {
            case "pg_class", "pg_tables", "tables" -> Optional.of(tables());
            case "pg_attribute", "columns" -> Optional.of(columns());
            default -> ServerRelations.rows(relation);
        };
    }

    /** The number of a table, by which other questions name it. */
    int number(String table) {
        return FIRST_NUMBER + names.indexOf(table);
    }

    private List<SequencedMap<String, Cell>> tables() {
        return names.stream().map(this::table).toList();
    }

    private SequencedMap<String, Cell> table(String name) {
        return row(
                "oid",
                Integer.toString(number(name)),
                "relname",
                name,
                "relnamespace",
                ServerRelations.SCHEMA_NUMBER,
                "nspname",
                ServerRelations.SCHEMA,
                "relkind",
                "r",
                "relowner",
                "10",
                "reltuples",
                "-1",
                "relhasindex",
                "false",
                "relpersistence",
                "p",
                "relreplident",
                "d",
                "relispartition",
                "false",
                "reltablespace",
                "0",
                "relchecks",
                "0",
                "relhassubclass",
                "false",
                "relhasrules",
                "false",
                "relhastriggers",
                "false",
                "relrowsecurity",
                "false",
                "relnatts",
                Integer.toString(columnsOf(name).size()),
                "schemaname",
                ServerRelations.SCHEMA,
                "tablename",
                name,
                "tableowner",
                ServerRelations.OWNER,
                "table_catalog",
                ServerRelations.DATABASE,
                "table_schema",
                ServerRelations.SCHEMA,
                "table_name",
                name,
                "table_type",
                "BASE TABLE",
                "description",
                description(name));
    }

    /** The columns of a table; none where it is not there. */
    List<Column> columnsOf(String table) {
        TableDescription described = tables.get(table);
        return described == null ? List.of() : described.columns();
    }

    private @Nullable String description(String table) {
        TableDescription described = tables.get(table);
        return described == null ? null : described.chinese();
    }

    private List<SequencedMap<String, Cell>> columns() {
        var rows = new ArrayList<SequencedMap<String, Cell>>();
        for (String name : names) {
            int place = 0;
            for (Column column : columnsOf(name)) {
                rows.add(column(name, column, Integer.toString(++place)));
            }
        }
        return rows;
    }

    private SequencedMap<String, Cell> column(String table, Column column, String place) {
        WireType type = WireType.of(column.type().sql());
        var row = row(
                "attrelid",
                Integer.toString(number(table)),
                "attname",
                column.name(),
                "atttypid",
                Integer.toString(type.number),
                "attlen",
                Integer.toString(type.size),
                "attnum",
                place,
                "atttypmod",
                "-1",
                "attnotnull",
                Boolean.toString(column.required()),
                "atthasdef",
                "false",
                "attidentity",
                "",
                "attgenerated",
                "",
                "attisdropped",
                "false",
                "attcollation",
                "0",
                "attstorage",
                type == WireType.NUMERIC ? "m" : type == WireType.TEXT ? "x" : "p",
                "attcompression",
                "",
                "column_name",
                column.name(),
                "ordinal_position",
                place,
                "column_default",
                null,
                "is_nullable",
                column.required() ? "NO" : "YES",
                "data_type",
                type.sql(),
                "udt_name",
                type.internalName(),
                "typname",
                type.internalName(),
                "typtype",
                "b",
                "typbasetype",
                "0",
                "typtypmod",
                "-1",
                "format_type",
                formatted(type, column.type()),
                "character_maximum_length",
                null,
                "numeric_precision",
                column.type().precision() == 0
                        ? null
                        : Integer.toString(column.type().precision()),
                "numeric_scale",
                column.type().precision() == 0
                        ? null
                        : Integer.toString(column.type().scale()));
        table(table).forEach(row::putIfAbsent);
        row.put("description", cell(column.chinese()));
        return row;
    }

    /** With the digits of a number. */
    private static String formatted(WireType type, ColumnType declared) {
        return type == WireType.NUMERIC && declared.precision() > 0
                ? type.sql() + "(" + declared.precision() + "," + declared.scale() + ")"
                : type.sql();
    }

    static SequencedMap<String, Cell> row(@Nullable String... pairs) {
        var row = new LinkedHashMap<String, Cell>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), cell(pairs[i + 1]));
        }
        return row;
    }

    static Cell cell(@Nullable String text) {
        return text == null ? new Cell.Missing(Column.Missing.NOT_APPLICABLE) : new Cell.Text(text);
    }
}
