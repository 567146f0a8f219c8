package tw.qiao.analytics.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.Problem;

class CountDeskTest {
    private static final AtomicInteger READERS = new AtomicInteger();
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    @TempDir
    private static Path folder;

    private static PeopleWarehouse warehouse;

    private final String reader = "reader" + READERS.incrementAndGet();
    private Instant now = START;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private CountDesk desk;

    @BeforeAll
    static void open() {
        warehouse = new PeopleWarehouse(folder);
        var people = new ArrayList<String>();
        for (String town : List.of("北", "南", "東")) {
            for (int i = 0; i < 24; i++) {
                people.add(
                        "('%s', '%s', '%s', %d)".formatted(town, "xyz".charAt(i % 3), i % 2 == 0 ? "f" : "m", 20 + i));
            }
        }
        people.add("('北', 'x', 'f', 93)");
        warehouse.add("people", people);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void sit() {
        desk = warehouse.desk(warehouse.ledger(Limits.CUSTOMARY, clock));
    }

    @Test
    void tellsCountsAndKeepsSmallOnesBack() {
        assertThat(ask("select town, count(*) from people group by town")).isEqualTo("town,count\n北,25\n南,24\n東,24\n");
        assertThat(ask("select count(*) from people where age > 90")).isEqualTo("count\n*\n");
        assertThat(ask("select count(*) from people where age > $1", "200")).isEqualTo("count\n0\n");
    }

    @Test
    void refusesAnAnswerThatDiffersFromAnEarlierOneByOnePerson() {
        assertThat(ask("select count(*) from people where town = '北'")).isEqualTo("count\n25\n");

        refused("egress_difference", "select count(*) from people where town = '北' and age < 93");
        refused("egress_difference", "select count(*) from people where town = '北' and age not in (93)");
        assertThat(ask("select count(*) from people where town = '北'")).isEqualTo("count\n25\n");
        assertThat(ask("select count(*) from people where town = '南' and age < 93"))
                .isEqualTo("count\n24\n");
    }

    @Test
    void refusesTheLastOfThreeAnswersThatTogetherSingleSomebodyOut() {
        assertThat(ask("select count(*) from people where town = '北'")).isEqualTo("count\n25\n");
        assertThat(ask("select count(*) from people where town = '北' and sex = 'm'"))
                .isEqualTo("count\n12\n");

        refused("egress_difference", "select count(*) from people where town = '北' and sex = 'f' and age < 93");
    }

    @Test
    void keepsBackWhatTheTotalAskedForBeforeWouldTell() {
        assertThat(ask("select count(*) from people where town = '北'")).isEqualTo("count\n25\n");

        assertThat(ask("select kind, count(*) from people where town = '北' and age < 93 group by kind"))
                .isEqualTo("kind,count\nx,*\ny,8\nz,8\n");
    }

    @Test
    void tellsManyTablesOfTheSamePeople() {
        assertThat(ask("select town, sex, count(*) from people group by cube (town, sex)"))
                .doesNotContain("*");
        assertThat(ask("select kind, count(*) from people group by kind")).doesNotContain("*");
        assertThat(ask("select town, kind, count(*) from people group by town, kind"))
                .doesNotContain("*");
        assertThat(ask("select kind, sex, count(*) from people group by rollup (kind, sex)"))
                .doesNotContain("*");
    }

    @Test
    void answersAQuestionThatIsOnlyWrittenOtherwiseAsBefore() {
        String once =
                ask("select town, count(*) from people where sex = 'f' and age in (20, 22, 24, 26) group by town");
        for (int i = 0; i < 60; i++) {
            assertThat(ask("select TOWN, count(*) from people where age in (26, 24, 22, 20) and sex = 'f' group by 1"))
                    .isEqualTo(once);
        }
    }

    @Test
    void remembersWhenTheProcessIsAnotherAndNotForSomebodyElse() {
        assertThat(ask("select count(*) from people where town = '北'")).isEqualTo("count\n25\n");
        var next = warehouse.desk(warehouse.ledger(Limits.CUSTOMARY, clock));

        assertThatThrownBy(() ->
                        next.answer(reader, "select count(*) from people where town = '北' and age < 93", List.of()))
                .isInstanceOf(Problem.class);
        assertThat(text(next.answer(
                        reader + "x", "select count(*) from people where town = '北' and age < 93", List.of())))
                .isEqualTo("count\n24\n");
    }

    @Test
    void forgetsAllAtOnceWhenTheWindowEnds() {
        assertThat(ask("select count(*) from people where town = '北'")).isEqualTo("count\n25\n");
        now = START.plus(Duration.ofDays(29));
        assertThatThrownBy(() -> ask("select count(*) from people where town = '北' and age < 93"))
                .hasMessageContaining("until 2026-04-01");
        now = START.plus(Duration.ofDays(30));

        assertThat(ask("select count(*) from people where town = '北' and age < 93"))
                .isEqualTo("count\n24\n");
    }

    @Test
    void showsOneStateOfTheTableUntilAllIsForgotten() {
        warehouse.add("growing", List.of("('北', 'x', 'f', 1)", "('北', 'x', 'f', 2)", "('北', 'x', 'f', 3)"));
        CountDesk growing = warehouse.desk(warehouse.ledger(Limits.CUSTOMARY, clock));
        assertThat(text(growing.answer(reader, "select count(*) from growing", List.of())))
                .isEqualTo("count\n3\n");
        warehouse.add("growing", List.of("('北', 'x', 'f', 4)"));

        assertThat(text(growing.answer(reader, "select sex, count(*) from growing group by sex", List.of())))
                .isEqualTo("sex,count\nf,3\n");
        assertThat(text(growing.answer(reader + "x", "select count(*) from growing", List.of())))
                .isEqualTo("count\n4\n");
    }

    @Test
    void limitsQuestionsOfADayAndOfTheWindow() {
        var ledger = warehouse.ledger(new Limits(Duration.ofDays(30), 2, 3), clock);
        CountDesk strict = warehouse.desk(ledger);
        for (int age : List.of(30, 40)) {
            strict.answer(reader, "select count(*) from people where age > " + age, List.of());
        }
        assertThatThrownBy(() -> strict.answer(reader, "select count(*) from people where age > 35", List.of()))
                .hasMessageContaining("within a day");
        now = now.plus(Duration.ofHours(25));
        strict.answer(reader, "select count(*) from people where age > 35", List.of());
        assertThatThrownBy(() -> strict.answer(reader, "select count(*) from people where age > 36", List.of()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("egress_budget"));
        strict.answer(reader, "select count(*) from people where age > 35", List.of());
    }

    @Test
    void takesOnlyCountsOfRowsThatAreChosenByValues() {
        for (String statement : List.of(
                "select town from people",
                "select town, count(*), max(age) from people group by town",
                "select town, count(*) from people group by town having count(*) = 1",
                "select town, count(*) from people group by town order by 2",
                "select town, count(*) from people group by town limit 1",
                "select town || 'x', count(*) from people group by 1",
                "select town as t, count(*) from people group by town",
                "select count(*) filter (age = 93) from people",
                "select count(distinct age) from people",
                "select count(*) from people p join people q using (age)",
                "select count(*) from (select * from people limit 1)",
                "with one as (select * from people limit 1) select count(*) from one",
                "select count(*) from people where age = (select max(age) from people)",
                "select count(*) from people where cast(town as integer) = 1",
                "select count(*) from people where age % 7 = 3",
                "select distinct town, count(*) from people group by town",
                "select count(*) from people using sample 10%")) {
            assertThatThrownBy(() -> ask(statement))
                    .as(statement)
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.code())
                                    .isIn("egress_counts_form", "query_part", "query_function"));
        }
    }

    private String ask(String statement, String... parameters) {
        return text(desk.answer(reader, statement, List.of(parameters)));
    }

    private void refused(String code, String statement) {
        assertThatThrownBy(() -> ask(statement))
                .as(statement)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static String text(Result result) {
        var text = new StringWriter();
        try {
            CsvFormat.write(result, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString().replace("\r\n", "\n");
    }
}
