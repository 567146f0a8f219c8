package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.support.TestVisitor.Visited;

class BoardsTest {
    private static final String VITAL_EVENTS = "/dashboards/vital-events";
    private static FilledWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = FilledWarehouse.start();
    }

    @AfterAll
    static void stop() {
        warehouse.close();
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

    @ParameterizedTest
    @CsvSource({
        "vital-events, births, 2015, 213598",
        "vital-events, deaths, 2020, 173156",
        "vital-events, marriages, 2019, 131585",
        "vital-events, divorces, 2024, 53469",
        "vital-events, natural-increase, 2020, -7907",
        "income, tax_units, 2020, 6459755",
        "crime, cases, 2024, 795"
    })
    void totalsAreThoseOfTheRawFiles(String board, String measure, String year, long expected) {
        Visited page = open("/dashboards/" + board + "?measure=" + measure + "&time=" + year);

        assertThat(tile(page, measure)).isEqualByComparingTo(BigDecimal.valueOf(expected));
        assertThat(number(select(page, "#years tr:has(th:containsOwn(" + (Integer.parseInt(year) - 1911) + ")) td")))
                .isEqualByComparingTo(BigDecimal.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({
        // the crude birth and death rates of 2019 and the ages at its end, as the Ministry of the Interior publishes
        // them
        "vital-events, birth-rate, 2019, 7.53",
        "vital-events, death-rate, 2019, 7.47",
        "ageing, aged-share, 2019, 15.28",
        "ageing, people_by_age, 2019, 23603121",
        // 4,811,584,078 thousand dollars of 6,459,755 units
        "income, mean, 2020, 744.9"
    })
    void computedFiguresAreThoseThatArePublishedElsewhere(
            String board, String measure, String year, BigDecimal expected) {
        assertThat(tile(open("/dashboards/" + board + "?measure=" + measure + "&time=" + year), measure))
                .isEqualByComparingTo(expected);
    }

    @Test
    void birthsOfCountiesAreThoseOfTheChecksums() throws Exception {
        Visited page = open(VITAL_EVENTS + "?measure=births&time=2019");
        for (String line :
                Files.readAllLines(Path.of("../analytics/src/test/resources/vital-events/county-year-sums.csv"))) {
            List<String> cells = List.of(line.split(",", -1));
            if (cells.get(1).equals("2019")) {
                assertThat(number(select(page, "#counties tr:has(a:containsOwn(" + cells.getFirst() + ")) td")))
                        .as(cells.getFirst())
                        .isEqualByComparingTo(new BigDecimal(cells.get(2)).add(new BigDecimal(cells.get(3))));
            }
        }
    }

    @Test
    void fatalAccidentsByHourAndCountyAreThoseOfTheFile() {
        long of2024 = warehouse.count("select count(*) from FILE(traffic_accidents_fatal) where year(date) = 2024");
        long inTainan = warehouse.count("select sum(deaths) from FILE(traffic_accidents_fatal) where year(date) = 2024"
                + " and place like '臺南市%'");

        Visited accidents = open("/dashboards/road-safety?measure=accidents&time=2024");
        assertThat(tile(accidents, "accidents")).isEqualByComparingTo(BigDecimal.valueOf(of2024));
        Elements hours = accidents.document().select("#hours tbody tr");
        assertThat(hours).hasSize(24);
        assertThat(hours.eachText()).filteredOn(hour -> hour.contains("＊")).hasSizeLessThan(4);
        for (Element hour : hours) {
            Element told = hour.selectFirst("td");
            if (told != null && !told.text().contains("＊")) {
                assertThat(number(told))
                        .isEqualByComparingTo(
                                BigDecimal.valueOf(warehouse.count("select count(*) from FILE(traffic_accidents_fatal)"
                                        + " where year(date) = 2024 and hour(time) = "
                                        + hour.select("th").text())));
            }
        }
        assertThat(sum(accidents, "#parties td")).isEqualByComparingTo(BigDecimal.valueOf(of2024));
        assertThat(tile(open("/dashboards/road-safety?measure=deaths&time=2024&place=67000"), "deaths"))
                .isEqualByComparingTo(BigDecimal.valueOf(inTainan));
    }

    @Test
    void thePyramidCountsEverybody() {
        assertThat(sum(open("/dashboards/ageing"), "#pyramid td")).isEqualByComparingTo(new BigDecimal("23456545"));
        assertThat(sum(open("/dashboards/ageing?place=63000"), "#pyramid td"))
                .isEqualByComparingTo(BigDecimal.valueOf(warehouse.count("select sum(people) from"
                        + " FILE(population_by_age_2015_05) where left(township_code, 5) = '63000'")));
    }

    @Test
    void whatIsNotToldCannotBeComputedFromTheTotalNorReadInTheFile() {
        for (Place township : Places.today(pages()).townships("63000")) {
            Visited page = open(VITAL_EVENTS + "?measure=divorces&time=2024&place=" + township.code());
            List<String> villages = page.document().select("#villages td").eachText();
            long untold = villages.stream().filter(text -> text.contains("不公布")).count();

            assertThat(villages).noneMatch(text -> text.equals("1") || text.equals("2"));
            assertThat(untold).as(township.name()).isNotEqualTo(1);
            String csv = open(VITAL_EVENTS + "/villages.csv?measure=divorces&time=2024&place=" + township.code())
                    .response()
                    .body();
            assertThat(csv.lines().filter(line -> line.contains(",,不公布,"))).hasSize((int) untold);
            assertThat(csv.lines().filter(line -> line.matches(".*,離婚對數,[12],.*")))
                    .isEmpty();
        }
    }

    @Test
    void aPlaceTooSmallForACountHasNoPanelOfIt() {
        Visited page = open("/dashboards/ageing?place=64000");
        Visited small = open(VITAL_EVENTS + "?measure=births&time=2024&place=09020060");

        assertThat(page.document().select("#pyramid")).hasSize(1);
        assertThat(small.status()).isEqualTo(200);
        assertThat(small.document().select("#months")).isEmpty();
        assertThat(small.text()).contains("以免由其他表格推知個別的人");
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

    private static Page pages() {
        return warehouse.platform().bean(Pages.class).of(new MockHttpServletRequest());
    }

    private static Visited open(String path) {
        return warehouse.platform().visitor().open(path);
    }

    private static Element select(Visited page, String selector) {
        return Objects.requireNonNull(page.document().selectFirst(selector), selector);
    }

    private static BigDecimal tile(Visited page, String measure) {
        List<String> names = page.document().select("#measure option").eachAttr("value");
        return number(page.document().select(".figures li strong").get(names.indexOf(measure)));
    }

    private static BigDecimal sum(Visited page, String selector) {
        return page.document().select(selector).stream()
                .map(BoardsTest::number)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(Element cell) {
        return new BigDecimal(cell.text().replace(",", "").replace('−', '-'));
    }
}
