package tw.qiao.analytics.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

class EngineTest {
    private static Engine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = new Engine(Path.of("../data/vital-events"), 256, 2, 1);
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_text('/etc/hostname')",
                "select * from read_csv('../data/boundaries/townships.csv')",
                "select * from read_text('../data/vital-events/../boundaries/townships.csv')",
                "attach '/tmp/other.db'",
                "copy (select 1) to '/tmp/leak.csv'",
                "install httpfs",
                "load httpfs",
                "select * from read_parquet('http://127.0.0.1/x.parquet')",
                "set enable_external_access = true",
                "set memory_limit = '8GB'",
                "set allowed_directories = ['/']",
            })
    void refusesWhateverLeavesItsFolder(String sql) {
        assertThatThrownBy(() -> engine.answer(sql, List.of(), 10)).isInstanceOf(Problem.class);
    }

    @Test
    void tellsTheTimeOfTaipei() {
        var answer = engine.answer("select strftime(timestamptz '2024-02-29 00:00+08', '%Y-%m-%d')", List.of(), 1);

        assertThat(answer.at("/rows/0/0").asString()).isEqualTo("2024-02-29");
    }

    @Test
    void stopsAQueryThatTakesTooLong() {
        assertThatThrownBy(() -> engine.answer("select count(*) from range(1000000000) a, range(1000) b", List.of(), 1))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.retryable()).isTrue());

        assertThat(engine.answer("select 1", List.of(), 1).at("/rows/0/0").asInt())
                .isEqualTo(1);
    }

    @Test
    void refusesMoreMemoryThanItMayHave() {
        assertThatThrownBy(() -> engine.answer("select list(range) from range(200000000)", List.of(), 1))
                .isInstanceOf(Problem.class);

        assertThat(engine.answer("select 1", List.of(), 1).at("/rows/0/0").asInt())
                .isEqualTo(1);
    }

    @Test
    void refusesMoreRowsThanAllowed() {
        assertThatThrownBy(() -> engine.answer("select * from range(11)", List.of(), 10))
                .hasMessageContaining("More than 10 rows");
    }

    @Test
    void bindsParametersInsteadOfPastingThem() {
        var rows = engine.answer(
                Question.VITAL_EVENTS_BY_TOWNSHIP, List.of("2014-04", "2024-12", "' or true or township_code = '"));

        assertThat(rows.path("rows")).isEmpty();
    }

    @Test
    void refusesAFileWhoseNameCouldBeSql(@TempDir Path folder) throws Exception {
        Files.copy(Path.of("../data/vital-events/events.parquet"), folder.resolve("a; drop table b.parquet"));

        assertThatThrownBy(() -> new Engine(folder, 256, 1, 1)).hasMessageContaining("must be of a-z");
    }
}
