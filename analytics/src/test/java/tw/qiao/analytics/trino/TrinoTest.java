package tw.qiao.analytics.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
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
            "select k, cast(sum(v) filter (where t = last) as bigint) as stock from (select *, max(t) over (partition by k)"
                    + " as last from (select coalesce(nullif(cast(village as varchar), ''), '?') as k, births as v, month as t"
                    + " from births where (month between cast('2024-01-01' as date) and cast('2024-12-31' as date))) as states)"
                    + " as facts group by grouping sets ((k), ())");

    @TempDir
    private static Path folder;

    private static SmallWarehouse small;
    private static EverythingServed served;
    private static TrinoServer server;
    private static TrinoQueries trino;
    private static TrinoCatalogue catalogue;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        small = new SmallWarehouse(folder.resolve("small"));
        served = new EverythingServed(small);
        server = new TrinoServer(
                Path.of(System.getProperty("qiao.trino")), folder.resolve("trino"), served.port(), served.token());
        trino = new TrinoQueries(server.address(), small.worker()::parse);
        catalogue = new TrinoCatalogue(small.warehouse(), "qiao");
    }

    @AfterAll
    static void stop() {
        server.close();
        served.close();
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
    void refusesWhatMightMeanSomethingElse() {
        for (String statement : List.of(
                "select births / 2 from births",
                "select avg(births) from births",
                "select left(village, 1) from births",
                "select village, count(*) from births group by all",
                "select village from births order by all",
                "select try_cast(village as bigint) from births",
                "select date_trunc('month', month) from births",
                "select village from births where births in (1, null)")) {
            assertThatThrownBy(() -> trino.run(Query.of(statement), catalogue))
                    .as(statement)
                    .hasMessageContaining("Trino cannot be trusted");
        }
        assertThatThrownBy(() -> trino.run(Query.of("select * from read_csv('/etc/passwd')"), catalogue))
                .hasMessageContaining("functions in the place of a table");
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
