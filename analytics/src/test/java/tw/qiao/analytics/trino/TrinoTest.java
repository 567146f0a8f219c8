package tw.qiao.analytics.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.checks.TableCheck;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.ShippedCubes;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.SmallWarehouse;
import tw.qiao.analytics.rest.EverythingServed;

/** The same statements on DuckDB and on Trino, row by row; {@code -Dqiao.trino=FOLDER} says where a server lies. */
@EnabledIfSystemProperty(named = "qiao.trino", matches = ".+")
class TrinoTest {
    private static final List<String> STATEMENTS = List.of(
            "select * from births",
            "select count(*), count(births), count(distinct village), sum(births), min(month), max(amount) from births",
            "select village, month, sum(births) as n, grouping(village, month) as g from births"
                    + " group by grouping sets ((village, month), (village), ())",
            "select county, b.village, sum(amount) from births b left join villages v on v.village = b.village"
                    + " group by rollup (county, b.village)",
            "select village from villages v where not exists (select 1 from births b where b.village = v.village)",
            "with n as (select village, sum(births) as births from births group by village)"
                    + " select village, births, rank() over (order by births desc) as place from n",
            "select births * 2 + 1, births % 2, amount * amount, -births, abs(births - 4), cast(amount as bigint),"
                    + " cast(births as varchar), nullif(births, 2), coalesce(births, -1) from births",
            "select case when village = '仁愛村' then 1 else 2 end, village || '/' || mother, upper(mother),"
                    + " length(village), village like '仁%', births between 2 and 3, births in (1, 2), village not in ('空村'),"
                    + " mother is null from births",
            "select year(month), month(month), quarter(month), month < date '2024-02-01' from births",
            "select village from births union select village from villages",
            "select village, month, births from births order by births desc, month limit 3",
            "select births / 7, births // 2, (births - 9) // 2 * 2, births * 1.5, amount / nullif(births, 0), amount / 0,"
                    + " round(amount), round(amount / 3, 1), cast(births / 2 as bigint), births::decimal(10,1), -amount,"
                    + " births::varchar, amount::varchar, floor(amount), greatest(births, 3), least(births, 4, 9) from births",
            "select village, avg(births), avg(amount), count_if(births > 2), bool_or(mother is null) from births"
                    + " group by village",
            "select left(village, 1), right(village, 2), left(village, 9), right(village, 9), substring(village, 2, 1),"
                    + " concat(village, births, amount), concat_ws('-', village, mother), replace(village, '村', '里'),"
                    + " strpos(village, '村'), lpad(cast(births as varchar), 3, '0'), split_part(village, '愛', 2),"
                    + " split_part(village, 'x', 3), split_part(mother, 'x', 1), starts_with(village, '仁'), village || births"
                    + " from births",
            "select date_trunc('quarter', month), date_part('month', month), strftime(month, '%Y-%m'), dayofweek(month),"
                    + " isodow(month), week(month), date_diff('month', month, date '2024-01-31'),"
                    + " date_diff('day', month, date '2024-01-31'), month < current_date from births",
            "select regexp_full_match(mother, '\\d{2}'), regexp_matches(village, '^仁.*村$') from births",
            "select births in (1, 2, null), births = 2 or births = null, length(village) in (7, births), village in (select mother from births), births is distinct from 2 from births",
            "select village, sum(births) over (order by month, village rows between 1 preceding and current row),"
                    + " avg(births) over (partition by village), lag(births) over (order by month, village) from births",
            "select village, births from births order by births, village limit 2 offset 1",
            "select t.a, t.b from (values (1, 'x'), (2, null)) as t(a, b)",
            "select k, cast(sum(v) filter (where t = last) as bigint) as stock from (select *, max(t) over (partition by k)"
                    + " as last from (select coalesce(nullif(cast(village as varchar), ''), '?') as k, births as v, month as t"
                    + " from births where (month between cast('2024-01-01' as date) and cast('2024-12-31' as date))) as states)"
                    + " as facts group by grouping sets ((k), ())");

    @TempDir
    private static Path folder;

    private static SmallWarehouse small;
    private static Workbench workbench;
    private static EverythingServed served;
    private static TrinoServer server;
    private static TrinoQueries trino;
    private static TrinoCatalogue catalogue;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        small = new SmallWarehouse(folder.resolve("small"));
        workbench = Workbench.open(folder.resolve("workbench"), 256, 2);
        ShippedCubes.fill(small.warehouse(), workbench);
        served = new EverythingServed(small, ShippedCubes.tables());
        server = new TrinoServer(
                Path.of(System.getProperty("qiao.trino")), folder.resolve("trino"), served.port(), served.token());
        trino = new TrinoQueries(server.address(), small.worker()::parse);
        catalogue = new TrinoCatalogue(small.warehouse(), "qiao");
    }

    @AfterAll
    static void stop() {
        server.close();
        served.close();
        workbench.close();
        small.close();
    }

    @Test
    void answersEachStatementWithTheRowsOfDuckDb() {
        for (String statement : STATEMENTS) {
            compare(Query.of(statement));
        }
    }

    @Test
    void putsParametersInTheirPlaces() {
        compare(new Query(
                "select village from births where village = $1 and mother = $2",
                List.of("仁愛村", "王小明"),
                Map.of(),
                10,
                10));
    }

    @Test
    void saysThatThereAreMoreRows() {
        Found found = trino.run(new Query("select village from births", List.of(), Map.of(), 2, 10), catalogue);

        assertThat(found.rows()).hasSize(2);
        assertThat(found.truncated()).isTrue();
    }

    @Test
    void passesTheSameGate() {
        assertThatThrownBy(() -> trino.run(Query.of("select * from read_csv('/etc/passwd')"), catalogue))
                .hasMessageContaining("functions in the place of a table");
    }

    @Test
    void saysThatADoubleHasAnotherText() {
        assertThatThrownBy(() -> trino.run(Query.of("select (births / 3)::varchar from births"), catalogue))
                .hasMessageContaining("A value does not fit");
    }

    @Test
    void findsTheSameOffencesInEachCheck() {
        var offences = new ArrayList<Long>();
        ShippedCubes.tables().forEach(table -> {
            var check = new TableCheck(table);
            List<TableCheck.Finding> expected =
                    check.run(workbench, small.warehouse().table(table.name()).plan(OptionalLong.empty()));

            assertThat(check.run(trino, catalogue)).as(table.name()).isEqualTo(expected);
            expected.forEach(finding -> offences.add(finding.offences()));
        });
        assertThat(offences).contains(0L).anyMatch(found -> found > 100);
    }

    @ParameterizedTest
    @FieldSource("tw.qiao.analytics.cubes.Cubes#NAMES")
    void answersEachCubeWithTheCellsOfDuckDb(String name) {
        Cube cube = Cubes.named(name);
        for (CubeQuery query : ShippedCubes.questions(cube)) {
            var expected = ShippedCubes.answer(cube, query, small.queries(), small.catalogue());
            var actual = ShippedCubes.answer(cube, query, trino, catalogue);

            assertThat(expected.rows()).as(query.toString()).isNotEmpty();
            assertThat(actual.rows()).as(query.toString()).isEqualTo(expected.rows());
            assertThat(actual.columns()).isEqualTo(expected.columns());
        }
    }

    private static void compare(Query query) {
        Found expected = small.queries().run(query, small.catalogue());
        Found actual = trino.run(query, catalogue);

        assertThat(texts(actual)).as(query.statement()).isEqualTo(texts(expected));
        assertThat(expected.rows()).as(query.statement()).isNotEmpty();
        assertThat(actual.provenance()).isEqualTo(expected.provenance());
    }

    private static List<String> texts(Found found) {
        return found.rows().stream().map(TrinoTest::text).sorted().toList();
    }

    private static String text(JsonNode row) {
        var text = new StringBuilder();
        for (JsonNode cell : row) {
            String value = cell.isNull() ? "∅" : cell.asString();
            text.append('|')
                    .append(
                            value.matches("-?\\d+(\\.\\d+)?")
                                    ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                                    : value);
        }
        return text.toString();
    }
}
