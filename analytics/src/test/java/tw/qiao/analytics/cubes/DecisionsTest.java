package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.egress.Cell;

class DecisionsTest {
    private static final List<String> COUNTIES = List.of("63000", "64000", "65000", "68000");

    @TempDir
    private static Path folder;

    private static CubeWarehouse warehouse;

    /** Townships with few people in each month, so that much is not told, and some of it only with sums above. */
    @BeforeAll
    static void fill() {
        warehouse = new CubeWarehouse(folder);
        var random = new Random(7);
        var rows = new ArrayList<String>();
        for (String county : COUNTIES) {
            for (int township = 0; township < 4; township++) {
                for (String month : List.of("2014-01", "2014-02", "2014-05", "2015-01")) {
                    rows.add("('a', '%s-01', '%s', 't%d', 'x', %d, %d, 1)"
                            .formatted(month, county, township, random.nextInt(3), random.nextInt(4)));
                }
            }
        }
        warehouse.add(String.join(",", rows));
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void readsTheTableOnceForQuestionsThatDifferInFiltersTotalsMonthsAndRelatedMeasures() {
        var statements = new AtomicInteger();
        CubeDesk desk = warehouse.counting(statements, new AnswerCache(100_000));
        CubeQuery months = CubeQuery.of("people")
                .by("place", "township")
                .by("time", "month")
                .during(Period.between("2014", "2014"));

        answer(desk, months);
        assertThat(statements).hasValue(1);
        answer(desk, months.slice("place", "county", "63000"));
        answer(desk, months.totalling("place"));
        answer(
                desk,
                CubeQuery.of("men", "people").by("place", "township").during(Period.between("2014-05", "2014-05")));
        answer(desk, CubeQuery.of("share").by("place", "township").during(Period.between("2014-01", "2014-02")));
        assertThat(statements).hasValue(1);

        answer(desk, months.slice("kind", "kind", "x"));
        assertThat(statements).hasValue(2);
    }

    @Test
    void decidesOnEachYearByItselfWhereThereAreManyPlacesAndMonths() {
        var statements = new AtomicInteger();
        CubeDesk desk = warehouse.counting(statements, new AnswerCache(100_000));
        CubeQuery months = CubeQuery.of("people")
                .by("place", "township")
                .by("time", "month")
                .totalling("place");

        Map<List<String>, List<Cell>> both = cells(answer(desk, months.during(Period.between("2014", "2015"))));
        assertThat(statements).as("which years there are, and each of them").hasValue(3);
        var each = new HashMap<List<String>, List<Cell>>();
        each.putAll(cells(answer(desk, months.during(Period.between("2014", "2014")))));
        each.putAll(cells(answer(desk, months.during(Period.between("2015", "2015")))));

        assertThat(statements).hasValue(3);
        assertThat(both).isEqualTo(each).isEqualTo(cells(answer(warehouse.desk(), months)));
        assertThat(both.values().stream().flatMap(List::stream)).contains(new Cell.Suppressed());
    }

    @Test
    void sumsUpAPeriodOverTheYearsThatAreDecidedOnByThemselves() {
        CubeQuery present = CubeQuery.of("people").by("place", "township");

        Map<List<String>, List<Cell>> cut =
                cells(answer(warehouse.desk(), present.during(Period.between("2014-05", "2015-01"))));
        Map<List<String>, List<Cell>> months =
                cells(answer(warehouse.desk(), present.by("time", "month").during(Period.between("2014", "2015"))));

        assertThat(cut).isNotEmpty();
        cut.forEach((place, cells) -> {
            List<Cell> ends = Stream.of("2014-05", "2015-01")
                    .map(month ->
                            Stream.concat(place.stream(), Stream.of(month)).toList())
                    .map(key -> months.getOrDefault(key, List.of(new Cell.Figure(BigDecimal.ZERO)))
                            .getFirst())
                    .toList();
            assertThat(cells).isEqualTo(List.of(sum(ends)));
        });
    }

    @Test
    void decidesOnNoYearOfWhichThereIsNothing() {
        var statements = new AtomicInteger();
        CubeDesk desk = warehouse.counting(statements, new AnswerCache(100_000));
        CubeQuery months = CubeQuery.of("people").by("place", "township").by("time", "month");

        answer(desk, months.during(Period.between("1912", "2999")));

        assertThat(statements).as("the years that there are, and each of them").hasValueLessThan(10);
    }

    private static Cell sum(List<Cell> cells) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Cell cell : cells) {
            if (!(cell instanceof Cell.Figure(var value))) {
                return new Cell.Suppressed();
            }
            sum = sum.add(value);
        }
        return new Cell.Figure(sum);
    }

    @Test
    void readsTheTableOnceForManyWhoAskAtTheSameTime() throws Exception {
        var statements = new AtomicInteger();
        CubeDesk desk = warehouse.counting(statements, new AnswerCache(100_000));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Grid>> answers = COUNTIES.stream()
                    .map(county -> threads.submit(() -> answer(
                            desk, CubeQuery.of("people").by("place", "township").slice("place", "county", county))))
                    .toList();
            for (Future<Grid> answer : answers) {
                assertThat(answer.get().rows()).hasSize(4);
            }
        }
        assertThat(statements).hasValue(1);
    }

    @Test
    void tellsTheSameOfAPlaceWhateverIsFiltered() {
        CubeDesk desk = warehouse.desk();
        for (List<String> measures : List.of(List.of("people"), List.of("people", "men", "women"))) {
            CubeQuery all = CubeQuery.of(measures.toArray(String[]::new))
                    .by("place", "township")
                    .by("time", "month")
                    .totalling("place");
            Map<List<String>, List<Cell>> told = cells(answer(desk, all));
            var filtered = new HashMap<List<String>, List<Cell>>();
            for (String county : COUNTIES) {
                cells(answer(desk, all.slice("place", "county", county))).forEach((keys, cells) -> {
                    if (!keys.getFirst().isEmpty()) {
                        filtered.put(keys, cells);
                    }
                });
            }
            told.keySet().removeIf(keys -> keys.getFirst().isEmpty());

            assertThat(filtered).isEqualTo(told);
            assertThat(told.values().stream().flatMap(List::stream)).contains(new Cell.Suppressed());
        }
    }

    @Test
    void takesNoFigureOutOfAKey() {
        try (var other = new CubeWarehouse(folder.resolve("other"))) {
            other.add("('a', '2014-01-01', '63000', 't', 'x' || chr(31) || '9', 10, 20, 1),"
                    + " ('a', '2014-01-01', '63000', 't', 'z', 30, 40, 1)");

            for (String measure : List.of("people", "present")) {
                Grid grid = answer(other.desk(), CubeQuery.of(measure).by("kind", "kind"));

                assertThat(grid.rows())
                        .extracting(row -> row.keys().getLast() + " " + row.cells())
                        .containsExactly("x 9 [Figure[value=30]]", "z [Figure[value=70]]");
            }
        }
    }

    private static Map<List<String>, List<Cell>> cells(Grid grid) {
        var cells = new HashMap<List<String>, List<Cell>>();
        grid.rows().forEach(row -> cells.put(row.keys(), row.cells()));
        return cells;
    }

    private static Grid answer(CubeDesk desk, CubeQuery query) {
        return desk.answer(CubeWarehouse.cube(), query, Language.ENGLISH).grid();
    }
}
