package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.platform.dashboards.ShownBoard.number;
import static tw.qiao.platform.dashboards.ShownBoard.open;
import static tw.qiao.platform.dashboards.ShownBoard.pages;
import static tw.qiao.platform.dashboards.ShownBoard.select;
import static tw.qiao.platform.dashboards.ShownBoard.sum;
import static tw.qiao.platform.dashboards.ShownBoard.tile;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The figures of boards, beside those of the files and of those who publish them. */
class BoardFiguresTest {
    private static final String VITAL_EVENTS = "/dashboards/vital-events";
    private static FilledWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = FilledWarehouse.shared();
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
}
