package tw.qiao.analytics.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.vitalevents.Township;
import tw.qiao.analytics.vitalevents.Townships;

/**
 * The shipped tables and the questions give the sums of the raw files. The expected sums were written by
 * {@code src/test/python/county_year_sums.py}, which shares no code with the import: it finds columns by their header's
 * words and counties by the first three characters of the place.
 */
class FiguresTest {
    private static final Path SUMS = Path.of("src/test/resources/vital-events/county-year-sums.csv");
    private static Engine engine;
    private static final Map<String, String> COUNTY_CODES = new TreeMap<>();

    @BeforeAll
    static void open() throws Exception {
        engine = new Engine(Path.of("../data/vital-events"), 256, 2, 10);
        for (Township township :
                Townships.read(Path.of("../data/boundaries/townships.csv")).all()) {
            COUNTY_CODES.put(township.county(), township.countyCode());
        }
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    @Test
    void shippedTablesHaveTheSumsOfTheRawFilesForEveryCountyAndYear() throws Exception {
        List<String> expected = new ArrayList<>();
        for (String line : Files.readAllLines(SUMS)) {
            if (!line.startsWith("county,")) {
                int comma = line.indexOf(',');
                expected.add(COUNTY_CODES.get(line.substring(0, comma)) + line.substring(comma));
            }
        }

        JsonNode rows = engine.answer("""
                        with happened as (
                          select left(township_code, 5) as county, year(month) as year,
                            sum(births_male) as bm, sum(births_female) as bf,
                            sum(deaths_male) as dm, sum(deaths_female) as df, sum(marriages) as m, sum(divorces) as d,
                            coalesce(sum(marriages_same_sex_male + marriages_same_sex_female), 0) as ms,
                            coalesce(sum(divorces_same_sex_male + divorces_same_sex_female), 0) as ds
                          from events group by all),
                        lived as (
                          select left(township_code, 5) as county, year(month) as year,
                            sum(men + women) as p, sum(over_64) as p64
                          from population group by all)
                        select concat_ws(',', county, year, bm, bf, dm, df, m, d, ms, ds, coalesce(p, 0), coalesce(p64, 0))
                        from happened left join lived using (county, year)
                        """, List.of(), 1000).path("rows");

        assertThat(rows.valueStream().map(row -> row.get(0).asString()).toList())
                .hasSize(242)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void sumsByTownshipAndMonthAreThoseOfTheVillages() {
        JsonNode different = engine.answer("""
                        with villages as (
                          select township_code, month, sum(births_male), sum(births_female), sum(deaths_male),
                            sum(deaths_female), sum(marriages), sum(divorces),
                            sum(marriages_same_sex_male + marriages_same_sex_female),
                            sum(divorces_same_sex_male + divorces_same_sex_female), any_value(lived.people)
                          from events left join (
                            select township_code, month, sum(men + women) as people from population group by all) lived
                            using (township_code, month)
                          group by township_code, month)
                        (from villages except from township_months)
                        union all (from township_months except from villages)
                        """, List.of(), 10).path("rows");

        assertThat(different).isEmpty();
        assertThat(engine.answer("select count(*) from township_months", List.of(), 1)
                        .at("/rows/0/0")
                        .asLong())
                .isEqualTo(129 * 368);
    }

    @ParameterizedTest
    @CsvSource({
        "2015, 213598, 163858, 154346, 53459",
        "2019, 177767, 176296, 131585, 54363",
        "2020, 165249, 173156, 120095, 51448",
        "2024, 134856, 202107, 123061, 53469"
    })
    void questionsGiveTheNationalFiguresOfTheMinistry(
            String year, long births, long deaths, long marriages, long divorces) {
        for (Question question : List.of(Question.VITAL_EVENTS_BY_TOWNSHIP, Question.VITAL_EVENTS_BY_MONTH)) {
            Map<String, Long> sums = sums(question, year + "-01", year + "-12", "");

            assertThat(of(sums, "births_male") + of(sums, "births_female")).isEqualTo(births);
            assertThat(of(sums, "deaths_male") + of(sums, "deaths_female")).isEqualTo(deaths);
            assertThat(sums).containsEntry("marriages", marriages).containsEntry("divorces", divorces);
        }
    }

    @Test
    void ratesCountOnlyMonthsWithAKnownPopulation() {
        Map<String, Long> known = sums(Question.VITAL_EVENTS_BY_TOWNSHIP, "2021-01", "2021-03", "63000");
        Map<String, Long> longer = sums(Question.VITAL_EVENTS_BY_TOWNSHIP, "2021-01", "2021-12", "63000");

        assertThat(of(known, "rated_births")).isEqualTo(of(known, "births_male") + of(known, "births_female"));
        assertThat(longer).containsEntry("rated_births", of(known, "rated_births"));
        assertThat(longer).containsEntry("person_months", of(known, "person_months"));
        assertThat(of(longer, "births_male")).isGreaterThan(of(known, "births_male"));
    }

    @Test
    void everyTownshipOfTheMapHasEventsInEveryYear() {
        for (int year = 2014; year <= 2024; year++) {
            String first = year == 2014 ? "2014-04" : year + "-01";
            JsonNode rows = engine.answer(Question.VITAL_EVENTS_BY_TOWNSHIP, List.of(first, year + "-12", ""))
                    .path("rows");

            assertThat(rows).hasSize(368);
        }
    }

    @Test
    void sameSexCouplesAreUnknownNotZeroBeforeTheyWereToldApart() {
        JsonNode before = engine.answer(Question.VITAL_EVENTS_BY_MONTH, List.of("2020-08", "2020-08", ""));
        JsonNode after = engine.answer(Question.VITAL_EVENTS_BY_MONTH, List.of("2020-09", "2020-09", ""));

        int column = before.path("columns")
                .valueStream()
                .map(JsonNode::asString)
                .toList()
                .indexOf("marriages_same_sex");
        assertThat(before.path("rows").get(0).get(column).isNull()).isTrue();
        assertThat(after.path("rows").get(0).get(column).asLong()).isPositive();
    }

    @Test
    void refusesATextThatIsNoMonth() {
        assertThatThrownBy(() -> engine.answer(Question.VITAL_EVENTS_BY_MONTH, List.of("2024-13", "2024-12", "")))
                .isInstanceOf(tw.qiao.kernel.Problem.class);
    }

    private static long of(Map<String, Long> sums, String column) {
        return sums.getOrDefault(column, -1L);
    }

    private static Map<String, Long> sums(Question question, String... parameters) {
        JsonNode answer = engine.answer(question, List.of(parameters));
        var sums = new HashMap<String, Long>();
        for (JsonNode row : answer.path("rows")) {
            for (int i = 1; i < row.size(); i++) {
                sums.merge(answer.path("columns").get(i).asString(), row.get(i).asLong(0), Long::sum);
            }
        }
        return sums;
    }
}
