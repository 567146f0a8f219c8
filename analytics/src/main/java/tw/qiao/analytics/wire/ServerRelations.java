package tw.qiao.analytics.wire;

import static tw.qiao.analytics.wire.Relations.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import tw.qiao.analytics.egress.Cell;

/** What PostgreSQL's system catalogue would hold about the server, whatever tables there are. */
final class ServerRelations {
    static final String DATABASE = "warehouse";
    static final String SCHEMA = "public";
    static final String SCHEMA_NUMBER = "2200";
    static final String OWNER = "qiao";
    private static final String READER = "analyst";
    private static final String TABLESPACE = "pg_default";

    private ServerRelations() {}

    /** The rows of a relation, by the names of their columns; empty when it is not known. */
    static Optional<List<SequencedMap<String, Cell>>> rows(String relation) {
        return switch (relation) {
            case "pg_database" -> Optional.of(List.of(database()));
            case "pg_namespace", "schemata" -> Optional.of(List.of(schema()));
            case "pg_type" -> Optional.of(types());
            case "pg_tablespace" -> Optional.of(List.of(row("oid", "1663", "spcname", TABLESPACE, "spcowner", "10")));
            case "pg_roles", "pg_user" -> Optional.of(List.of(role("10", OWNER, "f"), role("11", READER, "t")));
            default -> Optional.empty();
        };
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
                "spcname",
                TABLESPACE,
                "datacl",
                null);
    }

    private static SequencedMap<String, Cell> role(String number, String name, String entering) {
        return row(
                "oid",
                number,
                "rolname",
                name,
                "usename",
                name,
                "rolsuper",
                "f",
                "rolinherit",
                "t",
                "rolcreaterole",
                "f",
                "rolcreatedb",
                "f",
                "rolcanlogin",
                entering,
                "rolreplication",
                "f",
                "rolbypassrls",
                "f",
                "rolconnlimit",
                "-1",
                "rolvaliduntil",
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
}
