package tw.qiao.analytics.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.checks.TableCheck;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.tables.Warehouse;

/** The same statements, checks and recipes on DuckDB and on a cluster of Spark, row by row. */
class SparkClusterTest {
    private static final Path EXCERPTS = Path.of("../analytics/src/test/resources/feeds/excerpts");

    private static final List<String> STATEMENTS = List.of(
            "select * from events",
            "select count(*), count(people), count(distinct village), sum(people), min(month), max(amount) from events",
            "select county, avg(people), avg(amount), sum(amount), stddev(people) from events group by county",
            "select county, year(month) as y, sum(people) as n, grouping(county, year(month)) as g from events"
                    + " group by grouping sets ((county, year(month)), (county), ())",
            "select county, region, count(*) from events left join counties using (county) group by rollup (county, region)",
            "select c.county, c.region from counties c where not exists (select 1 from events e where e.county = c.county)",
            "select county from counties where county not in (select county from events) or region is null",
            "with n as (select village, sum(people) as people from events group by village) select *, rank() over"
                    + " (order by people desc) as place, lag(people) over (order by people, village) as before,"
                    + " avg(people) over (order by village rows between 2 preceding and current row) as moving from n",
            "select people / 7, people % 7, people // 7, (people - 500) // 7 * 7, people * 1.5, amount * amount, amount / nullif(people, 0), amount / people,"
                    + " -people, round(amount), round(amount / 3, 1), cast(amount as bigint), cast(people / 2 as bigint),"
                    + " cast(people as decimal(10,1)), floor(amount), abs(people - 500) from events",
            "select county || '/' || village || people, concat(county, people, amount), concat_ws('-', county, code),"
                    + " upper(county), length(county), substring(county, 2, 3), left(county, 1), right(village, 2),"
                    + " strpos(county, '市'), replace(county, 'O''', 'o'), trim('  x '), lpad(village, 5, '0'),"
                    + " split_part(county, '\\', 2) from events",
            "select village from events where county like 'O''B%' or county like '_北%' or code not like 'A%'",
            "select regexp_full_match(code, '[A-C]\\d{3}'), regexp_matches(code, '^B.*5$'), code from events",
            "select date_trunc('quarter', month), date_part('month', month), strftime(month, '%Y-%m'), quarter(month),"
                    + " dayofweek(month), isodow(month), week(month), date_diff('month', month, date '2024-01-31'),"
                    + " date_diff('day', month, date '2024-01-31'), month + 3, month < current_date from events",
            "select case county when '臺北市' then 1 else 2 end, coalesce(people, -1), nullif(people, 7),"
                    + " people between 5 and 10, people in (1, 2, null), people is distinct from 7,"
                    + " greatest(people, 3), try_cast(code as bigint), try_cast(right(code, 3) as bigint), people::varchar,"
                    + " people > 3 is true from events",
            "select t.a, t.b from (values (1, 'x'), (2, null)) as t(a, b)");

    private static final List<String> ORDERED = List.of(
            "select county, village, month, people from events order by people desc, county, village, month limit 50",
            "select county, amount from events where amount is null or amount > 9990 order by amount, county",
            "(select county from events union select county from counties) except select '金門縣' order by all",
            "select county, count(*) filter (people > 500) as big, bool_or(code is null) from events where month >= '2020-01-01'"
                    + " group by all having count(*) filter (people > 500) > 10 order by big, county limit 2 offset 1");

    @TempDir
    private static Path folder;

    private static TwoEngines engines;

    @BeforeAll
    static void start() throws IOException {
        engines = new TwoEngines(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        engines.close();
    }

    @Test
    void answersEachStatementWithTheRowsOfDuckDb() {
        for (String statement : STATEMENTS) {
            compare(query(statement), false);
        }
    }

    @Test
    void keepsTheOrderThatIsAskedFor() {
        for (String statement : ORDERED) {
            compare(query(statement), true);
        }
    }

    @Test
    void answersTheShapeOfACube() {
        compare(
                new Query(
                        "select k0, k1, k0 || '/' || k1 as joined, cast(sum(v) as BIGINT) as people,"
                                + " cast(sum(v) filter (where t = last) as BIGINT) as stock from (select *, max(t) over (partition by k1)"
                                + " as last from (select coalesce(nullif(cast(county as varchar), ''), '?') as k0,"
                                + " coalesce(nullif(cast(year(month) as varchar), ''), '?') as k1, people as v, month as t from events"
                                + " where (month between cast($1 as date) and cast($2 as date))) as states) as facts"
                                + " group by grouping sets ((k0, k1), (k0), (k1), ())",
                        List.of("2019-03-01", "2022-02-28"),
                        Map.of(),
                        100_000,
                        60),
                false);
    }

    @Test
    void readsAnOlderStateWhereOneIsNamed() {
        long first = engines.warehouse().table("events").history().getFirst().snapshot();
        compare(
                new Query("select count(*), sum(people) from events", List.of(), Map.of("events", first), 10, 60),
                false);
    }

    @Test
    void passesTheSameGateAndTheSameEgress() {
        var queries = engines.sparkQueries();
        assertThatThrownBy(
                        () -> queries.run(Query.of("select * from read_csv('/etc/passwd')"), engines.sparkCatalogue()))
                .hasMessageContaining("functions in the place of a table");
        var egress = new Egress(Published.policy(engines.warehouse()));
        assertThatThrownBy(
                        () -> queries.run(Query.of("select * from events"), egress.catalogue(engines.sparkCatalogue())))
                .hasMessageContaining("There is no table events");
    }

    @Test
    void refusesAnAnswerThatHasAnotherTypeAndAValueThatDoesNotFit() {
        var queries = engines.sparkQueries();
        assertThatThrownBy(() ->
                        queries.run(Query.of("select month - date '2020-01-01' from events"), engines.sparkCatalogue()))
                .hasMessageContaining("date_diff");
        assertThatThrownBy(() ->
                        queries.run(Query.of("select (people / 3)::varchar from events"), engines.sparkCatalogue()))
                .hasMessageContaining("a double that becomes text");
    }

    @Test
    void findsTheSameOffencesInEachCheck() {
        var table = engines.warehouse().table("events");
        List<TableCheck.Finding> expected =
                new TableCheck(TwoEngines.EVENTS).run(engines.workbench(), table.plan(OptionalLong.empty()));

        assertThat(new TableCheck(TwoEngines.EVENTS).run(engines.sparkQueries(), engines.sparkCatalogue()))
                .isEqualTo(expected);
        assertThat(expected)
                .extracting(TableCheck.Finding::offences)
                .contains(0L)
                .anyMatch(offences -> offences > 100);
    }

    @Test
    void importsRawFilesToTheSameRowsAndTheSameQuarantine() throws IOException {
        importBoth("vital-events-by-village", List.of("2014-05.csv", "2018-01.csv", "2020-09.csv"), List.of(), 0);
        importBoth("taipei-crime-points", List.of("motorcycle.csv"), List.of(), 3);
        Path broken = Files.writeString(folder.resolve("2014-06.csv"), """
                統計年月,區域別,村里,出生數,出生數-男,出生數-女,死亡數,死亡數-男,死亡數-女,結婚對數,離婚對數
                10306,連江縣南竿鄉,仁愛村,2,1,1,0,0,0,0,0
                10306,連江縣南竿鄉,介壽村,2,1
                10306,連江縣南竿鄉,四維村,二,1,1,0,0,0,0,0
                10306,烏有縣南竿鄉,珠螺村,2,1,1,0,0,0,0,0
                10306,連江縣北竿鄉,后沃村,1,1,0,0,0,0,0,0
                10306,連江縣北竿鄉,后沃村,1,0,1,0,0,0,0,0
                """);
        importBoth("vital-events-by-village", List.of(), List.of(broken), 5);
    }

    private static void importBoth(String feed, List<String> excerpts, List<Path> others, int setAside)
            throws IOException {
        var files = new ArrayList<>(excerpts.stream()
                .map(name -> EXCERPTS.resolve(name).toAbsolutePath().normalize())
                .toList());
        files.addAll(others);
        String name = "imported_" + feed.replace('-', '_') + "_" + files.size() + "_" + setAside;
        WarehouseAddress address = engines.address(name);
        Path quarantine = folder.resolve(name + "-quarantine");
        var places =
                new SparkImport.Places(folder.resolve("scratch-" + name).toString(), quarantine + "-spark", 256, 1);
        var report = engines.importOnDuckDb(feed, files, quarantine);

        var shares = new SparkImport(engines.spark(), address, places).run(feed, files);

        assertThat(shares).hasSize(files.size());
        assertThat(shares.stream().mapToLong(SparkImport.Share::accepted).sum()).isEqualTo(report.accepted());
        assertThat(lines(Path.of(quarantine + "-spark")))
                .isEqualTo(lines(quarantine))
                .hasSize(setAside);
        String table = Feeds.named(feed).table().name();
        var batches = files.stream().map(file -> file.getFileName().toString()).toList();
        try (Warehouse spark = address.open()) {
            assertThat(rows(spark, table)).isNotEmpty().isSubsetOf(rows(engines.warehouse(), table));
            assertThat((long) rows(spark, table).size()).isEqualTo(report.written());
        }
        assertThat(new SparkImport(engines.spark(), address, places).run(feed, files))
                .allSatisfy(share -> assertThat(share.imported()).isEmpty())
                .hasSize(batches.size());
    }

    private static List<String> rows(Warehouse warehouse, String table) {
        return engines.workbench()
                .query(
                        "select t::varchar from "
                                + warehouse
                                        .table(table)
                                        .plan(OptionalLong.empty())
                                        .source() + " t order by 1",
                        found -> {
                            var rows = new ArrayList<String>();
                            while (found.next()) {
                                rows.add(found.getString(1));
                            }
                            return rows;
                        });
    }

    /** What files of quarantine say, without their headers. */
    private static List<String> lines(Path quarantine) throws IOException {
        if (!Files.exists(quarantine)) {
            return List.of();
        }
        try (var files = Files.walk(quarantine)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> read(file).skip(1))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Query query(String statement) {
        return new Query(statement, List.of(), Map.of(), 100_000, 60);
    }

    private static void compare(Query query, boolean ordered) {
        Found expected = engines.duckDb().run(query, engines.duckDbCatalogue());
        Found actual = engines.sparkQueries().run(query, engines.sparkCatalogue());
        assertThat(expected.truncated()).as(query.statement()).isFalse();
        assertThat(expected.rows()).as(query.statement()).isNotEmpty();
        assertThat(actual.rows()).as(query.statement()).hasSameSizeAs(expected.rows());
        assertThat(differences(texts(expected, ordered), texts(actual, ordered)))
                .as(query.statement())
                .isEmpty();
        assertThat(actual.provenance()).isEqualTo(expected.provenance());
    }

    private static List<String> differences(List<String> expected, List<String> actual) {
        return IntStream.range(0, expected.size())
                .filter(i -> !expected.get(i).equals(actual.get(i)))
                .mapToObj(i -> expected.get(i) + " of DuckDB, " + actual.get(i) + " of Spark")
                .limit(5)
                .toList();
    }

    private static List<String> texts(Found found, boolean ordered) {
        var rows = found.rows().stream().map(SparkClusterTest::text);
        return ordered ? rows.toList() : rows.sorted().toList();
    }

    /** Doubles are compared to ten digits, because sums of them depend on the order of rows in either engine. */
    private static String text(JsonNode row) {
        var text = new StringBuilder();
        for (JsonNode cell : row) {
            String value = cell.isNull() ? "∅" : cell.asString();
            text.append('|').append(value.matches("-?\\d+(\\.\\d+([eE]-?\\d+)?)?") ? figure(value) : value);
        }
        return text.toString();
    }

    private static String figure(String value) {
        var exact = new BigDecimal(value);
        BigDecimal shown = value.contains(".") ? exact.round(new MathContext(10)) : exact;
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }
}
