package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.platform.dashboards.ShownBoard.open;
import static tw.qiao.platform.dashboards.ShownBoard.pages;
import static tw.qiao.platform.dashboards.ShownBoard.select;
import static tw.qiao.platform.dashboards.ShownBoard.tile;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.support.TestVisitor.Visited;

class BoardsTest {
    private static final String VITAL_EVENTS = "/dashboards/vital-events";
    private static FilledWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = FilledWarehouse.shared();
    }

    static List<String> boards() {
        return Boards.ALL.stream().map(Board::name).toList();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyBoardIsListedAndTellsEveryMeasureInBothLanguages(String name) {
        assertThat(open("/dashboards").document().select("a[href=/dashboards/" + name + "]"))
                .hasSize(1);
        Board board = Boards.named(name).orElseThrow();
        for (Measure measure : board.measures()) {
            for (String language : List.of("zh-Hant-TW", "en")) {
                Visited page = open("/dashboards/" + name + "?measure=" + measure.name() + "&lang=" + language);

                assertThat(page.status()).isEqualTo(200);
                assertThat(page.text()).doesNotContain("dashboards.", "site.problem");
                assertThat(page.document().select(".figures li"))
                        .hasSize(board.measures().size());
                assertThat(page.document().select("#map")).hasSize(1);
            }
        }
        open("/dashboards?lang=zh-Hant-TW");
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyChartHasATableTwinADownloadAndNothingInline(String name) {
        Visited page = open("/dashboards/" + name);

        assertThat(page.document().select(".panels .chart")).isNotEmpty();
        page.document()
                .select(".panels > section:has(.chart)")
                .forEach(section -> assertThat(section.select("table tbody tr")).isNotEmpty());
        for (Element link : page.document().select("a[href*=.csv]")) {
            var csv = open(link.attr("href")).response();
            assertThat(csv.statusCode()).isEqualTo(200);
            assertThat(csv.body()).startsWith("\uFEFF").contains("@", "資料來源");
        }
        for (Element part : page.document().select("head link[rel=stylesheet], head script[src]")) {
            assertThat(open(part.attr(part.hasAttr("src") ? "src" : "href"))
                            .response()
                            .headers()
                            .firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).containsAnyOf("css", "javascript"));
        }
        assertThat(page.document().select("[style], [onclick], style, script:not([src]):not([type=application/json])"))
                .isEmpty();
    }

    @Test
    void leadsFromTheCountryToACountyATownshipAndItsVillages() {
        Visited country = open(VITAL_EVENTS);
        Visited county = open(select(country, "#counties a").attr("href"));
        Visited township = open(select(county, "#townships a").attr("href"));

        assertThat(country.document().select("#counties tbody tr")).hasSize(22);
        assertThat(country.document().select("#townships tbody tr")).hasSize(368);
        assertThat(county.document().select(".crumbs li")).hasSize(2);
        assertThat(township.document().select(".crumbs li")).hasSize(3);
        assertThat(township.document().select("#villages tbody tr").size()).isGreaterThan(5);
    }

    @Test
    void aCitedPageShowsTheSameFiguresAfterANewerImport() {
        Visited before = open("/dashboards/crime?measure=cases&time=2024");
        String citation = select(before, "a[rel=bookmark]").attr("href");

        warehouse.shorten("taipei_crime_points", "住宅竊盜", 1);

        Visited after = open("/dashboards/crime?measure=cases&time=2024");
        Visited cited = open(citation);
        assertThat(tile(after, "cases")).isLessThan(tile(before, "cases"));
        assertThat(tile(cited, "cases")).isEqualByComparingTo(tile(before, "cases"));
        assertThat(cited.text()).contains("您看的是引用當時的資料版本");
        assertThat(select(cited, "input[name=at]").val()).isNotEmpty();
        warehouse.shorten("taipei_crime_points", "住宅竊盜", 1_000_000);
    }

    @Test
    void collectsAllWrongParametersAndShowsThemAtOnce() {
        Visited page = open(VITAL_EVENTS + "?measure=happiness&time=1999&place=99999&at=nothing@1");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.document().select(".error-summary li")).hasSize(4);
        assertThat(page.document().select("#counties tbody tr")).hasSize(22);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%00", "%27%20or%201%3D1--", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%ED%A0%80", "99999999999999"
            })
    void neverShowsAStackTrace(String nonsense) {
        for (String parameter : List.of("measure", "time", "place", "at")) {
            Visited page = open(VITAL_EVENTS + "?" + parameter + "=" + nonsense);

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.response().body()).doesNotContain("Exception", "<script>alert");
        }
        assertThat(open("/dashboards/" + nonsense).status()).isIn(400, 404);
    }

    @Test
    void aWallShowsOneBoardAfterTheOtherWithoutNavigation() {
        String path = "/dashboards/vital-events?wall";
        for (String name : boards()) {
            Visited page = open(path);

            assertThat(page.document().select("h1")).hasSize(1);
            assertThat(page.document().select("nav, form")).isEmpty();
            assertThat(path).contains("/" + name + "?");
            path = select(page, "body").attr("data-next");
        }
        assertThat(path).isEqualTo("/dashboards/vital-events?wall");
    }

    @Test
    void understandsYearsAsPeopleWriteThem() {
        assertThat(open(VITAL_EVENTS + "?time=１１３").text()).contains("民國113年");
    }

    @Test
    void aRateThatLacksThePopulationSaysSoAndDoesNotBlameTheYearBefore() {
        Visited page = open(VITAL_EVENTS + "?measure=birth-rate&time=2024");

        assertThat(page.text())
                .contains("沒有民國112年底、民國113年底的人口資料，因此無法計算。")
                .doesNotContain("沒有前一年的資料可比較", "這個地方在這一年沒有資料");
        assertThat(open(VITAL_EVENTS + "?measure=birth-rate&time=2019").text()).doesNotContain("因此無法計算");
    }

    @Test
    void aFilterAnswersWithinThreeHundredMilliseconds() {
        open(VITAL_EVENTS + "?measure=deaths&time=2024");
        var times = new ArrayList<Long>();
        for (Place county : Places.today(pages()).counties()) {
            long started = System.nanoTime();
            open(VITAL_EVENTS + "?measure=deaths&time=2024&place=" + county.code());
            times.add((System.nanoTime() - started) / 1_000_000);
        }
        times.sort(null);
        System.out.println("Whole pages, milliseconds: " + times);

        assertThat(times.get(times.size() / 2)).isLessThan(300);
    }
}
