package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.egress.Cell;

/** Parts of years and quarters are compared with the same parts of earlier ones. */
class CubeComparisonTest {
    private static final String WITHOUT_PEOPLE = """
        cube: amounts
        version: 1
        chinese: 金額
        english: Amounts
        explanation_chinese: 測試
        explanation_english: Of a test
        table: visits
        dimensions:
          - {name: time, chinese: 時間, english: Time, time: month, spans: [year, quarter, month, school_year]}
        measures:
          - {name: people, version: 1, chinese: 總計, english: All, unit: 元, type: 'decimal(18,0)'}
          - {name: present, version: 1, chinese: 現有, english: Present, unit: 元, type: 'decimal(18,0)', sql: people, stock: true}
        """;

    @TempDir
    private static Path folder;

    private static CubeWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = new CubeWarehouse(folder);
        warehouse.add("""
                ('a', '2014-01-01', '63000', '松山', 'x', 50, 50, 0),
                ('a', '2014-02-01', '63000', '松山', 'x', 20, 20, 0),
                ('a', '2015-01-01', '63000', '松山', 'x', 60, 60, 0),
                ('a', '2015-08-01', '63000', '松山', 'x', 30, 40, 0)
                """);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void setsTheFirstMonthsOfAYearBesideThoseOfTheYearBefore() {
        assertThat(years("people", "2015-01", "2015-01")).containsExactly("2015 120 100 20 20.00");
    }

    @Test
    void doesNotCountMonthsBeforeThePeriodThatAreReadToCompareOthersWithThem() {
        assertThat(years("people", "2015-02", "2015-12")).containsExactly("2015 70 40 30 75.00");
    }

    @Test
    void countsAMonthOnBothSidesWhereOneYearsPartIsComparedWithTheNext() {
        assertThat(years("people", "2014-02", "2015-01")).containsExactly("2014 40 - - -", "2015 120 100 20 20.00");
    }

    @Test
    void takesAStateOfTheYearBeforeAtTheSameTimeOfTheYear() {
        assertThat(years("present", "2015-01", "2015-01")).containsExactly("2015 120 100 20 20.00");
    }

    @Test
    void comparesTheSameInCubesWithoutPeople() {
        Cube cube = CubeWarehouse.cube(WITHOUT_PEOPLE);

        assertThat(years(cube, "present", "2015-01", "2015-01")).containsExactly("2015 120 100 20 20.00");
        assertThat(years(cube, "people", "2014-02", "2015-01"))
                .containsExactly("2014 40 - - -", "2015 120 100 20 20.00");
    }

    private static List<String> years(String measure, String from, String to) {
        return years(CubeWarehouse.cube(), measure, from, to);
    }

    private static List<String> years(Cube cube, String measure, String from, String to) {
        CubeQuery query = CubeQuery.of(measure)
                .by("time", "year")
                .during(Period.between(from, to))
                .comparedWith(Comparison.YEAR_BEFORE);
        return warehouse.desk().answer(cube, query, Language.ENGLISH).grid().rows().stream()
                .map(row -> row.keys().getFirst() + " "
                        + row.cells().stream().map(CubeComparisonTest::text).collect(Collectors.joining(" ")))
                .toList();
    }

    private static String text(Cell cell) {
        return cell instanceof Cell.Figure(BigDecimal value) ? value.toPlainString() : "-";
    }
}
