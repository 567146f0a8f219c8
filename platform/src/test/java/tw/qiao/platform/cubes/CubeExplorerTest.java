package tw.qiao.platform.cubes;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.platform.cubes.CubeDesk.number;
import static tw.qiao.platform.cubes.CubeDesk.rows;

import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

class CubeExplorerTest {
    private static final String CRIME = "/warehouse/cubes/taipei_crime";
    private static final String ACCIDENTS = "/warehouse/cubes/traffic_accidents";

    private static CubeDesk desk;
    private static TestVisitor analyst;

    @BeforeAll
    static void start() {
        desk = CubeDesk.open();
        analyst = desk.analyst();
    }

    @Test
    void listsTheCubesAndOpensThoseWhoseTablesHaveRows() {
        Visited list = analyst.open("/warehouse/cubes");

        assertThat(list.document().select(".card h2 a").eachText())
                .containsExactlyInAnyOrder("臺北市竊盜與強盜搶奪", "A1類道路交通事故");
        assertThat(list.text()).contains("尚無資料");
        assertThat(list.document().select(".card:contains(A1類道路交通事故) .period").text())
                .startsWith("資料期間：民國")
                .contains("至");
        Visited first = analyst.open(CRIME);
        assertThat(first.status()).isEqualTo(200);
        assertThat(rows(first)).hasSizeGreaterThan(3);
    }

    @Test
    void showsTheSumsOfTheRawTable() {
        Visited page = analyst.open(CRIME + "?measures=cases&rows=category&columns=year&totals=category&totals=time");
        JsonNode raw =
                desk.sql("select category, year(date)::varchar as y, count(*) as n from taipei_crime_points group by"
                        + " cube(category, y)");

        long parts = 0;
        for (List<String> row : rows(page)) {
            parts += row.subList(0, row.size()).stream()
                    .filter(cell -> cell.matches("[\\d,]+"))
                    .mapToLong(CubeDesk::number)
                    .sum();
        }
        long all = raw.path("rows")
                .valueStream()
                .mapToLong(row -> row.get(2).asLong())
                .sum();
        assertThat(parts).isEqualTo(all);
        assertThat(rows(page).getLast().get(1)).isEqualTo("11,510");
    }

    @Test
    void drillsFromAYearToItsQuartersAndUpAgain() {
        Visited years = analyst.open(CRIME + "?measures=cases&rows=year");
        Element first = years.document().select(".pivot tbody th a").getFirst();
        long whole = number(rows(years).getFirst().getLast());

        Visited quarters = analyst.open(first.attr("href"));
        assertThat(rows(quarters)).hasSizeBetween(1, 4);
        assertThat(rows(quarters).stream()
                        .mapToLong(row -> number(row.getLast()))
                        .sum())
                .isEqualTo(whole);
        Visited up = analyst.open(quarters.document().select("a.up").attr("href"));
        assertThat(rows(up)).isEqualTo(rows(years));
    }

    @Test
    void comparesWithThePeriodBeforeAlsoAtTheEdges() {
        Visited years = analyst.open(ACCIDENTS + "?measures=deaths&rows=year&compare=YEAR_BEFORE");
        List<String> first = rows(years).getFirst();
        List<String> second = rows(years).get(1);
        assertThat(first.subList(1, 4)).containsExactly(first.get(1), "–", "–");
        assertThat(second.get(2)).isEqualTo(first.get(1));
        assertThat(number(second.get(1)) - number(second.get(2)))
                .isEqualTo(Long.parseLong(
                        second.get(3).replace("−", "-").replace("+", "").replace(",", "")));
        assertThat(second.get(4)).endsWith("%");

        List<String> february = rows(analyst.open(
                        ACCIDENTS + "?measures=deaths&rows=month&from=2020-02&to=2020-02&compare=BEFORE"))
                .getFirst();
        List<String> january = rows(analyst.open(ACCIDENTS + "?measures=deaths&rows=month&from=2020-01&to=2020-01"))
                .getFirst();
        assertThat(february.getFirst()).isEqualTo("民國109年2月");
        assertThat(february.get(2)).isEqualTo(january.get(1));
    }

    @Test
    void marksAndExplainsWhatIsNotTold() {
        Visited page = analyst.open(ACCIDENTS + "?measures=deaths&rows=cause&totals=cause&sort=0&descending=true");

        assertThat(page.document().select("td.untold .sr-only").eachText()).contains("不公布");
        assertThat(page.document().select(".untold-note").text()).contains("不予公布");
        List<Long> told = rows(page).stream()
                .map(List::getLast)
                .filter(cell -> cell.matches("[\\d,]+"))
                .map(CubeDesk::number)
                .toList();
        assertThat(told).doesNotContain(1L, 2L);
        assertThat(told.subList(0, told.size() - 1)).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void findsMembersByTheirNamesAndFiltersByThem() {
        Visited found =
                analyst.open(CRIME + "?measures=cases&rows=year&totals=time&find=category&words=%E4%BD%8F%E5%AE%85");
        assertThat(found.document().select(".members a").text()).contains("住宅");

        Visited filtered =
                analyst.open(found.document().select(".members a").getFirst().attr("href"));
        assertThat(filtered.document().select(".slices strong").text()).contains("住宅");
        assertThat(number(rows(filtered).getLast().getLast()))
                .isLessThan(number(rows(found).getLast().getLast()));
    }

    @Test
    void keepsViewsAndCitesTheStateOfTheTable() {
        Visited page = analyst.open(CRIME + "?measures=cases&rows=year");
        Visited kept = analyst.submit(page, "form.keep", Map.of("title", "逐年案件"));
        assertThat(kept.document().select(".notice").text()).contains("已保留");
        Visited list = analyst.open("/warehouse/cubes");
        Visited again = analyst.open(
                list.document().select(".task-list a:containsOwn(逐年案件)").attr("href"));
        assertThat(rows(again)).isEqualTo(rows(page));

        Visited cited = analyst.open(page.document().select("details li a").attr("href"));
        assertThat(cited.address().toString()).contains("taipei_crime_points%40");
        assertThat(rows(cited)).isEqualTo(rows(page));
        assertThat(analyst.open("/warehouse/queries").text()).contains("/warehouse/cubes/taipei_crime?measures=cases");
        Visited removed = analyst.submit(list, "form[action$=/remove]", Map.of());
        assertThat(removed.document().select(".task-list a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?rows=nothing",
                "?measures=nothing",
                "?rows=year&rows=month",
                "?from=2020-13&rows=year",
                "?from=2021&to=2020&rows=year",
                "?rows=category&compare=YEAR_BEFORE",
                "?rows=category&compare=CENTURY",
                "?rows=category&where=category",
                "?rows=category&where=nothing=1",
                "?rows=category&at=other@1",
                "?rows=category&at=taipei_crime_points@x",
                "?rows=category&where=category=%00",
                "?rows=category&columns=year&columns=hour"
            })
    void explainsWhatIsWrongWithAQuestion(String question) {
        Visited page = analyst.open(CRIME + question);

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().select(".error-summary h2").text()).isNotBlank();
        assertThat(page.document().select("#cube-form")).hasSize(1);
    }

    @Test
    void opensInTheNewestWholeYearAndSaysSo() {
        Visited page = analyst.open(CRIME);

        String year = page.document().select("#from").val();
        assertThat(page.document().select("#to").val()).isEqualTo(year).matches("20\\d{2}");
        assertThat(page.document().select(".answer-time").text())
                .contains("資料期間：", "民國" + (Integer.parseInt(year) - 1911) + "年（西元" + year + "年）");
        assertThat(page.document().select("#answer").text()).contains("單位：件");
        assertThat(analyst.open(CRIME + "?measures=cases&rows=category")
                        .document()
                        .select(".answer-time")
                        .text())
                .contains("民國102年12月至115年4月（西元2013年12月至2026年4月）");
    }

    @Test
    void keepsWhatWasEnteredAndSaysBesideEachFieldWhatToDo() {
        String question = "?measures=cases&rows=category&columns=year&from=%E5%8E%BB%E5%B9%B4&to=107&compare=CENTURY"
                + "&where=category%3D%E4%BD%8F%E5%AE%85%E7%AB%8A%E7%9B%9C&totals=category";
        Visited page = analyst.open(CRIME + question);

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().select("#from").val()).isEqualTo("去年");
        assertThat(page.document().select("#from").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.document().select("#to").val()).isEqualTo("2018");
        assertThat(page.document()
                        .select("#rows0 [selected], #columns [selected]")
                        .eachAttr("value"))
                .containsExactly("category", "year");
        assertThat(page.document().select(".slices strong").text()).isEqualTo("住宅竊盜");
        assertThat(page.document().select("[name=totals][checked]").eachAttr("value"))
                .containsExactly("category");
        assertThat(page.document().select("#from-error").text()).contains("「去年」不是年或年月", "113");
        assertThat(page.document().select(".error-summary a").eachAttr("href"))
                .containsExactlyInAnyOrder("#from", "#compare");
        assertThat(analyst.open(CRIME + "?rows=year&from=x")
                        .document()
                        .select("#to")
                        .val())
                .isEmpty();
        assertThat(page.document().select(".error-summary").text()).doesNotContainPattern("[a-z]{4,} [a-z]{4,}");
        assertThat(desk.warehouse()
                        .analyst()
                        .open(CRIME + question + "&lang=en")
                        .text())
                .contains("“去年” is no year or month");
    }

    @Test
    void takesYearsOfTheRepublic() {
        Visited republic = analyst.open(CRIME + "?measures=cases&rows=category&from=107&to=107-12");
        Visited western = analyst.open(CRIME + "?measures=cases&rows=category&from=2018&to=2018-12");

        assertThat(republic.status()).isEqualTo(200);
        assertThat(rows(republic)).isEqualTo(rows(western)).isNotEmpty();
        assertThat(republic.document().select(".answer-time").text()).contains("民國107年（西元2018年）");
    }

    @Test
    void marksAYearOfWhichOnlySomeMonthsAreRead() {
        Visited page = analyst.open(CRIME + "?measures=cases&rows=year&columns=category&from=107-04&to=107-12");

        assertThat(rows(page).getFirst().getFirst()).isEqualTo("民國107年（4–12月）");
    }

    @Test
    void showsTheTotalOfAllOnEveryPageAndBeforeAllOtherColumns() {
        Visited page = analyst.open(CRIME + "?measures=cases&rows=township&columns=year&totals=place&totals=time");

        assertThat(page.document().select(".pivot thead th.group").eachText().getFirst())
                .isEqualTo("合計");
        assertThat(page.document().select(".pivot tfoot th").text()).isEqualTo("合計");
        assertThat(page.document().select(".pivot tfoot td").getFirst().text()).isEqualTo("11,510");
    }

    @Test
    void takesStrangePagesAndFiltersForWhatTheyMean() {
        assertThat(rows(analyst.open(CRIME + "?rows=category&page=99999999999&sort=77&totals=hour")))
                .isNotEmpty();
        assertThat(analyst.open(CRIME + "?rows=category&where=category=%27%3Bdrop+table+x--")
                        .text())
                .contains("沒有符合條件的資料");
        assertThat(analyst.open(CRIME + "?rows=category&at=taipei_crime_points@1")
                        .status())
                .isEqualTo(404);
        assertThat(analyst.open("/warehouse/cubes/nothing").status()).isEqualTo(404);
        assertThat(analyst.open("/warehouse/cubes/population").status()).isEqualTo(404);
    }
}
