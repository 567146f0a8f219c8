package tw.qiao.analytics.spark.dialect;

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
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.spark.Parser;

class TranslationTest {
    private static final Workbench WORKBENCH = Workbench.open(Path.of("target"), 128, 1);

    @AfterAll
    static void close() {
        WORKBENCH.close();
    }

    @Test
    void saysWhereMissingValuesStandInAnyOrder() {
        assertThat(translate("select a from t order by a desc, 1"))
                .isEqualTo("select \"a\" from cat.t as \"t\" order by \"a\" desc nulls last, 1 asc nulls last");
    }

    @Test
    void keepsGroupingSets() {
        assertThat(translate("select a, grouping(a, b) as g, count(*) from t group by rollup (a, b)"))
                .isEqualTo("select \"a\", (grouping(\"a\") * 2 + grouping(\"b\") * 1) as \"g\", count(*)"
                        + " from cat.t as \"t\" group by grouping sets ((), (\"a\"), (\"a\", \"b\"))");
    }

    @Test
    void putsParametersInAsTextsThatEndWhereTheyEnd() {
        assertThat(translate("select a from t where a = $1", "x' or 1=1 --\\"))
                .isEqualTo("select \"a\" from cat.t as \"t\" where (\"a\" = 'x\\' or 1=1 --\\\\')");
    }

    @Test
    void averagesByTheExactSum() {
        assertThat(translate("select avg(a) filter (a > 1) from t"))
                .isEqualTo("select (cast(sum(\"a\") filter (where (\"a\" > 1)) as double) / nullif(count(\"a\")"
                        + " filter (where (\"a\" > 1)), 0)) from cat.t as \"t\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select distinct on (a) a from t",
                "select a from t qualify row_number() over (order by a) = 1",
                "select * from t join u using (a)",
                "select * from t natural join u",
                "select * from t asof join u on t.a >= u.a",
                "select * from t tablesample 10%",
                "select first(a) from t",
                "select string_agg(a, ',' order by a) from t",
                "select a // b from t",
                "select a // 0 from t",
                "select substring(a, b) from t",
                "select try_cast(a as date) from t",
                "select cast(a as timestamp) from t",
                "select a + interval 1 day from t",
                "select now() from t",
                "select current_timestamp from t",
                "select a from t where a like 'x\\_'",
                "select regexp_matches(a, '\\s') from t",
                "select regexp_matches(a, '[a[b]]') from t",
                "select regexp_matches(a, '(?i)a') from t",
                "select [a] from t",
                "select columns('a') from t",
                "select a from t limit 10%",
                "select a = any (select b from u) or a < any (select b from u) from t",
                "with u as (select 1 as a) select a from u",
                "select sum(a) over (order by a range between 1 preceding and current row) from t",
                "select $2 from t"
            })
    void refusesWhatMightMeanSomethingElse(String statement) {
        assertThatThrownBy(() -> translate(statement, "1"))
                .hasMessageContaining("Spark cannot be trusted to answer as DuckDB does");
    }

    private static String translate(String statement, String... parameters) {
        return Translation.translate(
                new SparkDialect(),
                new Parser(WORKBENCH).parse(statement),
                Map.of("t", "cat.t", "u", "cat.u"),
                List.of(parameters));
    }
}
