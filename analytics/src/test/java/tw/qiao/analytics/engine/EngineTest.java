package tw.qiao.analytics.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

class EngineTest {
    private static Engine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = new Engine(Path.of("../data/warehouse"), 256, 2);
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
                "select * from read_text('../data/warehouse/../boundaries/townships.csv')",
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
        assertThatThrownBy(() -> answer(sql, 10)).isInstanceOf(Problem.class);
    }

    @Test
    void tellsTheTimeOfTaipei() {
        var answer = answer("select strftime(timestamptz '2024-02-29 00:00+08', '%Y-%m-%d')", 1);

        assertThat(answer.at("/rows/0/0").asString()).isEqualTo("2024-02-29");
    }

    @Test
    void stopsAQueryThatTakesTooLong() {
        assertThatThrownBy(() -> answer("select count(*) from range(1000000000) a, range(1000) b", 1))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.retryable()).isTrue());

        assertThat(answer("select 1", 1).at("/rows/0/0").asInt()).isEqualTo(1);
    }

    @Test
    void refusesMoreMemoryThanItMayHave() {
        assertThatThrownBy(() -> answer("select list(range) from range(200000000)", 1))
                .isInstanceOf(Problem.class);

        assertThat(answer("select 1", 1).at("/rows/0/0").asInt()).isEqualTo(1);
    }

    @Test
    void cutsOffMoreRowsThanAllowed() {
        var answer = answer("select * from range(11)", 10);

        assertThat(answer.path("rows")).hasSize(10);
        assertThat(answer.path("truncated").asBoolean()).isTrue();
    }

    @Test
    void bindsParametersInsteadOfPastingThem() {
        var rows = engine.select(
                new Selection(
                        "select * from range(3) where 'x' = $1", List.of("' or true or 'x' = '"), Map.of(), 10, 1),
                new Cancellation(),
                _ -> {});

        assertThat(rows.path("rows")).isEmpty();
    }

    private static JsonNode answer(String sql, int rows) {
        return engine.select(new Selection(sql, List.of(), Map.of(), rows, 1), new Cancellation(), _ -> {});
    }
}
