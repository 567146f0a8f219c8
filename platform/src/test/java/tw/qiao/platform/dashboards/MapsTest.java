package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.platform.dashboards.ShownBoard.open;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.support.TestVisitor.Visited;

class MapsTest {
    private static final String CELLS = "/dashboards/day-and-night";
    private static FilledWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = FilledWarehouse.shared();
    }

    @Test
    void theMapOfCellsTellsTheSameAsTheTableOfEachTownship() {
        JsonNode cells = cells("day");
        Visited township = open(CELLS + "?measure=day&place=63000030");
        List<String> told = township.document().select("#cells tbody td").eachText();

        JsonNode values = cells.path("townships").path("63000030").path("values");
        assertThat(values.size()).isEqualTo(told.size()).isGreaterThan(1);
        for (JsonNode value : values) {
            assertThat(told).contains(value.isNull() ? "＊不公布" : String.format("%,d", value.asLong()));
        }
    }

    @Test
    void cellsOfOneOrTwoPeopleAreNotToldNorWhatTellsThem() {
        for (String measure : List.of("day", "night")) {
            for (JsonNode township : cells(measure).path("townships")) {
                List<Long> values = township.path("values")
                        .valueStream()
                        .filter(value -> !value.isNull())
                        .map(JsonNode::asLong)
                        .toList();
                assertThat(values).doesNotContain(1L, 2L);
                assertThat(township.path("values").size() - values.size()).isNotEqualTo(1);
            }
        }
    }

    @Test
    void everyCellIsCountedOnceInItsTownshipAndInTheCountry() {
        long all = warehouse.count("select sum(cast(round(day) as bigint)) from FILE(daytime_population_h3)");
        long cells = warehouse.count("select count(*) from FILE(daytime_population_h3)");

        assertThat(number(open(CELLS).document().selectFirst(".figures strong")))
                .isEqualTo(all);
        assertThat(cells("day")
                        .path("townships")
                        .valueStream()
                        .mapToLong(township -> township.path("cells").size())
                        .sum())
                .isEqualTo(cells);
    }

    @Test
    void figuresOfAStatedTableAreKeptByBrowsers() {
        String address = address("night");

        assertThat(cacheOf(address)).contains("immutable").contains("public");
        assertThat(cacheOf(CELLS + "/cells.json?measure=night")).isEqualTo("no-cache");
        assertThat(open(CELLS + "/cells.json?measure=happiness").status()).isEqualTo(400);
        assertThat(open("/dashboards/ageing/cells.json").status()).isEqualTo(404);
    }

    @Test
    void belowATownshipTheMapShowsItsVillages() {
        Visited page = open("/dashboards/ageing?time=2019&place=63000030");
        JsonNode map = drawing(page).path("map");

        assertThat(map.path("shapes").asString()).isEqualTo("villages");
        assertThat(map.path("places").size())
                .isEqualTo(page.document().select("#villages tbody tr").size());
        assertThat(map.path("places")
                        .valueStream()
                        .map(place -> place.path("code").asString()))
                .allMatch(code -> code.matches("63000030\\d{3}"))
                .doesNotHaveDuplicates();
        assertThat(page.document().select("#unshaped")).isEmpty();
    }

    @Test
    void villagesThatWereMergedSinceAreCountedAndNamedInsteadOfDropped() {
        Visited page = open("/dashboards/ageing?time=2016&place=67000370");
        int villages = page.document().select("#villages tbody tr").size();
        int drawn = drawing(page).path("map").path("places").size();

        assertThat(page.document().select("#unshaped").text())
                .startsWith((villages - drawn) + " 個村里在")
                .contains("沒有界線");
        assertThat(villages - drawn).isPositive();
        assertThat(page.document().select("#changed").text()).contains("合併或分割");
        assertThat(open("/dashboards/ageing?time=2020&place=67000370")
                        .document()
                        .select("#unshaped, #changed"))
                .isEmpty();
    }

    @Test
    void aVillageHasTheBoundaryOfItsCodeAndNoOther() {
        var boundaries = new VillageBoundaries("63000030", "2019");

        assertThat(boundaries.shape("德安里"))
                .hasValueSatisfying(code -> assertThat(code).startsWith("63000030"));
        assertThat(boundaries.shape("沒有這個里")).isEmpty();
    }

    @Test
    void placesHaveTheNamesOfTheYearShown() {
        assertThat(open("/dashboards/income?time=2013&place=68000").text())
                .contains("桃園縣")
                .contains("龜山鄉");
        assertThat(open("/dashboards/income?time=2014&place=68000").text())
                .contains("桃園市")
                .contains("龜山區");
    }

    @Test
    void placesThatAreNotToldHaveAnEntryInTheLegend() {
        Visited untold = open("/dashboards/vital-events?measure=divorces&time=2024&place=09020060");

        assertThat(untold.document().select(".map-legend").text()).contains("不公布");
    }

    @Test
    void sendsScriptsCompressedAndPagesAsTheyAre() throws Exception {
        assertThat(encodingOf("/vendor/maplibre-gl-5.24.1/maplibre-gl-csp.js")).isEqualTo("gzip");
        assertThat(encodingOf(CELLS)).isEmpty();
    }

    private static String encodingOf(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(warehouse.platform().address() + path))
                .header("Accept-Encoding", "gzip")
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.headers().firstValue("Content-Encoding").orElse("");
        }
    }

    private static JsonNode cells(String measure) {
        return CanonicalJson.MAPPER.readTree(open(address(measure)).response().body());
    }

    private static String address(String measure) {
        return drawing(open(CELLS + "?measure=" + measure))
                .path("cells")
                .path("address")
                .asString();
    }

    private static JsonNode drawing(Visited page) {
        return CanonicalJson.MAPPER.readTree(
                Objects.requireNonNull(page.document().selectFirst("#chart-data"))
                        .data());
    }

    private static String cacheOf(String address) {
        return open(address).response().headers().firstValue("Cache-Control").orElse("");
    }

    private static long number(@Nullable Element cell) {
        return Long.parseLong(Objects.requireNonNull(cell).text().replace(",", ""));
    }
}
