package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.SnapshotCache;

class CubeDeskTest {
    @TempDir
    private static Path folder;

    private static CubeWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = new CubeWarehouse(folder);
        warehouse.add("""
            ('a', '2014-01-01', '68000', '中壢', 'x', 10, 20, 100.25),
            ('a', '2014-01-01', '68000', '大溪', 'x', 5, 5, 50.50),
            ('a', '2014-01-01', '63000', '松山', 'x', 30, 30, 300),
            ('a', '2014-02-01', '68000', '中壢', 'y', 20, 20, 10),
            ('a', '2015-01-01', '68000', '中壢', 'x', 11, 22, 0.01),
            ('a', '2015-01-01', '63000', '松山', null, 40, 50, 1),
            ('a', '2015-08-01', '63000', '松山', 'y', 40, 60, 1),
            ('small', '2014-01-01', '68000', '中壢', 'x', 1, 10, 7),
            ('small', '2014-01-01', '68000', '大溪', 'x', 5, 15, 8),
            ('small', '2014-01-01', '68000', '八德', 'x', 9, 20, 9)
            """);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    private static CubeQuery large(String... measures) {
        return CubeQuery.of(measures).slice("series", "series", "a");
    }

    @Test
    void sumsUpEachLevelOfAHierarchyExactly() {
        assertThat(csv(large("people", "amount")
                        .by("place", "township")
                        .totalling("place")
                        .during(Period.between("2014", "2014"))))
                .isEqualTo("""
                    county_code,county,township,people,amount
                    63000,臺北市,松山,60,300.00
                    63000,臺北市,合計,60,300.00
                    68000,桃園縣,中壢,70,110.25
                    68000,桃園縣,大溪,10,50.50
                    68000,桃園縣,合計,80,160.75
                    ,合計,合計,140,460.75
                    """.replace("68000,桃園縣", "68000,桃園市"));
    }

    @Test
    void callsPlacesByTheNamesOfTheirTime() {
        assertThat(csv(large("people")
                        .by("time", "month")
                        .by("place", "county")
                        .slice("place", "county", "桃園縣")
                        .during(Period.between("2014", "2015"))))
                .isEqualTo("""
                    month_code,month,county_code,county,people
                    2014-01,民國103年1月,68000,桃園縣,40
                    2014-02,民國103年2月,68000,桃園縣,40
                    2015-01,民國104年1月,68000,桃園市,33
                    """);
    }

    @Test
    void drillsDownBelowOneValue() {
        var counties = large("people").by("place", "county").during(Period.between("2014", "2014"));

        assertThat(csv(counties.drill(CubeWarehouse.cube(), "place", "68000"))).isEqualTo("""
            county_code,county,township,people
            68000,桃園市,中壢,70
            68000,桃園市,大溪,10
            """);
    }

    @Test
    void findsTheSumsLevelByLevelWhereTheyAreTooManyForOneAnswer() {
        var query = large("people")
                .by("place", "township")
                .by("time", "month")
                .slice("place", "county", "68000")
                .during(Period.between("2014", "2014"));

        var few = warehouse.deskOf(12).answer(CubeWarehouse.cube(), query, Language.CHINESE);

        assertThat(few.result())
                .isEqualTo(warehouse
                        .desk()
                        .answer(CubeWarehouse.cube(), query, Language.CHINESE)
                        .result());
        assertThatThrownBy(() -> warehouse.deskOf(1).answer(CubeWarehouse.cube(), query, Language.CHINESE))
                .hasMessageContaining("whole tables");
    }

    @Test
    void turnsADimensionIntoColumnsWithTotalsInBothDirections() {
        assertThat(csv(large("people")
                        .by("place", "county")
                        .across("kind", "kind")
                        .totalling("place", "kind")))
                .isEqualTo("""
                    county_code,county,x,y,不詳,合計
                    63000,臺北市,60,100,90,250
                    68000,桃園市,73,40,,113
                    ,合計,133,140,90,363
                    """);
    }

    @Test
    void setsThePeriodBesideTheSameTimeAYearBefore() {
        assertThat(csv(large("people")
                        .by("place", "county")
                        .totalling("place")
                        .during(Period.between("2015-01", "2015-01"))
                        .comparedWith(Comparison.YEAR_BEFORE)))
                .isEqualTo("""
                    county_code,county,people,people_before,people_change,people_change_percent
                    63000,臺北市,90,60,30,50.00
                    68000,桃園市,33,40,-7,-17.50
                    ,合計,123,100,23,23.00
                    """);
    }

    @Test
    void setsEachMonthBesideTheMonthBeforeEvenAtTheEdgeOfThePeriod() {
        assertThat(csv(large("people")
                        .by("time", "month")
                        .during(Period.between("2014-02", "2014-12"))
                        .comparedWith(Comparison.BEFORE)))
                .isEqualTo("""
                    month_code,month,people,people_before,people_change,people_change_percent
                    2014-02,民國103年2月,40,100,-60,-60.00
                    """);
    }

    @Test
    void saysOfWhichMonthsThereAreRowsAndOfWhichEachRowIs() {
        Cube cube = CubeWarehouse.cube();
        Coverage known = warehouse.desk().coverage(cube);
        var query = large("people").by("time", "year");
        var answer = warehouse.desk().answer(cube, query, Language.CHINESE);

        assertThat(known.months().toString()).isEqualTo("[2014-01, 2014-02, 2015-01, 2015-08]");
        assertThat(AnswerTime.of(cube, query, known).beside(answer).rows())
                .extracting(row -> row.subList(3, 5))
                .containsExactly(
                        List.of(new Cell.Text("2014-01"), new Cell.Text("2014-02")),
                        List.of(new Cell.Text("2015-01"), new Cell.Text("2015-08")));
    }

    @Test
    void countsSchoolYearsFromAugust() {
        assertThat(csv(large("people").by("time", "school_year"))).isEqualTo("""
            school_year_code,school_year,people
            2013,民國102學年度,140
            2014,民國103學年度,123
            2015,民國104學年度,100
            """);
    }

    @Test
    void takesAStateAtTheEndOfEachSpan() {
        assertThat(csv(large("present").by("time", "year"))).isEqualTo("""
            year_code,year,present
            2014,民國103年,40
            2015,民國104年,100
            """);
        assertThatThrownBy(() -> csv(large("present").by("time", "year").totalling("time")))
                .hasMessageContaining("not summed up over time");
    }

    @Test
    void dividesSumsAndNotRatios() {
        assertThat(csv(large("share", "mean").by("place", "county").totalling("place")))
                .isEqualTo("""
                    county_code,county,share,mean
                    63000,臺北市,44.00,1.21
                    68000,桃園市,40.71,1.42
                    ,合計,42.98,1.27
                    """);
    }

    @Test
    void leavesOutSmallCountsWithAllThatWouldTellThem() {
        var query = CubeQuery.of("people", "men", "share", "amount")
                .slice("series", "series", "small")
                .by("place", "township")
                .totalling("place");

        assertThat(csv(query)).isEqualTo("""
            county_code,county,township,people,men,share,amount
            68000,桃園市,中壢,11,*,*,7.00
            68000,桃園市,八德,29,9,31.03,9.00
            68000,桃園市,大溪,20,*,*,8.00
            68000,桃園市,合計,60,15,25.00,24.00
            ,合計,合計,60,15,25.00,24.00
            """);
    }

    @Test
    void keepsTheLargestRowsAndTheTotals() {
        assertThat(csv(large("people")
                        .by("time", "month")
                        .totalling("time")
                        .top(2, new CubeQuery.Sort("people", true))))
                .isEqualTo("""
                    month_code,month,people
                    2015-01,民國104年1月,123
                    2014-01,民國103年1月,100
                    ,合計,363
                    """);
    }

    @Test
    void refusesWhatDoesNotMakeSense() {
        assertThatThrownBy(() -> csv(large("people").by("time", "month").by("time", "year")))
                .hasMessageContaining("already parted by time");
        assertThatThrownBy(() -> csv(
                        large("people").during(Period.between("2014", "2015")).comparedWith(Comparison.YEAR_BEFORE)))
                .hasMessageContaining("longer than a year");
        assertThatThrownBy(() -> csv(large("people")
                        .by("time", "year")
                        .during(Period.between("2015-02", "2015-12"))
                        .comparedWith(Comparison.YEAR_BEFORE)))
                .hasMessageContaining("cuts the first or the last span");
        assertThatThrownBy(() -> csv(large("nothing"))).hasMessageContaining("there are: people, men, women");
    }

    @Test
    void answersAgainFromTheCacheUntilRowsCome() {
        var query = CubeQuery.of("people").by("place", "county").slice("series", "series", "cached");
        warehouse.add("('cached', '2014-01-01', '63000', '松山', 'x', 10, 10, 0)");
        String first = csv(query);
        long hits = warehouse.cache().hits();

        assertThat(csv(query)).isEqualTo(first);
        assertThat(warehouse.cache().hits()).isEqualTo(hits + 1);
        warehouse.add("('cached', '2014-01-01', '63000', '松山', 'x', 1, 0, 0)");
        assertThat(csv(query)).contains("21").isNotEqualTo(first);
        assertThat(warehouse.cache().hits()).isEqualTo(hits + 1);
    }

    @Test
    void answersTheSameFromAFileOfTheEnginesOwnUntilItsSnapshotIsGone() {
        var query = large("people", "amount").by("place", "township").totalling("place");
        String before = csv(query);
        var cache = new SnapshotCache(warehouse.warehouse());
        var visits = warehouse.warehouse().table("visits");
        long snapshot = visits.snapshot().orElseThrow();

        assertThat(cache.fill("visits", warehouse.writer())).isTrue();
        assertThat(cache.fill("visits", warehouse.writer())).isFalse();
        assertThat(new WarehouseCatalogue(warehouse.warehouse())
                        .source("visits", OptionalLong.empty())
                        .sql())
                .isEqualTo("\"visits_" + snapshot + "\".main.rows");
        assertThat(csv(query.during(Period.between("2014", "2015")))).isEqualTo(before);
        assertThat(cache.sweep()).isZero();

        warehouse.add("('later', '2014-01-01', '63000', '松山', 'x', 10, 10, 0)");
        visits.expire(Instant.now().plusSeconds(5));
        assertThat(cache.sweep()).isOne();
        assertThat(csv(query)).isEqualTo(before);
    }

    @Test
    void stampsWhereFiguresComeFrom() {
        Result result = warehouse
                .desk()
                .answer(CubeWarehouse.cube(), large("people"), Language.CHINESE)
                .result();

        assertThat(result.provenance().line()).matches("visits@\\d+ sha256:[0-9a-f]{64}");
    }

    private static String csv(CubeQuery query) {
        var out = new StringWriter();
        try {
            CsvFormat.write(
                    warehouse
                            .desk()
                            .answer(CubeWarehouse.cube(), query, Language.CHINESE)
                            .result(),
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().replace("\r\n", "\n");
    }
}
