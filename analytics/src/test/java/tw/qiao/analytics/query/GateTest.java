package tw.qiao.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tw.qiao.kernel.Problem;

/** Attempts to read what may not be read, to change something, or to keep the engine busy. */
class GateTest {
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

    /** Each line: the code, a bar, the statement. */
    private static final String ATTEMPTS = """
            query_table_function | select * from read_csv('/etc/passwd')
            query_table_function | select * from read_text('/etc/hostname')
            query_table_function | select * from read_blob('/etc/hostname')
            query_table_function | select * from read_parquet('/**/*.parquet')
            query_table_function | select * from parquet_metadata('x.parquet')
            query_table_function | select * from glob('/*')
            query_table_function | select * from sniff_csv('/etc/passwd')
            query_table_function | from read_json_auto('x.json')
            query_table_function | select * from query('select 1')
            query_table_function | select * from query_table('births')
            query_table_function | select * from json_execute_serialized_sql('{}')
            query_table_function | select * from duckdb_settings()
            query_table_function | select * from duckdb_secrets()
            query_table_function | select * from duckdb_views()
            query_table_function | select * from pragma_table_info('births')
            query_table_function | select * from pragma_version()
            query_table_function | select * from range(1000000000)
            query_table_function | select * from generate_series(1, 1000000000)
            query_table_function | select * from repeat('x', 1000000000)
            query_table_function | select * from unnest([1, 2])
            query_table_function | select * from summary((select 1))
            query_table_function | select * from births, lateral read_text(village)
            query_table_function | select 1 where exists (select * from read_text('/etc/hostname'))
            query_table_function | with a as (select * from glob('*')) select * from a
            query_table_function | select (select max(content) from read_text('/etc/hostname'))
            query_table_function | select * from births order by (select count(*) from glob('*'))
            query_table_function | select 1 union all select size from read_blob('/etc/hostname')
            query_table_function | select * /* */ from/**/read_csv/**/('/etc/passwd')
            query_table_function | select * from "read_csv"('/etc/passwd')
            query_table_function | select * from main.read_csv('/etc/passwd')
            query_table | select * from '/etc/passwd'
            query_table | select * from "/etc/passwd"
            query_table | select * from 'x.csv'
            query_table | select * from "births.parquet"
            query_table | from '/etc/passwd'
            query_table | table "/etc/passwd"
            query_table | select * from pg_tables
            query_table | select * from sqlite_master
            query_table | select * from duckdb_tables
            query_table | select (select 1 from 'x.json')
            query_table | select * from (with births2 as (select 1) select 1) a, births2
            query_table | with a as (select * from b), b as (select 1) select * from a
            query_table | select * from ＢＩＲＴＨＳ
            query_table | select * from bırths
            query_table | select * from "births "
            query_name | with "/etc/passwd" as (select 1) select * from "/etc/passwd"
            query_schema | select * from information_schema.tables
            query_schema | select * from pg_catalog.pg_class
            query_schema | select * from main.births
            query_schema | select * from memory.main.births
            query_schema | select * from system.information_schema.columns
            query_schema | select main.getenv('HOME')
            query_schema | select pg_catalog.sum(births) from births
            query_function | select getenv('HOME')
            query_function | select current_setting('memory_limit')
            query_function | select getvariable('x')
            query_function | select 'x'.getenv()
            query_function | select json_serialize_sql('select 1')
            query_function | select json_execute_serialized_sql('{}')
            query_function | select pg_get_viewdef(1)
            query_function | select current_query()
            query_function | select current_connection_id()
            query_function | select repeat('x', 4000000000)
            query_function | select range(4000000000)
            query_function | select list_resize([1], 4000000000)
            query_function | select lpad('x', 1000000000, 'y')
            query_function | select lpad('x', births::int, 'y') from births
            query_function | select printf('%1000000000d', 1)
            query_function | select sleep_ms(100000)
            query_function | select pg_sleep(1000)
            query_function | select nextval('s')
            query_function | select setseed(0.5)
            query_function | select random()
            query_function | select nosuchfunction(1)
            query_function | select ｇｅｔｅｎｖ('HOME')
            query_function | select write_log('x')
            query_function | select sum(births) over (order by getenv('X')) from births
            query_function | select count(*) filter (where getenv('X') is null) from births
            query_function | select * from births where case when true then getenv('X') else 'a' end = 'b'
            query_function | select * replace (getenv('X') as village) from births
            query_function | select string_agg(village, getenv('X') order by 1) from births
            query_function | select * from births limit (select current_setting('threads')::int)
            query_function | select * from (values (getenv('X'))) v(a)
            query_function | select cast_to_type('x', null)
            query_function | select list_transform([1], lambda x: x + 1)
            query_function | select list_filter([1], x -> x > 0)
            query_function | select columns(c -> c like 'b%') from births
            query_lambda | select '{}' -> 'a'
            query_recursion | with recursive r as (select 1 as n union all select n + 1 from r) select * from r
            query_catalogue | show tables
            query_catalogue | describe births
            query_catalogue | summarize births
            query_catalogue | select * from (show all tables)
            query_catalogue | show databases
            query_not_select | attach '/tmp/x.db'
            query_not_select | copy births to '/tmp/x.csv'
            query_not_select | copy (select 1) to '/tmp/x.csv'
            query_not_select | insert into births values (1)
            query_not_select | with a as (insert into births values (1) returning *) select * from a
            query_not_select | delete from births
            query_not_select | update births set births = 0
            query_not_select | drop view births
            query_not_select | create table x as select 1
            query_not_select | create macro f() as 1
            query_not_select | create temp view births as select 1
            query_not_select | set memory_limit = '8GB'
            query_not_select | reset memory_limit
            query_not_select | set variable x = 1
            query_not_select | pragma database_list
            query_not_select | install httpfs
            query_not_select | load httpfs
            query_not_select | prepare p as select 1
            query_not_select | execute p
            query_not_select | call pragma_version()
            query_not_select | explain analyze select 1
            query_not_select | export database '/tmp/x'
            query_not_select | checkpoint
            query_not_select | vacuum
            query_not_select | begin
            query_not_select | use main
            query_not_select | select 1; drop view births
            query_several_statements | select 1; select 2
            query_several_statements | select 1;;select 2
            query_several_statements | select 1 /* ; */; /* */ select 2 --
            query_syntax | select * from births; --
            query_syntax | select 1) union all (select 2
            query_syntax | select 1) limit 1; drop view births; select (2
            query_syntax | select /* 1
            query_syntax | select $$ 1
            query_syntax | selec 1
            query_type | select 'x'::regclass
            query_type | select 'a'::blob
            query_type | select 1::main.integer
            query_part | select * from births tablesample 10%
            query_part | select * from births using sample 1
            query_part | select * from births at (version => 1)
            query_pivot | select * from births pivot (sum(births) for village in ('a'))
            query_empty | ;
            query_wrong | select filename from births
            query_wrong | select nosuchcolumn from births
            query_value | select mother::int from births
            query_value | select error_of from (select strptime(mother, '%Y') as error_of from births)
            """;

    static Stream<Arguments> attempts() {
        return ATTEMPTS.lines()
                .map(line -> line.split(" \\| ", 2))
                .map(parts -> Arguments.of(parts[0].strip(), parts[1]));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void refusesWhatIsNotAPlainQuestion(String code, String statement) {
        assertThat(refusal(statement).code())
                .as(refusal(statement).getMessage())
                .isEqualTo(code);
    }

    @Test
    void refusesInvisibleCharacters() {
        assertThat(refusal("select\u202e 1").code()).isEqualTo("query_characters");
        assertThat(refusal("select 1 \0").code()).isEqualTo("query_characters");
        assertThat(refusal("select 'a\u200bb'").code()).isEqualTo("query_characters");
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThat(refusal("select " + "1 + ".repeat(20_000) + "1").code()).isEqualTo("query_too_large");
        assertThat(refusal("select " + "abs(".repeat(200) + "1" + ")".repeat(200))
                        .code())
                .isEqualTo("query_too_deep");
        assertThat(refusal("select " + "not ".repeat(5_000) + "true").code())
                .isIn("query_too_deep", "query_syntax", "analytics_died", "analytics_too_slow");
        assertThat(refusal("select " + "1 + ".repeat(5_000) + "1").code())
                .isIn("query_too_deep", "query_syntax", "analytics_died", "analytics_too_slow");
        assertThat(small.queries().run(Query.of("select 1"), small.catalogue()).rows())
                .hasSize(1);
    }

    @Test
    void stopsAFloodOfRowsByTimeAndGoesOn() {
        String many = IntStream.range(0, 16).mapToObj(i -> "births b" + i).collect(Collectors.joining(", "));
        var query = new Query(
                "select count(*) from " + many + " where b1.births + b2.births > 0", List.of(), Map.of(), 10, 1);

        assertThatThrownBy(() -> small.queries().run(query, small.catalogue()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("analytics_too_slow"));
        assertThat(small.queries().run(Query.of("select 1"), small.catalogue()).rows())
                .hasSize(1);
    }

    @Test
    void stopsTextsThatDoubleThemselvesByMemoryAndGoesOn() {
        String doubling = IntStream.range(1, 40)
                .mapToObj(i -> "t" + i + " as materialized (select x || x as x from t" + (i - 1) + ")")
                .collect(Collectors.joining(", "));
        String statement = "with t0 as (select village as x from births), " + doubling + " select length(x) from t39";

        assertThat(refusal(statement).code())
                .isIn("analytics_died", "query_memory", "query_value", "analytics_too_slow");
        assertThat(small.queries().run(Query.of("select 1"), small.catalogue()).rows())
                .hasSize(1);
    }

    @Test
    void stopsATextThatIsLargerThanAnyAnswer() {
        String doubling = IntStream.range(1, 26)
                .mapToObj(i -> "t" + i + " as materialized (select x || x as x from t" + (i - 1) + ")")
                .collect(Collectors.joining(", "));
        String statement = "with t0 as (select village as x from births limit 1), " + doubling + " select x from t25";
        try {
            var found = small.queries().run(Query.of(statement), small.catalogue());
            assertThat(found.rows()).isEmpty();
            assertThat(found.truncated()).isTrue();
        } catch (Problem problem) {
            assertThat(problem.code()).isIn("analytics_died", "query_memory", "query_value");
        }
        assertThat(small.queries().run(Query.of("select 1"), small.catalogue()).rows())
                .hasSize(1);
    }

    @Test
    void neverTellsWhatStandsInATable() {
        assertThat(refusal("select mother::int from births").getMessage()).doesNotContain("王小明");
    }

    @Test
    void saysWhereTheRefusedPartStandsAndWhatToUseInstead() {
        assertThat(refusal("select village, -- 村里\n       to_char(month, 'YYYY') from births")
                        .getMessage())
                .contains("to_char")
                .contains("strftime")
                .contains("(line 2, column 8)");
        assertThat(refusal("select '村里', getenv('X')").getMessage()).contains("(line 1, column 14)");
    }

    private static Problem refusal(String statement) {
        try {
            var found = small.queries().run(Query.of(statement), small.catalogue());
            throw new AssertionError("Not refused, but answered: " + found.rows() + " to "
                    + Arrays.toString(statement.lines().toArray()));
        } catch (Problem problem) {
            return problem;
        }
    }
}
