package tw.qiao.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

/** Whatever is not one SELECT over the tables, by what it is after. */
class ForeignStatementsTest {
    @TempDir
    private static Path folder;

    private static SmallWarehouse small;

    @BeforeAll
    static void open() {
        small = new SmallWarehouse(folder);
    }

    @AfterAll
    static void close() {
        small.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // files and addresses
                "select * from read_text('/etc/passwd')",
                "select * from read_blob('/etc/passwd')",
                "select * from read_csv('/etc/passwd')",
                "select * from read_csv_auto('/etc/passwd')",
                "select * from read_json('/etc/passwd')",
                "select * from read_json_auto('/etc/passwd')",
                "select * from read_json_objects('/etc/passwd')",
                "select * from read_ndjson('/etc/passwd')",
                "select * from read_parquet('../data/warehouse/taipei_crime_points.parquet')",
                "select * from parquet_scan('../data/warehouse/taipei_crime_points.parquet')",
                "select * from parquet_metadata('../data/warehouse/taipei_crime_points.parquet')",
                "select * from parquet_schema('../data/warehouse/taipei_crime_points.parquet')",
                "select * from parquet_file_metadata('../data/warehouse/taipei_crime_points.parquet')",
                "select * from glob('/etc/*')",
                "select * from sniff_csv('/etc/passwd')",
                "select * from '/etc/passwd'",
                "select * from '../data/warehouse/taipei_crime_points.parquet'",
                "select * from \"/etc/passwd\"",
                "from '/etc/passwd'",
                "select * from 'http://127.0.0.1/x.parquet'",
                "select * from 's3://bucket/x.parquet'",
                "select * from births, read_text('/etc/passwd')",
                "select * from births where n in (select size from read_text('/etc/passwd'))",
                "with x as (select * from read_text('/etc/passwd')) select * from x",
                "select (select content from read_text('/etc/passwd'))",
                "select * from births union all select content, size from read_text('/etc/passwd')",
                "select * from births b join lateral (select content from read_text('/etc/passwd')) t on true",
                "select * from (values (1)) v(x) where exists (from glob('/*'))",
                "select list_transform([1], lambda x: (select content from read_text('/etc/passwd')))",
                "pivot read_text('/etc/passwd') on filename using sum(size)",
                // other tables of this process: the engine's own, and those of others
                "select * from information_schema.tables",
                "select * from duckdb_settings()",
                "select * from duckdb_tables()",
                "select * from duckdb_views()",
                "select * from duckdb_functions()",
                "select * from duckdb_secrets()",
                "select * from duckdb_extensions()",
                "select * from pg_catalog.pg_tables",
                "select * from sqlite_master",
                "select * from main.events",
                "select * from events",
                "select * from memory.main.events",
                "select * from pragma_database_list()",
                "select * from pragma_table_info('births')",
                "select * from query('select 1')",
                "select * from query_table('births')",
                "select * from json_execute_serialized_sql('{}')",
                "select * from repeat_row(1, num_rows = 10)",
                "select * from seq_scan('births')",
                "show tables",
                "describe births",
                "summarize births",
                // names of WITH where they are not in force
                "with sqlite_master as (select * from sqlite_master) select * from sqlite_master",
                "select * from (with events as (select 1) select * from events) x, events",
                "select * from (with \"/etc/passwd\" as (select 1) select 1) x, \"/etc/passwd\"",
                "with a as (select * from b), b as (select 1) select * from a",
                // settings, the machine, functions that run things
                "select current_setting('allowed_directories')",
                "select getenv('HOME')",
                "select getvariable('x')",
                "select version()",
                "select current_database()",
                "select txid_current()",
                "select nextval('s')",
                "select write_log('x')",
                "select sleep_ms(10000)",
                "select json_serialize_sql('select 1')",
                "select system.main.getenv('HOME')",
                "select pg_catalog.pg_get_viewdef(1)",
                "select random()",
                // anything but one SELECT
                "copy births to '/tmp/leak.csv'",
                "copy (select * from births) to '/tmp/leak.csv'",
                "create table x as select 1",
                "create or replace temp view births as select 1",
                "create macro f(x) as x",
                "insert into births values ('x', 1)",
                "update births set n = 1",
                "delete from births",
                "drop view births",
                "attach '/tmp/x.db'",
                "detach memory",
                "install httpfs",
                "load httpfs",
                "set memory_limit = '99GB'",
                "reset memory_limit",
                "pragma database_list",
                "call pragma_version()",
                "explain analyze select 1",
                "checkpoint",
                "export database '/tmp/x'",
                "import database '/tmp/x'",
                "prepare p as select 1",
                "begin transaction",
                "select 1; select 2",
                "select 1; copy births to '/tmp/leak.csv'",
                "vacuum",
                "use memory",
                "",
                ";",
                "selekt 1",
            })
    void refuses(String sql) {
        assertThatThrownBy(() -> small.queries().run(Query.of(sql), small.catalogue()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).startsWith("query_"));
    }
}
