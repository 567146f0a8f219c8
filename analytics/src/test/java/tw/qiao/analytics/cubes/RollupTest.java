package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Source;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.SnapshotCache;
import tw.qiao.kernel.Problem;

class RollupTest {
    /** Also counts rows, beside sums. */
    private static final Cube CUBE = CubeWarehouse.changed(
            "ratios:",
            "  - {name: visits, version: 1, chinese: 次, english: Visits, unit: 次, type: 'decimal(18,0)',"
                    + " aggregate: count, counted_by: people}\nratios:");

    private static final TableRule ALL = new TableRule(CubeWarehouse.VISITS, Optional.empty(), false);

    private static final List<CubeQuery> QUESTIONS = List.of(
            CubeQuery.of("people", "amount", "visits", "share", "mean"),
            CubeQuery.of("people", "visits").by("place", "township").totalling("place"),
            CubeQuery.of("people").by("kind", "kind").across("time", "quarter"),
            CubeQuery.of("present").by("time", "year"),
            CubeQuery.of("present").by("place", "county").during(Period.between("2014-01", "2014-03")),
            CubeQuery.of("visits").slice("place", "county", "09007"),
            CubeQuery.of("amount")
                    .slice("place", "county", "68000")
                    .slice("series", "series", "a")
                    .during(Period.between("2015", "2015"))
                    .comparedWith(CubeQuery.Comparison.YEAR_BEFORE));

    @TempDir
    private Path folder;

    private CubeWarehouse warehouse;
    private SnapshotCache cache;

    @BeforeEach
    void open() {
        warehouse = new CubeWarehouse(folder);
        cache = new SnapshotCache(warehouse.warehouse());
        warehouse.add("""
            ('a', '2014-01-01', '68000', '中壢', 'x', 10, 20, 100.25),
            ('a', '2014-01-01', '68000', '中壢', 'x', 7, 5, 1.75),
            ('a', '2014-01-01', '68000', '大溪', 'x', 1, 1, 50.50),
            ('a', '2014-03-01', '63000', '松山', 'x', 30, 30, 300),
            ('a', '2014-02-01', '68000', '中壢', 'y', 20, 20, 10),
            ('a', '2015-01-01', '68000', '中壢', 'x', 11, 22, 0.01),
            ('b', '2015-01-01', '63000', '松山', null, 40, 50, null),
            ('b', '2015-08-01', '63000', null, 'y', 40, 60, 1)
            """);
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void answersTheSameWithTheSameStampFromRowsThatWereSummedUp() {
        List<String> before = answers(now());

        assertThat(Rollup.fill(cache, CUBE, warehouse.writer())).isTrue();
        assertThat(Rollup.fill(cache, CUBE, warehouse.writer())).isFalse();

        assertThat(answers(new OnlySums(now()))).isEqualTo(before);
    }

    @Test
    void readsTheTableItselfForWhoMaySeeSomeRowsOnly() {
        Rollup.fill(cache, CUBE, warehouse.writer());
        var some =
                new TableRule(CubeWarehouse.VISITS, Optional.of(new TableRule.Rows("county", List.of("63000"))), false);

        var told = warehouse
                .desk(now(), some)
                .answer(CUBE, CubeQuery.of("people"), Language.ENGLISH)
                .result();

        assertThat(told.rows().toString()).contains("250").doesNotContain("367");
    }

    @Test
    void readsTheTableItselfWhenTheCubeOrItsRowsChangedSince() {
        Rollup.fill(cache, CUBE, warehouse.writer());
        var sums = new OnlySums(now());

        assertThatThrownBy(() -> warehouse
                        .desk(sums, ALL)
                        .answer(CubeWarehouse.cube(), CubeQuery.of("people"), Language.ENGLISH))
                .isInstanceOf(Problem.class);
        warehouse.add("('c', '2016-01-01', '63000', '松山', 'x', 10, 10, 0)");
        assertThatThrownBy(() -> warehouse.desk(sums, ALL).answer(CUBE, CubeQuery.of("people"), Language.ENGLISH))
                .isInstanceOf(Problem.class);
    }

    @Test
    void findsTheValuesOfALevelInRowsThatWereSummedUp() {
        Rollup.fill(cache, CUBE, warehouse.writer());
        Dimension place = CUBE.dimension("place");

        for (Level level : place.levels()) {
            List<Member> told = members(now(), place, level);
            assertThat(told).isNotEmpty();
            assertThat(members(new OnlySums(now()), place, level)).isEqualTo(told);
        }
        Dimension time = CUBE.dimension("time");
        assertThat(members(new OnlySums(now()), time, time.level("month")))
                .isEqualTo(members(now(), time, time.level("month")));
    }

    @Test
    void readsFewerSumsForWiderLevels() {
        Rollup.fill(cache, CUBE, warehouse.writer());
        Cube counties = Rollup.grains(CUBE).getFirst();
        var only = new OnlySums(now(), form -> form.equals(Rollup.form(counties)));
        CubeQuery question = CubeQuery.of("people").by("place", "county").totalling("place");

        assertThat(warehouse.desk(only, ALL).answer(CUBE, question, Language.ENGLISH))
                .isEqualTo(warehouse.desk(now(), ALL).answer(CUBE, question, Language.ENGLISH));
        assertThatThrownBy(() -> warehouse
                        .desk(only, ALL)
                        .answer(CUBE, question.slice("place", "township", "中壢"), Language.ENGLISH))
                .isInstanceOf(Problem.class);
    }

    @Test
    void goesWithItsSnapshot() {
        Rollup.fill(cache, CUBE, warehouse.writer());
        assertThat(cache.sweep()).isZero();

        warehouse.add("('c', '2016-01-01', '63000', '松山', 'x', 10, 10, 0)");
        warehouse.warehouse().table("visits").expire(Instant.now().plusSeconds(5));

        assertThat(cache.sweep()).isEqualTo(2);
    }

    @ParameterizedTest
    @FieldSource("tw.qiao.analytics.cubes.Cubes#NAMES")
    void sumsUpEveryCubeThatIsShipped(String name) {
        Cube cube = Cubes.named(name);
        String columns = Dictionary.table(cube.table()).columns().stream()
                .map(column -> column.name() + " " + column.type().sql())
                .collect(Collectors.joining(", "));
        try (var workbench = Workbench.open(folder.resolve("scratch-of-" + name), 256, 1)) {
            workbench.execute("create table " + cube.table() + " (" + columns + ")");

            assertThat(workbench.number("select count(*) from (" + Rollup.statement(cube, cube.table()) + ")"))
                    .isZero();
        }
    }

    private WarehouseCatalogue now() {
        return new WarehouseCatalogue(warehouse.warehouse());
    }

    private List<String> answers(Catalogue catalogue) {
        return QUESTIONS.stream()
                .map(question -> warehouse
                        .desk(catalogue, ALL)
                        .answer(CUBE, question, Language.ENGLISH)
                        .result()
                        .toString())
                .toList();
    }

    private List<Member> members(Catalogue catalogue, Dimension dimension, Level level) {
        return warehouse.desk(catalogue, ALL).members(CUBE, dimension, level, "", Language.CHINESE, 100);
    }

    /** Tables whose own rows cannot be read. */
    private record OnlySums(Catalogue all, Predicate<String> forms) implements Catalogue {
        OnlySums(Catalogue all) {
            this(all, _ -> true);
        }

        @Override
        public Set<String> names() {
            return all.names();
        }

        @Override
        public Source source(String table, OptionalLong snapshot) {
            Source source = all.source(table, snapshot);
            return new Source(table, source.snapshot(), source.columns(), "nowhere");
        }

        @Override
        public Optional<String> rolledUp(String table, long snapshot, String form) {
            return forms.test(form) ? all.rolledUp(table, snapshot, form) : Optional.empty();
        }
    }
}
