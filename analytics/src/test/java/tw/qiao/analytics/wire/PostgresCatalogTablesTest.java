package tw.qiao.analytics.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;

/** What programs ask by themselves when they connect, word for word. */
class PostgresCatalogTablesTest {
    private final PostgresCatalogTables catalog = new PostgresCatalogTables(Map.of(
            "births",
            table(
                    "births",
                    "出生",
                    Column.of("village", ColumnType.parse("text"), true),
                    Column.of("amount", ColumnType.parse("decimal(12,2)"), false)),
            "villages",
            table("villages", "村里", Column.of("county", ColumnType.parse("text"), true))));

    private static TableDescription table(String name, String chinese, Column... columns) {
        return new TableDescription(name, 1, chinese, name, "test", List.of(columns), List.of());
    }

    @Test
    void psqlListsDatabases() {
        assertThat(rows("""
                SELECT d.datname as "Name",
                       pg_catalog.pg_get_userbyid(d.datdba) as "Owner",
                       pg_catalog.pg_encoding_to_char(d.encoding) as "Encoding",
                       d.datcollate as "Collate",
                       d.datctype as "Ctype",
                       d.daticulocale as "ICU Locale",
                       CASE d.datlocprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' END AS "Locale Provider",
                       pg_catalog.array_to_string(d.datacl, E'\\n') AS "Access privileges"
                FROM pg_catalog.pg_database d
                ORDER BY 1;""")).containsExactly("warehouse|qiao|UTF8|C.UTF-8|C.UTF-8|null|libc|null");
    }

    @Test
    void psql17AndItsSuccessorDescribeATableWithTheirOwnQuestions() {
        assertThat(rows("""
                SELECT a.attname,
                  pg_catalog.format_type(a.atttypid, a.atttypmod),
                  (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid, true)
                   FROM pg_catalog.pg_attrdef d
                   WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef),
                  a.attnotnull,
                  (SELECT c.collname FROM pg_catalog.pg_collation c, pg_catalog.pg_type t
                   WHERE c.oid = a.attcollation AND t.oid = a.atttypid AND a.attcollation <> t.typcollation) AS attcollation,
                  a.attidentity,
                  a.attgenerated,
                  a.attstorage,
                  a.attcompression AS attcompression,
                  CASE WHEN a.attstattarget=-1 THEN NULL ELSE a.attstattarget END AS attstattarget,
                  pg_catalog.col_description(a.attrelid, a.attnum)
                FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = '16384' AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum;"""))
                .containsExactly(
                        "village|text|null|true|null|||x||null|village",
                        "amount|numeric(12,2)|null|false|null|||m||null|amount");
        assertThat(rows("""
                SELECT
                  d.datname as "Name",
                  pg_catalog.pg_get_userbyid(d.datdba) as "Owner",
                  pg_catalog.pg_encoding_to_char(d.encoding) as "Encoding",
                  CASE d.datlocprovider WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' END AS "Locale Provider",
                  d.datcollate as "Collate",
                  d.datctype as "Ctype",
                  d.daticulocale as "Locale",
                  d.daticurules as "ICU Rules",
                  CASE WHEN pg_catalog.array_length(d.datacl, 1) = 0 THEN '(none)' ELSE pg_catalog.array_to_string(d.datacl, E'\\n') END AS "Access privileges"
                FROM pg_catalog.pg_database d
                ORDER BY 1;""")).containsExactly("warehouse|qiao|UTF8|libc|C.UTF-8|C.UTF-8|null|null|null");
    }

    @Test
    void namesChooseRowsAlsoByTheirBeginningAndByWhatTheyAreNot() {
        assertThat(rows("select relname from pg_catalog.pg_class c where c.relname ~ '^(bir.*)$'"))
                .containsExactly("births");
        assertThat(rows("select relname from pg_catalog.pg_class c where relname like 'vil%' and relkind <> 'v'"))
                .containsExactly("villages");
        assertThat(rows("select relname from pg_catalog.pg_class where relkind = any (array['v', 'm'])"))
                .isEmpty();
        assertThat(rows("select relname from pg_catalog.pg_class where relname ~ '(a*)*$'"))
                .as("takes no time that grows with each letter")
                .isEmpty();
    }

    @Test
    void dbeaverFindsItsDatabaseSchemaTablesAndColumns() {
        assertThat(rows("SELECT db.oid,db.datname FROM pg_catalog.pg_database db WHERE datname='warehouse'"))
                .containsExactly("1|warehouse");
        assertThat(rows("SELECT current_schema(),session_user")).containsExactly("public|analyst");
        assertThat(
                        rows(
                                "SELECT n.oid,n.nspname,d.description FROM pg_catalog.pg_namespace n"
                                        + " LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid=n.oid AND d.objsubid=0 ORDER BY nspname"))
                .containsExactly("2200|public|null");
        assertThat(rows(
                        "SELECT c.oid,c.relname,d.description,pg_catalog.pg_get_expr(c.relpartbound, c.oid) as partition_expr"
                                + " FROM pg_catalog.pg_class c LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid=c.oid"
                                + " WHERE c.relnamespace=2200 AND c.relkind not in ('i','I','c')"))
                .containsExactly("16384|births|出生|null", "16385|villages|村里|null");
        assertThat(rows("SELECT c.relname,a.attname,a.atttypid,pg_catalog.pg_get_expr(ad.adbin, ad.adrelid, true) as"
                        + " def_value,dsc.description FROM pg_catalog.pg_attribute a"
                        + " INNER JOIN pg_catalog.pg_class c ON (a.attrelid=c.oid)"
                        + " WHERE NOT a.attisdropped AND c.oid=16384 ORDER BY a.attnum"))
                .containsExactly("births|village|25|null|village", "births|amount|1700|null|amount");
        assertThat(rows("SELECT c.oid,c.conname FROM pg_catalog.pg_constraint c WHERE c.conrelid=16384"))
                .isEmpty();
    }

    @Test
    void rFindsTablesAndTheirFields() {
        assertThat(rows(
                        "SELECT table_name FROM INFORMATION_SCHEMA.tables WHERE (table_schema = ANY(current_schemas(true)))"
                                + " AND (table_schema <> 'pg_catalog')"))
                .containsExactly("births", "villages");
        assertThat(rows("SELECT column_name FROM INFORMATION_SCHEMA.columns WHERE table_name = 'births'"
                        + " ORDER BY ordinal_position"))
                .containsExactly("village", "amount");
        assertThat(rows("SELECT oid, typname FROM pg_type")).contains("20|int8", "1700|numeric");
    }

    @Test
    void pythonFindsItsVersionTablesAndColumns() {
        assertThat(rows("select pg_catalog.version()")).containsExactly("PostgreSQL 16.0 (Qiao)");
        assertThat(rows("show standard_conforming_strings")).containsExactly("on");
        assertThat(rows("SHOW client_encoding")).containsExactly("UTF8");
        assertThat(rows("SELECT pg_catalog.pg_class.relname FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace"
                        + " ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace"
                        + " WHERE pg_catalog.pg_class.relkind = ANY (ARRAY['r', 'p'])"
                        + " AND pg_catalog.pg_class.relpersistence != 't' AND pg_catalog.pg_table_is_visible(pg_catalog.pg_class.oid)"
                        + " AND pg_catalog.pg_namespace.nspname != 'pg_catalog'"))
                .containsExactly("births", "villages");
        assertThat(rows("SELECT data_type, is_nullable, numeric_scale FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND table_name = 'births'"))
                .containsExactly("text|NO|null", "numeric|YES|2");
    }

    @Test
    void sqlAlchemyFindsColumnsWithoutIdentityAndNoPrimaryKey() {
        assertThat(rows("""
                SELECT a.attname, a.attnotnull,
                  pgd.description as comment,
                  (SELECT json_build_object('always', a.attidentity = 'a', 'start', s.seqstart)
                    FROM pg_catalog.pg_sequence s
                    JOIN pg_catalog.pg_class c on s.seqrelid = c."oid"
                    WHERE c.relkind = 'S' AND a.attidentity != ''
                  ) as identity_options
                FROM pg_catalog.pg_attribute a
                LEFT JOIN pg_catalog.pg_description pgd ON (pgd.objoid = a.attrelid AND pgd.objsubid = a.attnum)
                WHERE a.attrelid = 16385 AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum""")).containsExactly("county|true|county|null");
        assertThat(rows("""
                SELECT a.attname
                FROM pg_attribute a JOIN (
                    SELECT unnest(ix.indkey) attnum, generate_subscripts(ix.indkey, 1) ord
                    FROM pg_index ix
                    WHERE ix.indrelid = 16384 AND ix.indisprimary
                    ) k ON a.attnum=k.attnum
                WHERE a.attrelid = 16384
                ORDER BY k.ord""")).isEmpty();
    }

    @Test
    void odbcFindsColumnsThroughNestedJoins() {
        assertThat(rows(
                        "select n.nspname, c.relname, a.attname, a.atttypid, t.typname, a.attnum, pg_get_expr(d.adbin, d.adrelid),"
                                + " case t.typtype when 'd' then t.typbasetype else 0 end, 0, attidentity"
                                + " from (((pg_catalog.pg_class c inner join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                                + " and c.relname like 'births' and n.nspname like 'public')"
                                + " inner join pg_catalog.pg_attribute a on (not a.attisdropped) and a.attnum > 0 and a.attrelid = c.oid)"
                                + " inner join pg_catalog.pg_type t on t.oid = a.atttypid)"
                                + " left outer join pg_attrdef d on a.atthasdef and d.adrelid = a.attrelid and d.adnum = a.attnum"
                                + " order by n.nspname, c.relname, attnum"))
                .containsExactly(
                        "public|births|village|25|text|1|null|0|0|", "public|births|amount|1700|numeric|2|null|0|0|");
    }

    @Test
    void psqlFindsThatNoTableInheritsFromAnother() {
        assertThat(rows("SELECT c.oid::pg_catalog.regclass\nFROM pg_catalog.pg_class c, pg_catalog.pg_inherits i\n"
                        + "WHERE c.oid = i.inhparent AND i.inhrelid = '16384'\nORDER BY inhseqno;"))
                .isEmpty();
    }

    @Test
    void schemasAndTablesThatAreNotThereHaveNothing() {
        assertThat(rows("select tablename from pg_catalog.pg_tables where schemaname = 'secret'"))
                .isEmpty();
        assertThat(rows("select * from information_schema.columns where table_name = 'nosuch'"))
                .isEmpty();
    }

    @Test
    void statementsOverTheTablesThemselvesAreNoneOfItsBusiness() {
        for (String statement :
                List.of("select village from births", "select 1", "select count(*) from villages", "selec", "")) {
            assertThat(catalog.answer(statement)).as(statement).isEmpty();
        }
    }

    private List<String> rows(String statement) {
        Result result = catalog.answer(statement).orElseThrow();
        return result.rows().stream()
                .map(row -> String.join(
                        "|", row.stream().map(PostgresCatalogTablesTest::text).toList()))
                .toList();
    }

    private static String text(Cell cell) {
        return cell instanceof Cell.Text(String text) ? text : "null";
    }
}
