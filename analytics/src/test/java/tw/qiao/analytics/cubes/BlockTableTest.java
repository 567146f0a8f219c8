package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.egress.Threshold;

class BlockTableTest {
    /** Not told along months: so the sum of a township over months is not told either. */
    private static final int OVER_MONTHS = 1;

    @Test
    void goesRoundOverThreeRowsWhereNoBoxIs() {
        var table = new BlockTable(new int[] {3, 3}, false, Threshold.CUSTOMARY);
        List<Integer> round = List.of(0, 1, 4, 5, 8, 6);
        round.forEach(place -> table.set(place, place == 0 ? 1 : 9, 0, false));

        table.hide();

        assertThat(round).noneMatch(table::isTold).allMatch(place -> table.opened(place) == 0);
    }

    @Test
    void endsAtATownshipOfWhichTheSumIsNotToldEither() {
        var table = new BlockTable(new int[] {2, 4}, false, Threshold.CUSTOMARY);
        table.set(0, 1, OVER_MONTHS, false);
        table.set(2, 5, 0, false);
        table.set(3, 5, 0, false);
        table.set(5, 5, OVER_MONTHS, false);
        table.set(6, 50, 0, false);
        table.set(7, 50, 0, false);

        table.hide();

        assertThat(List.of(0, 2, 3, 5)).noneMatch(table::isTold).allMatch(place -> table.opened(place) == 0);
        assertThat(List.of(6, 7)).allMatch(table::isTold);
    }

    @Test
    void takesTwoWaysWhereEachMovesOne() {
        var table = new BlockTable(new int[] {5, 5}, false, Threshold.CUSTOMARY);
        List<Integer> first = List.of(1, 6, 7, 12, 10);
        List<Integer> second = List.of(3, 18, 19, 24, 20);
        table.set(0, 1, 0, false);
        IntStream.of(1, 3).forEach(place -> table.set(place, 1, 0, false));
        IntStream.of(6, 7, 12, 10, 18, 19, 24, 20).forEach(place -> table.set(place, 9, 0, false));

        table.hide();

        assertThat(first).noneMatch(table::isTold);
        assertThat(second).noneMatch(table::isTold);
        assertThat(table.opened(0)).isZero();
    }

    @Test
    void opensTheSumsOfACountThatNothingCanMove() {
        var table = new BlockTable(new int[] {2, 2}, false, Threshold.CUSTOMARY);
        table.set(0, 1, 0, false);
        table.set(3, 9, 0, false);

        table.hide();

        assertThat(table.opened(0)).isEqualTo(0b11);
    }

    @Test
    void decidesOnALargeTableWithManySmallCounts() {
        int side = 1_000;
        var random = new Random(1);
        var table = new BlockTable(new int[] {side, side}, false, Threshold.CUSTOMARY);
        int[] small = random.ints(5_000, 0, side * side).distinct().toArray();
        IntStream.of(small).forEach(place -> table.set(place, 1 + place % 2, 0, false));

        table.hide();

        assertThat(IntStream.of(small)).noneMatch(table::isTold);
    }
}
