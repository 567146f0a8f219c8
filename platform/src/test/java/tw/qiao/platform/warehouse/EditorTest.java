package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

class EditorTest {
    private static TestWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = TestWarehouse.start();
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    void answersASelectPageByPageInAnyOrderAndAsFiles() {
        TestVisitor analyst = warehouse.analyst();

        Visited answer = run(
                analyst,
                "select date, count(*) as accidents from traffic_accidents_fatal where year = 2020 group by date order by date");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.document().select(".result tbody tr")).hasSize(50);
        assertThat(first(answer)).isEqualTo("2020-01-01");
        assertThat(answer.text()).contains("traffic_accidents_fatal@");
        Visited next = analyst.open(answer.document().select("a[rel=next]").attr("href"));
        assertThat(first(next)).isGreaterThan("2020-02-01");

        Visited sorted = analyst.open(answer.address() + "?sort=1&descending=true");
        assertThat(sorted.document().select("th[aria-sort=descending]").text()).contains("accidents");
        assertThat(numbers(sorted)).isSortedAccordingTo(Comparator.reverseOrder());

        Visited csv = analyst.open(answer.address() + "/result.csv");
        assertThat(csv.response().headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment");
        assertThat(csv.response().body()).startsWith("\uFEFFdate,accidents\r\n2020-01-01,");
        assertThat(analyst.open(answer.address() + "/result.json").response().body())
                .contains("\"columns\":[\"date\",\"accidents\"]");
    }

    @Test
    void showsWhereAStatementIsWrongAndKeepsIt() {
        Visited page = run(warehouse.analyst(), "select count(*)\nfrom taipei_crime_points\nwhere categori = '1' x y");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.document().select(".error-summary h2").text()).isEqualTo("語法錯誤");
        assertThat(page.document().select(".error-summary").text()).contains("第 3 行");
        assertThat(page.document().select(".faulty mark").text()).startsWith("x");
        assertThat(page.document().select("#statement").getFirst().wholeText()).contains("categori");
    }

    @Test
    void namesNearColumnsAndTheDictionaryWhereANameIsNotThere() {
        TestVisitor analyst = warehouse.analyst();

        Visited column = run(analyst, "select yeer from traffic_accidents_fatal");
        assertThat(column.document().select(".error-summary h2").text()).isEqualTo("名稱或用法錯誤");
        assertThat(column.document()
                        .select(".error-summary p:contains(相近的名稱) code")
                        .eachText())
                .contains("year");
        assertThat(column.document().select(".error-summary a[href=/warehouse]").text())
                .isEqualTo("資料字典");
        Visited table = run(analyst, "select 1 from planets");
        assertThat(table.document().select(".error-summary h2").text()).isEqualTo("沒有這個資料表");
        assertThat(table.document().select(".error-summary a[href=/warehouse]")).hasSize(1);
        Visited english = analyst.open("/warehouse/sql?lang=en");
        assertThat(analyst.submit(
                                english, "form.editor", Map.of("statement", "select yeer from traffic_accidents_fatal"))
                        .document()
                        .select(".error-summary")
                        .text())
                .contains("Names that come near: year", "Dictionary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy taipei_crime_points to '/tmp/leak.csv'",
                "select * from read_csv('/etc/passwd')",
                "select * from '/etc/passwd'",
                "select 1; drop table taipei_crime_points",
                "select * from information_schema.tables",
                "attach '/tmp/other.db'",
                "select getenv('HOME')",
                "set memory_limit = '100GB'"
            })
    void refusesWhatIsNoHarmlessSelectAndRecordsIt(String attack) {
        TestVisitor analyst = warehouse.analyst();

        Visited page = run(analyst, attack);

        assertThat(page.status()).isBetween(400, 499);
        assertThat(analyst.open("/warehouse/queries")
                        .document()
                        .select("tbody tr:first-child")
                        .text())
                .contains(attack, "未回答");
    }

    @Test
    void writesEachQueryIntoTheEvidenceLogWithoutTellingIt() throws InterruptedException {
        EvidenceLog log = warehouse.platform().bean(EvidenceLog.class);
        Visited answer = run(warehouse.analyst(), "select 'a secret' as word");
        String path = answer.address().getPath();
        String key = "warehouse/" + path.substring(path.lastIndexOf('/') + 1);

        for (int i = 0; log.indexOf(key).isEmpty() && i < 200; i++) {
            Thread.sleep(25);
        }

        assertThat(new String(log.entry(log.indexOf(key).orElseThrow()), StandardCharsets.UTF_8))
                .contains("\"kind\":\"warehouse-query\"", "commit")
                .doesNotContain("secret");
    }

    @Test
    void keepsQueriesUnderNames() {
        TestVisitor analyst = warehouse.analyst();
        Visited answer = run(analyst, "select count(*) as all_of_them from taipei_crime_points");

        Visited kept = analyst.submit(answer, "form.keep", Map.of("name", "全部件數"));
        assertThat(kept.document().select(".notice").text()).contains("已保留");
        Visited again = analyst.open(
                kept.document().select(".task-list a:containsOwn(全部件數)").attr("href"));
        assertThat(again.document().select("#statement").getFirst().wholeText()).contains("all_of_them");
        Visited removed = analyst.submit(again, "form[action$=/remove]", Map.of());
        assertThat(removed.document().select(".task-list a")).isEmpty();
    }

    @Test
    void keepsOnePersonsQueriesFromAnother() {
        Visited answer = run(warehouse.analyst(), "select 1 as one");
        String path = answer.address().getPath();

        assertThat(warehouse.signedIn("林承辦").open(path).status()).isEqualTo(403);
        assertThat(warehouse.signedIn("林承辦").open(path + "/result.csv").status())
                .isEqualTo(403);
    }

    @Test
    void saysSoWhenTheEngineDiesAtAQueryAndAnswersTheNext() throws Exception {
        TestVisitor analyst = warehouse.analyst();
        run(analyst, "select 1");
        long worker = warehouse.platform().bean(OpenWarehouse.class).worker();
        var killer = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(Duration.ofMillis(700));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
        });

        Visited page = run(
                analyst,
                "select count(*) from traffic_accidents_fatal a, traffic_accidents_fatal b, traffic_accidents_fatal c where a.date < b.date and b.date < c.date");
        killer.join();

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.document().select(".error-summary h2").text()).contains("查詢引擎在執行時結束了");
        assertThat(numbers(run(analyst, "select 'a', count(*) from taipei_crime_points")))
                .containsExactly(11510L);
    }

    private static Visited run(TestVisitor analyst, String statement) {
        return analyst.submit(analyst.open("/warehouse/sql"), "form.editor", Map.of("statement", statement));
    }

    private static String first(Visited page) {
        return page.document().select(".result tbody td").getFirst().text();
    }

    private static List<Long> numbers(Visited page) {
        return page.document().select(".result tbody td:nth-child(2)").eachText().stream()
                .map(Long::parseLong)
                .toList();
    }
}
