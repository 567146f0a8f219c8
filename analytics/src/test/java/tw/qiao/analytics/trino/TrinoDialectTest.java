package tw.qiao.analytics.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.analytics.dialect.Translation;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/** What is written for Trino; that its rows are those of DuckDB, {@link TrinoTest} shows. */
class TrinoDialectTest {
    private static final Workbench WORKBENCH = Workbench.open(Path.of("target"), 128, 1);

    @AfterAll
    static void close() {
        WORKBENCH.close();
    }

    @Test
    void dividesAsDoublesAndWholeNumbersAsWhatTheyAre() {
        assertThat(translate("select a / b, a // 5 from t"))
                .isEqualTo("select (cast(\"a\" as double) / cast(\"b\" as double)), (bitwise_or(\"a\", 0) / 5)"
                        + " from cat.t as \"t\"");
    }

    @Test
    void passesOverMissingValuesWhereTheLeastIsSought() {
        assertThat(translate("select least(a, 5) from t"))
                .isEqualTo("select coalesce(least(\"a\", 5), \"a\", 5) from cat.t as \"t\"");
    }

    @Test
    void keepsAMissingValueOutOfAList() {
        assertThat(translate("select 1 from t where a not in (1, null)"))
                .isEqualTo("select 1 from cat.t as \"t\" where (not (\"a\" in (1) or cast(null as boolean)))");
    }

    @Test
    void saysFirstHowManyRowsAreLeftOut() {
        assertThat(translate("select a from t order by a limit 2 offset 1"))
                .isEqualTo("select \"a\" from cat.t as \"t\" order by \"a\" asc nulls last offset 1 limit 2");
    }

    @Test
    void takesDigitsOfNoOtherScript() {
        assertThat(translate("select regexp_full_match(a, '\\d{8}') from t"))
                .isEqualTo("select regexp_like(\"a\", '\\A(?:[0-9]{8})\\z') from cat.t as \"t\"");
    }

    @Test
    void putsParametersInAsTextsThatEndWhereTheyEnd() {
        assertThat(translate("select a from t where a = $1", "x' or 1=1 --\\"))
                .isEqualTo("select \"a\" from cat.t as \"t\" where (\"a\" = 'x'' or 1=1 --\\')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a // b from t",
                "select a, count(*) from t group by all",
                "select a from t order by all",
                "select * exclude (a) from t",
                "select a from t semi join u using (a)",
                "select try_cast(a as bigint) from t",
                "select date_trunc('hour', a) from t",
                "select date_part('round', a) from t",
                "select sqrt(a) from t",
                "select trim(a) from t",
                "select replace(a, b, 'x') from t",
                "select regexp_matches(a, '\\w') from t",
                "select a from t where a like '\\_'"
            })
    void refusesWhatMightMeanSomethingElse(String statement) {
        assertThatThrownBy(() -> translate(statement))
                .hasMessageContaining("Trino cannot be trusted to answer as DuckDB does");
    }

    private static String translate(String statement, String... parameters) {
        String tree = WORKBENCH.query(
                "select json_serialize_sql(" + Sql.text(statement)
                        + "::varchar, skip_empty := true, skip_null := true, skip_default := true)",
                rows -> {
                    rows.next();
                    return rows.getString(1);
                });
        return Translation.translate(new TrinoDialect(), tree, Map.of("t", "cat.t", "u", "cat.u"), List.of(parameters));
    }
}
