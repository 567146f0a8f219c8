package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;

/** What PostgreSQL's system catalogue and the information schema would hold about these tables. */
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
            "pg_roles",
            "pg_user");

    private static final String DATABASE = "warehouse";
    private static final String SCHEMA = "public";
    private static final String SCHEMA_NUMBER = "2200";
    private static final String OWNER = "qiao";

    private final Map<String, List<Column>> tables;
    private final List<String> names;

    Relations(Map<String, List<Column>> tables) {
        this.tables = tables;
        this.names = List.copyOf(tables.keySet());
    }

    /** The rows of a relation, by the names of their columns; empty when it is not known. */
    Optional<List<SequencedMap<String, Cell>>> rows(String relation) {
        return switch (relation) {
            case "pg_database" -> Optional.of(List.of(database()));
            case "pg_namespace", "schemata" -> Optional.of(List.of(schema()));
            case "pg_class", "pg_tables", "tables" -> Optional.of(tables());
            case "pg_attribute", "columns" -> Optional.of(columns());
            case "pg_type" -> Optional.of(types());
            case "pg_roles", "pg_user" -> Optional.of(List.of(row("oid", "10", "rolname", OWNER, "usename", OWNER)));
            default -> Optional.empty();
        };
    }

    /** The number of a table, by which other questions name it. */
    int number(String table) {
        return FIRST_NUMBER + names.indexOf(table);
    }

    private static SequencedMap<String, Cell> database() {
        return row(
                "oid",
                "1",
                "datname",
                DATABASE,
                "datdba",
                "10",
                "encoding",
                "6",
                "datlocprovider",
                "c",
                "datcollate",
                "C.UTF-8",
                "datctype",
                "C.UTF-8",
                "datistemplate",
                "false",
                "datallowconn",
                "true",
                "datconnlimit",
                "-1",
                "dattablespace",
                "1663",
                "datacl",
                null);
    }

    private static SequencedMap<String, Cell> schema() {
        return row(
                "oid",
                SCHEMA_NUMBER,
                "nspname",
                SCHEMA,
                "nspowner",
                "10",
                "nspacl",
                null,
                "catalog_name",
                DATABASE,
                "schema_name",
                SCHEMA,
                "schema_owner",
                OWNER,
                "description",
                null);
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
                SCHEMA_NUMBER,
                "nspname",
                SCHEMA,
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
                Integer.toString(tables.getOrDefault(name, List.of()).size()),
                "schemaname",
                SCHEMA,
                "tablename",
                name,
                "tableowner",
                OWNER,
                "table_catalog",
                DATABASE,
                "table_schema",
                SCHEMA,
                "table_name",
                name,
                "table_type",
                "BASE TABLE",
                "description",
                null);
    }

    private List<SequencedMap<String, Cell>> columns() {
        var rows = new ArrayList<SequencedMap<String, Cell>>();
        for (String name : names) {
            int place = 0;
            for (Column column : tables.getOrDefault(name, List.of())) {
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
                type.sql(),
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

    private static List<SequencedMap<String, Cell>> types() {
        var rows = new ArrayList<SequencedMap<String, Cell>>();
        for (WireType type : WireType.values()) {
            rows.add(row(
                    "oid",
                    Integer.toString(type.number),
                    "typname",
                    type.internalName(),
                    "typnamespace",
                    "11",
                    "nspname",
                    "pg_catalog",
                    "typlen",
                    Integer.toString(type.size),
                    "typtype",
                    "b",
                    "typcategory",
                    type.name().substring(0, 1).toUpperCase(Locale.ROOT),
                    "typrelid",
                    "0",
                    "typelem",
                    "0",
                    "typarray",
                    "0",
                    "typbasetype",
                    "0",
                    "typtypmod",
                    "-1",
                    "typnotnull",
                    "false",
                    "typdelim",
                    ",",
                    "format_type",
                    type.sql()));
        }
        return rows;
    }

    private static SequencedMap<String, Cell> row(@Nullable String... pairs) {
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
