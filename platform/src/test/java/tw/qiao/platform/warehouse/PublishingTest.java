package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.lineage.JobFiles;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** An analyst publishes an answer as a board that everybody can open. */
class PublishingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BY_YEAR =
            "select year, count(*) as accidents from traffic_accidents_fatal group by year order by year";
    private static final Map<String, String> WORDS = Map.of(
            "title", "死亡車禍逐年件數",
            "explanation", "<b>全國</b>",
            "source", "內政部警政署",
            "unit", "件",
            "form", "LINE",
            "heading-0", "年度",
            "heading-1", "件數");

    private static TestWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = TestWarehouse.start("qiao.boards.every=PT1S", "qiao.boards.quiet=PT0S");
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    void everybodyFindsThePublishedFiguresWithTheirSourceUntilTheyAreWithdrawn() throws InterruptedException {
        TestVisitor analyst = warehouse.analyst();
        Visited board = published(analyst, BY_YEAR, WORDS);
        assertThat(board.text()).contains("看板已發布");
        String path = board.address().getPath();
        String job = "board." + path.substring(path.lastIndexOf('/') + 1);
        assertThat(jobs()).contains(job);

        TestVisitor anybody = warehouse.platform().visitor();
        Visited seen = anybody.open(path);
        assertThat(seen.heading()).isEqualTo("死亡車禍逐年件數");
        assertThat(seen.document().select("#figures tbody tr")).hasSize(13);
        assertThat(seen.document().select("#figures thead th").eachText()).containsExactly("年度", "件數");
        assertThat(seen.text()).contains("內政部警政署", "traffic_accidents_fatal@", "select year", "<b>全國</b>");
        assertThat(seen.document().select("form[action$=/withdraw]")).isEmpty();
        assertThat(anybody.open("/dashboards").document().select("a[href=" + path + "]"))
                .hasSize(1);
        assertThat(anybody.open(path + "/table.csv").response().body())
                .startsWith("\uFEFF年度,件數,")
                .contains("內政部警政署", "traffic_accidents_fatal@");
        assertThat(evidence("dashboards" + path.substring(path.lastIndexOf('/')) + "/board-published"))
                .contains("board-published")
                .doesNotContain("死亡車禍");

        Visited list = analyst.submit(analyst.open(path), "form[action$=/withdraw]", Map.of());
        assertThat(list.text()).contains("看板已撤回");
        assertThat(jobs()).doesNotContain(job);
        assertThat(anybody.open(path).status()).isEqualTo(404);
        assertThat(anybody.open("/dashboards").document().select("a[href=" + path + "]"))
                .isEmpty();
    }

    @Test
    void aKeptQueryIsAnEventOfLineageUntilItIsRemoved() {
        TestVisitor analyst = warehouse.analyst();
        Visited answer = analyst.submit(analyst.open("/warehouse/sql"), "form.editor", Map.of("statement", BY_YEAR));

        analyst.submit(answer, "form.keep", Map.of("name", "逐年件數"));

        assertThat(jobs()).filteredOn(job -> job.startsWith("query.")).hasSize(1);
        JsonNode event = events().stream()
                .filter(one -> one.at("/job/name").asString().startsWith("query."))
                .findFirst()
                .orElseThrow();
        assertThat(event.at("/job/facets/sql/query").asString()).isEqualTo(BY_YEAR);
        assertThat(event.at("/outputs/0/facets/columnLineage/fields/year/inputFields/0/name")
                        .asString())
                .isEqualTo("traffic_accidents_fatal");
        analyst.submit(analyst.open("/warehouse/sql"), "form[action$=/remove]", Map.of());
        assertThat(jobs()).noneMatch(job -> job.startsWith("query."));
    }

    private static List<String> jobs() {
        return events().stream().map(event -> event.at("/job/name").asString()).toList();
    }

    private static List<JsonNode> events() {
        return JobFiles.beside(warehouse.folder().resolve("tables")).reading("traffic_accidents_fatal");
    }

    @Test
    void onlyWhoPublishedABoardOrAnAdministratorWithdrawsIt() {
        String path = published(warehouse.analyst(), BY_YEAR, WORDS).address().getPath();

        assertThat(warehouse.signedIn("林承辦").post(path + "/withdraw", Map.of()).status())
                .isEqualTo(403);
        TestVisitor administrator = warehouse.signedIn("系統管理員");
        administrator.submit(administrator.open(path), "form[action$=/withdraw]", Map.of());

        assertThat(administrator.open(path).status()).isEqualTo(404);
    }

    @Test
    void aBoardKeepsUpWithItsTableAndItsFirstEditionStaysWhereItWasCited() throws Exception {
        var desk = ImportDesk.of(warehouse);
        Visited board = keepingUp(desk, "lamps");
        String path = board.address().getPath();
        String citation = board.document().select("a[rel=bookmark]").attr("href");

        desk.submit(desk.send("lamps", "lamps-113.csv", "區,盞\n東,1\n西,5\n"), "form.begin", Map.of("period", "113"));

        TestVisitor anybody = warehouse.platform().visitor();
        assertThat(numbers(whenItSays("第 2 版", anybody, path))).containsExactlyInAnyOrder("11", "25");
        Visited cited = anybody.open(citation);
        assertThat(numbers(cited)).containsExactlyInAnyOrder("10", "20");
        assertThat(cited.text()).contains("這是第 1 版的數字");
        assertThat(anybody.open(path + "/table.csv?edition=1").response().body())
                .contains("西,20,");
        assertThat(evidence("dashboards" + path.substring(path.lastIndexOf('/')) + "/board-edition-2"))
                .contains("board-edition-2");
        assertThat(anybody.open(path + "?edition=3").status()).isEqualTo(404);
    }

    @Test
    void aBoardStopsWhereItsTableComesToHaveColumnsAboutPersons() throws Exception {
        var desk = ImportDesk.of(warehouse);
        String path = keepingUp(desk, "signs").address().getPath();
        Path description = warehouse.folder().resolve("dictionary/signs.yaml");
        String plain = Files.readString(description);
        Files.writeString(description, plain.replaceAll("(personal\"?: \"?)none", "$1indirect"));
        assertThat(Files.readString(description)).isNotEqualTo(plain);

        desk.submit(desk.send("signs", "signs-113.csv", "區,盞\n東,1\n西,5\n"), "form.begin", Map.of("period", "113"));

        Visited stopped = whenItSays("沒有跟著更新", warehouse.platform().visitor(), path);
        assertThat(stopped.text()).contains("標示為與個人有關、不能公開的欄位", "第 1 版").doesNotContain("自動出新版");
        assertThat(numbers(stopped)).containsExactlyInAnyOrder("10", "20");
    }

    /** A board over a table of somebody's own that has nothing about persons. */
    private static Visited keepingUp(ImportDesk desk, String table) throws InterruptedException {
        Visited fresh = desk.send("new", table + ".csv", "區,盞\n東,10\n西,20\n");
        var columns = new HashMap<String, String>(Map.of(
                "table", table, "period", "112", "name-0", "district", "name-1", "lamps", "written-1", "INTEGER"));
        columns.putAll(Map.of("personal-0", "NONE", "personal-1", "NONE"));
        desk.imported(desk.submit(fresh, "form.columns-form", columns));
        var words = new HashMap<String, String>(Map.of("title", "路燈", "source", "本府"));
        words.putAll(Map.of("heading-0", "區", "heading-1", "盞", "keeps-up", "yes"));
        return published(
                desk.analyst(), "select district, sum(lamps) as lamps from " + table + " group by district", words);
    }

    @Test
    void boardsOfAnalystsTakeTheirTurnOnWallsAfterTheOthers() {
        var onWall = new HashMap<>(WORDS);
        onWall.put("on-wall", "yes");
        String first = published(warehouse.analyst(), BY_YEAR, onWall).address().getPath();
        published(warehouse.analyst(), BY_YEAR, WORDS);
        String second =
                published(warehouse.analyst(), BY_YEAR, onWall).address().getPath();

        assertThat(afterWall("/dashboards/crime")).isEqualTo("/dashboards/day-and-night?wall");
        assertThat(afterWall(first)).isEqualTo(second + "?wall");
        assertThat(afterWall(second)).isEqualTo("/dashboards/vital-events?wall");
    }

    private static String afterWall(String path) {
        return warehouse
                .platform()
                .visitor()
                .open(path + "?wall")
                .document()
                .body()
                .attr("data-next");
    }

    @Test
    void saysEverythingThatIsWrongWithTheFormAtOnce() {
        TestVisitor analyst = warehouse.analyst();
        var nothing = new HashMap<String, String>();
        WORDS.keySet().forEach(field -> nothing.put(field, ""));

        Visited refused = published(analyst, BY_YEAR, nothing);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".error-summary a").eachAttr("href"))
                .containsExactlyInAnyOrder("#title", "#source", "#form", "#heading-0", "#heading-1");
    }

    @Test
    void refusesWhatCannotBeDrawnAndPlacesOfEvents() {
        TestVisitor analyst = warehouse.analyst();

        Visited texts = analyst.open(form(analyst, "select date, vehicles from traffic_accidents_fatal limit 20"));
        assertThat(texts.status()).isEqualTo(422);
        assertThat(texts.text()).contains("第一欄以外的欄位都要是數字（vehicles）", "第一欄是項目或時間");

        Visited places = analyst.open(form(
                analyst, "select place, count(*) as cases from taipei_crime_points group by place order by 2 limit 9"));
        assertThat(places.status()).isBetween(400, 499);
        assertThat(places.document().select("form.publish")).isEmpty();
        assertThat(places.text()).contains("標示為與個人有關、不能公開的欄位（place）").doesNotContain("Binder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select date, vehicles from traffic_accidents_fatal limit 20 | 都要是數字（vehicles） | need to be numbers (vehicles)
            select count(*) as n from traffic_accidents_fatal group by year | 只有一欄 | one column only
            select year, count(*) as n from traffic_accidents_fatal where year = 2020 group by year | 少於 2 列 | fewer than 2 rows
            select accident, count(*) as n from traffic_accidents_fatal group by 1 | 超過 400 列 | more than 400 rows
            select place, count(*) as n from taipei_crime_points group by 1 limit 9 | 不能公開的欄位（place） | cannot be published (place)
            select category, count(*) as n from taipei_crime_points where place like '%路%' group by 1 | （place） | (place)
            """)
    void saysBelowAnAnswerThatCannotBeABoardWhyNotAndOffersNone(String statement, String chinese, String english) {
        TestVisitor analyst = warehouse.analyst();

        Visited answer = analyst.submit(analyst.open("/warehouse/sql"), "form.editor", Map.of("statement", statement));

        assertThat(answer.document().select("a[href^=/dashboards/own/new]")).isEmpty();
        assertThat(answer.text()).contains("不能發布為看板", chinese);
        assertThat(analyst.open(answer.address().getPath() + "?lang=en").text())
                .contains("Cannot be published as a board", english);
    }

    @Test
    void proposesTheSourceOfTheTablesAndMarksWhatIsRequired() {
        TestVisitor analyst = warehouse.analyst();

        Visited page = analyst.open(form(analyst, BY_YEAR));

        assertThat(page.document().select("#source").val()).isEqualTo("內政部警政署（政府資料開放授權條款－第1版）");
        assertThat(page.document().select("label[for=source]").text()).contains("必填");
        assertThat(page.document().select("#heading-0").val()).isEqualTo("發生年度");
        assertThat(page.document().select("label[for=heading-0]").text()).contains("必填");
    }

    @Test
    void proposesNoTitleThatAnotherColumnHasAndNoSourceThatOneTableAloneNames() throws Exception {
        var desk = ImportDesk.of(warehouse);
        Visited fresh = desk.send("new", "halls.csv", "館別,年\n東,2020\n西,2021\n");
        var columns = new HashMap<String, String>(
                Map.of("table", "halls", "period", "1", "name-0", "hall", "name-1", "opened"));
        columns.putAll(Map.of("personal-0", "NONE", "personal-1", "NONE", "written-1", "INTEGER"));
        desk.imported(desk.submit(fresh, "form.columns-form", columns));
        TestVisitor analyst = desk.analyst();

        Visited page = analyst.open(form(
                analyst,
                "select year, count(*) as vehicles from traffic_accidents_fatal"
                        + " join halls on opened = year group by year order by year"));

        assertThat(page.document().select("#heading-0").val()).isEqualTo("發生年度");
        assertThat(page.document().select("#heading-1").val()).isEqualTo("vehicles");
        assertThat(page.document().select("#source").val()).isEmpty();
    }

    @Test
    void tellsNoSmallCountOfATableWithColumnsAboutPersons() throws Exception {
        var desk = ImportDesk.of(warehouse);
        Visited fresh = desk.send("new", "visits.csv", "姓名,館別\n甲,東\n乙,東\n丙,東\n丁,東\n戊,西\n");
        desk.imported(desk.submit(
                fresh,
                "form.columns-form",
                Map.of("table", "visits", "period", "1", "name-0", "person", "name-1", "hall")));
        TestVisitor analyst = desk.analyst();

        Visited board = published(
                analyst,
                "select hall, count(*) as visits from visits group by hall order by 1",
                Map.of("title", "到館人次", "source", "本館", "heading-0", "館別", "heading-1", "人次", "keeps-up", "yes"));

        assertThat(board.document().select("#figures tbody tr:contains(東) td").text())
                .isEqualTo("4");
        assertThat(board.document().select("#figures tbody tr:contains(西) td").text())
                .contains("不公布");
        assertThat(analyst.open(board.address().getPath() + "/table.csv")
                        .response()
                        .body())
                .contains("西,*,");
        assertThat(board.text()).contains("數字停留在發布當時");
        Visited two = analyst.open(
                form(analyst, "select hall, count(*) as a, count(distinct hall) as b from visits group by hall"));
        assertThat(two.text()).contains("有而且只能有一欄計數");
    }

    private static List<String> numbers(Visited board) {
        return board.document().select("#figures tbody td").eachText();
    }

    private static Visited whenItSays(String words, TestVisitor anybody, String path) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Visited seen = anybody.open(path);
        while (!seen.text().contains(words) && System.nanoTime() < end) {
            Thread.sleep(100);
            seen = anybody.open(path);
        }
        return seen;
    }

    /** What comes when {@code words} are typed for the answer to {@code statement}. */
    private static Visited published(TestVisitor analyst, String statement, Map<String, String> words) {
        Visited page = analyst.open(form(analyst, statement));
        var typed = new HashMap<String, String>();
        typed.put("form", page.document().select("#form option[selected]").val());
        typed.putAll(words);
        return analyst.submit(page, "form.publish", typed);
    }

    private static String form(TestVisitor analyst, String statement) {
        Visited answer = analyst.submit(analyst.open("/warehouse/sql"), "form.editor", Map.of("statement", statement));
        String path = answer.address().getPath();
        return "/dashboards/own/new?query=" + path.substring(path.lastIndexOf('/') + 1);
    }

    private static String evidence(String key) throws InterruptedException {
        EvidenceLog log = warehouse.platform().bean(EvidenceLog.class);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (log.indexOf(key).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(25);
        }
        return new String(log.entry(log.indexOf(key).orElseThrow()), StandardCharsets.UTF_8);
    }
}
