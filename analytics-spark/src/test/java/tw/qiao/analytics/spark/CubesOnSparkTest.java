package tw.qiao.analytics.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tw.qiao.analytics.cubes.AnswerCache;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeDesk;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Measure;
import tw.qiao.analytics.cubes.Period;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.QueryEngine;

/** What the shipped cubes answer, on DuckDB and on a cluster of Spark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CubesOnSparkTest {
    /** Spark reads no times of day from Iceberg, and its table has one. */
    private static final String UNREADABLE = "traffic_accidents";

    private static final Clearance ALL =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.ALLOWED));

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private static Path folder;

    private static TwoEngines engines;

    @BeforeAll
    static void start() throws IOException {
        engines = new TwoEngines(folder);
        Cubes.NAMES.stream()
                .map(name -> Cubes.named(name).table())
                .distinct()
                .forEach(table -> fill(Dictionary.table(table)));
    }

    @AfterAll
    static void stop() throws IOException {
        engines.close();
    }

    static List<String> readable() {
        return Cubes.NAMES.stream().filter(name -> !name.equals(UNREADABLE)).toList();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void answersOnSparkAsOnDuckDb(String name) {
        Cube cube = Cubes.named(name);
        for (CubeQuery query : queries(cube)) {
            var expected = desk(cube, engines.duckDb(), engines.duckDbCatalogue())
                    .answer(cube, query, Language.CHINESE)
                    .result();
            var actual = desk(cube, engines.sparkQueries(), engines.sparkCatalogue())
                    .answer(cube, query, Language.CHINESE)
                    .result();

            assertThat(expected.rows()).as(query.toString()).isNotEmpty();
            assertThat(actual.rows()).as(query.toString()).isEqualTo(expected.rows());
            assertThat(actual.columns()).isEqualTo(expected.columns());
            assertThat(actual.provenance().tables())
                    .isEqualTo(expected.provenance().tables());
        }
    }

    @Test
    void saysWhyACubeCannotBeAskedOnSpark() {
        Cube cube = Cubes.named(UNREADABLE);
        assertThatThrownBy(() -> desk(cube, engines.sparkQueries(), engines.sparkCatalogue())
                        .answer(cube, CubeQuery.of(cube.measures().getFirst().name()), Language.CHINESE))
                .hasMessageContaining("Spark reads no times of day");
    }

    /**
     * Each measure in all; totals in two dimensions; the whole hierarchy; period over period as columns and as wholes.
     */
    private static List<CubeQuery> queries(Cube cube) {
        var queries = new ArrayList<CubeQuery>();
        for (Measure measure : cube.measures()) {
            queries.add(CubeQuery.of(measure.name()));
        }
        String measure = cube.measures().getFirst().name();
        Dimension time = cube.dimensions().stream()
                .filter(dimension -> dimension.time().isPresent())
                .findFirst()
                .orElseThrow();
        String year = time.levels().getFirst().name();
        Dimension first = cube.dimensions().stream()
                .filter(dimension -> dimension.time().isEmpty())
                .findFirst()
                .orElseThrow();
        String widest = first.levels().getFirst().name();
        var byPlace = CubeQuery.of(measure).by(first.name(), widest);
        boolean state = cube.measures().getFirst().kind() instanceof Measure.Sum sum && sum.stock();
        var crossed = byPlace.across(time.name(), year);
        queries.add(state ? crossed.totalling(first.name()) : crossed.totalling(first.name(), time.name()));
        queries.add(CubeQuery.of(measure)
                .by(first.name(), first.levels().getLast().name())
                .totalling(first.name()));
        queries.add(byPlace.by(time.name(), year).comparedWith(Comparison.YEAR_BEFORE));
        queries.add(byPlace.during(Period.between("2016", "2017")).comparedWith(Comparison.BEFORE));
        for (Dimension other : cube.dimensions()) {
            queries.add(CubeQuery.of(measure)
                    .by(other.name(), other.levels().getLast().name())
                    .during(Period.between("2015", "2016")));
        }
        return queries;
    }

    private static CubeDesk desk(Cube cube, QueryEngine engine, Catalogue catalogue) {
        var rule = new TableRule(Dictionary.table(cube.table()), Optional.empty(), false);
        return new CubeDesk(
                engine,
                new Policy(ALL, Map.of(cube.table(), rule)),
                catalogue,
                Threshold.CUSTOMARY,
                new AnswerCache(0),
                CLOCK);
    }

    /** Two files of rows that follow from their number alone. */
    private static void fill(TableDescription table) {
        String columns = table.columns().stream()
                .map(column -> value(column) + " as " + column.name())
                .collect(Collectors.joining(", "));
        for (String range : List.of("range(0, 600)", "range(600, 1200)")) {
            engines.warehouse()
                    .provide(table)
                    .append(engines.workbench(), "select " + columns + " from " + range + " r(i)");
        }
    }

    private static String value(Column column) {
        String name = column.name();
        String number = "(hash(i, '" + name + "') % 1000)::bigint";
        return switch (column.type().kind()) {
            case TEXT ->
                name.equals("township_code")
                        ? "['63000010', '63000020', '09007010', '09020020', '66000010'][1 + " + number + " % 5]"
                        : (column.required() ? "" : "case when " + number + " % 50 > 0 then ") + "'" + name.charAt(0)
                                + "' || " + number + " % 4" + (column.required() ? "" : " end");
            case INTEGER -> name.contains("hour") || name.equals("age") ? number + " % 24" : number + " % 40";
            case DECIMAL -> "(" + number + " / 8)::" + column.type().sql();
            case YEAR -> "(2014 + " + number + " % 4)::integer";
            case DATE, MONTH -> "(date '2014-01-01' + to_months((" + number + " % 48)::integer))::date";
            case TIME -> "time '12:00:00'";
            case BOOLEAN -> number + " % 2 = 0";
        };
    }
}
