package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;

class AnswerTimeTest {
    /** From April 2014 to December 2016, but without October 2015. */
    private static final Coverage KNOWN = new Coverage(IntStream.range(0, 33)
            .mapToObj(YearMonth.of(2014, 4)::plusMonths)
            .filter(month -> !month.equals(YearMonth.of(2015, 10)))
            .toList());

    private static final Cube CUBE = CubeWarehouse.cube();
    private static final CubeQuery PEOPLE = CubeQuery.of("people").by("place", "county");

    private static AnswerTime of(CubeQuery query) {
        return AnswerTime.of(CUBE, query, KNOWN);
    }

    private static List<String> words(AnswerTime time) {
        return Stream.concat(time.words().stream(), time.incomplete().stream())
                .flatMap(words -> Stream.of(words.chinese(), words.english()))
                .toList();
    }

    @Test
    void allOfTheTimeIsFromTheFirstToTheLastMonthAndNamesTheYearsThatAreNotWhole() {
        assertThat(words(of(PEOPLE)))
                .containsExactly(
                        "民國103年4月至105年12月（西元2014年4月至2016年12月）",
                        "April 2014 to December 2016",
                        "民國103年（西元2014年）只有4–12月的資料；民國104年（西元2015年）只有1–9、11–12月的資料",
                        "2014 has Apr–Dec only; 2015 has Jan–Sep, Nov–Dec only");
    }

    @Test
    void aWholeYearIsToldAsAYear() {
        assertThat(words(of(PEOPLE.during(Period.between("105", "2016"))))).containsExactly("民國105年（西元2016年）", "2016");
    }

    @Test
    void aYearOfWhichMonthsWereAskedForIsNotIncomplete() {
        assertThat(words(of(PEOPLE.during(Period.between("2014-04", "2014-06")))))
                .containsExactly("民國103年4月至103年6月（西元2014年4月至2014年6月）", "April 2014 to June 2014");
    }

    @Test
    void whatIsComparedWithAYearThatIsNotWholeSaysSo() {
        AnswerTime time = of(PEOPLE.during(Period.between("2015", "2015")).comparedWith(Comparison.YEAR_BEFORE));

        assertThat(time.comparedWords().orElseThrow().chinese()).isEqualTo("民國103年（西元2014年）");
        assertThat(time.gaps()).extracting(AnswerTime.Gap::year).containsExactly(2014, 2015);
    }

    @Test
    void theNameOfAYearSaysWhichMonthsItHas() {
        AnswerTime time = of(CubeQuery.of("people").by("time", "year"));
        Level year = CUBE.dimension("time").level("year");

        assertThat(time.mark(year, "2014").orElseThrow()).isEqualTo(new Title("4–12月", "Apr–Dec"));
        assertThat(time.mark(year, "2016")).isEmpty();
        assertThat(time.mark(year, Level.ALL)).isEmpty();
        assertThat(time.mark(CUBE.dimension("time").level("quarter"), "2014-Q2"))
                .isEmpty();
    }

    @Test
    void aStateIsThatOfTheLastMonthAndNoYearIsIncomplete() {
        AnswerTime december = AnswerTime.of(
                CUBE,
                CubeQuery.of("present").by("place", "county"),
                new Coverage(List.of(YearMonth.of(2014, 12), YearMonth.of(2015, 12))));
        AnswerTime may = AnswerTime.of(
                CUBE, CubeQuery.of("present").by("time", "year"), new Coverage(List.of(YearMonth.of(2015, 5))));

        assertThat(words(december)).containsExactly("民國104年12月底（西元2015年12月底）", "end of December 2015");
        assertThat(may.mark(CUBE.dimension("time").level("year"), "2015")).contains(new Title("5月底", "end of May"));
    }

    @Test
    void theNewestWholeYearIsWhatOneBeginsWith() {
        Coverage begun = new Coverage(Stream.concat(KNOWN.months().stream(), Stream.of(YearMonth.of(2017, 1)))
                .toList());

        assertThat(begun.newestWholeYear()).contains(2016);
        assertThat(new Coverage(List.of(YearMonth.of(2017, 1))).newestWholeYear())
                .contains(2017);
        assertThat(AnswerTime.of(CUBE, PEOPLE, Coverage.NONE).words()).isEmpty();
    }
}
