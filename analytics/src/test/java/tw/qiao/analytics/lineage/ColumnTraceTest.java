package tw.qiao.analytics.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.analytics.cubes.CubeLineage;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.support.LineageCheck;
import tw.qiao.kernel.Problem;

class ColumnTraceTest {
    private static final Map<String, List<String>> TABLES = Map.of(
            "births", List.of("village", "month", "boys", "girls"),
            "villages", List.of("village", "county"));

    @TempDir
    private static Path folder;

    private static Workbench workbench;

    @BeforeAll
    static void open() {
        workbench = Workbench.open(folder, 256, 1);
    }

    @AfterAll
    static void close() {
        workbench.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select boys + girls as n from births | n=births.boys births.girls |
            SELECT "Boys" AS N FROM Births B WHERE b.month > date '2020-01-01' | n=births.boys | births.month
            select * from births | village=births.village; month=births.month; boys=births.boys; girls=births.girls |
            select * exclude (boys, girls) replace (upper(village) as village) from births | village=births.village; month=births.month |
            select v.county, sum(b.boys) filter (b.girls > 1) as n from births b join villages v on b.village = v.village group by 1 | county=villages.county; n=births.boys births.girls | births.village villages.village
            select county, boys from births join villages using (village) | county=villages.county; boys=births.boys | births.village
            with a as (select boys as x from births), b as (select x + 1 as y from a) select y from b | y=births.boys |
            with births as (select county as boys from villages) select boys from births | boys=villages.county |
            select village from births union all select county from villages | village=births.village villages.county |
            select n, kind from (unpivot births on boys, girls into name kind value n) | n=births.boys births.girls; kind=births.boys births.girls |
            select (select max(county) from villages v where v.village = b.village) as c from births b | c=villages.county | births.village villages.village
            select row_number() over (partition by month order by boys) as r from births | r=births.boys births.month |
            select boys as x, x + girls as z from births | x=births.boys; z=births.boys births.girls |
            select b.boys from births as b, lateral (select b.girls as g) as l | boys=births.boys |
            select village from births where village in (select village from villages where county = 'A') | village=births.village | births.village villages.county villages.village
            select 1 as one, count(*) as n from births | one=; n= |
            """)
    void followsColumnsBackToTables(String statement, String columns, String conditions) {
        Traced traced = trace(statement);

        assertThat(traced.columns().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(columns);
        assertThat(text(traced.conditions())).isEqualTo(conditions == null ? "" : conditions);
    }

    private static Traced trace(String statement) {
        return ColumnTrace.of(workbench.parse(statement), table -> TABLES.getOrDefault(table, List.of()));
    }

    private static String text(Set<Origin> origins) {
        return origins.stream()
                .map(origin -> origin.table() + "." + origin.column())
                .collect(Collectors.joining(" "));
    }

    @Test
    void refusesWhatIsNoSelectAndWhatIsTooDeep() {
        assertThatThrownBy(() -> trace("drop table births")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> trace("select 1; select 2")).isInstanceOf(Problem.class);
        String deep = "(select * from ".repeat(450) + "births" + ")".repeat(450);
        assertThatThrownBy(() -> trace("select * from " + deep)).isInstanceOf(Problem.class);
    }

    @Test
    void refusesAPatternOfNamesThatDuckDbAloneKnows() {
        assertThatThrownBy(() -> trace("select columns('(?P<a>boys)') from births"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("(?P<a>boys)");
    }

    @Test
    void writesAStatementAsAnEventOfOpenLineage() {
        String statement = "select county, sum(boys) as n from births join villages using (village) group by 1";

        var event = StatementEvent.of("query.n", statement, trace(statement), Instant.EPOCH);

        LineageCheck.isValid(event);
        assertThat(event.at("/inputs/0/name").asString()).isEqualTo("births");
        assertThat(event.at("/outputs/0/facets/columnLineage/fields/n/inputFields/0/field")
                        .asString())
                .isEqualTo("boys");
        assertThat(event.at("/job/facets/sql/query").asString()).isEqualTo(statement);
    }

    @Test
    void knowsOfWhichColumnsEachFigureOfACubeIsMade() {
        for (String name : Cubes.NAMES) {
            var cube = Cubes.named(name);
            List<String> columns = Dictionary.table(cube.table()).columns().stream()
                    .map(Column::name)
                    .toList();

            Traced traced = CubeLineage.of(cube, columns, workbench::parse);

            assertThat(traced.columns().keySet())
                    .containsAll(cube.measures().stream()
                            .map(measure -> measure.name().toLowerCase(Locale.ROOT))
                            .toList());
            assertThat(traced.all()).isNotEmpty();
            LineageCheck.isValid(StatementEvent.of("cube." + name, CubeLineage.statement(cube), traced, Instant.EPOCH));
        }
    }
}
