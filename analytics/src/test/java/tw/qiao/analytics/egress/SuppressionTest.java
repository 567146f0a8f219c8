package tw.qiao.analytics.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final Threshold THREE = Threshold.CUSTOMARY;

    @Test
    void tellsEverythingWhenNothingIsSmall() {
        assertThat(Suppression.of(row(3, 0, 5, 9), THREE)).isEmpty();
    }

    @Test
    void leavesOutTheSmallestOtherCountBesideASmallOne() {
        assertThat(Suppression.of(row(1, 0, 9, 5, 7), THREE)).containsExactlyInAnyOrder(part(0), part(3));
    }

    @Test
    void leavesOutMoreWhenTwoSmallCountsWouldTellEachOther() {
        // 1 + 1 = 2 of two counts that are not zero can only be 1 and 1
        assertThat(Suppression.of(row(1, 1, 6, 9), THREE)).containsExactlyInAnyOrder(part(0), part(1), part(2));
    }

    @Test
    void leavesOutOnlyTheSmallCountsWhenNoTotalIsTold() {
        var counts = row(1, 4, 5);
        counts.remove(new Place(List.of(), ""));

        assertThat(Suppression.of(counts, THREE)).containsExactly(part(0));
    }

    @Test
    void leavesOutTheTotalWhenThereIsOnlyOnePartToTell() {
        assertThat(Suppression.of(row(2, 0, 0), THREE)).containsExactlyInAnyOrder(part(0), new Place(List.of(), ""));
    }

    @Test
    void leavesOutARectangleInATableWithTotalsInBothDirections() {
        var counts = new HashMap<Place, OptionalLong>();
        long[][] values = {{1, 20, 30}, {20, 8, 9}, {30, 40, 50}};
        for (int area = 0; area < 3; area++) {
            for (int category = 0; category < 3; category++) {
                counts.put(new Place(List.of("a" + area), "c" + category), OptionalLong.of(values[area][category]));
            }
        }
        addTotals(counts);

        assertThat(Suppression.of(counts, THREE))
                .containsExactlyInAnyOrder(
                        new Place(List.of("a0"), "c0"),
                        new Place(List.of("a0"), "c1"),
                        new Place(List.of("a1"), "c0"),
                        new Place(List.of("a1"), "c1"));
    }

    @Test
    void keepsAMissingPartOutOfTheReckoning() {
        var counts = row(1, 4, 9);
        counts.put(part(3), OptionalLong.empty());

        assertThat(Suppression.of(counts, THREE)).containsExactlyInAnyOrder(part(0), part(1));
    }

    @Test
    void somebodyWhoReckonsFindsASmallCountThatIsLeftOutAlone() {
        var attacker = new Attacker(row(1, 5, 9), Set.of(part(0)));

        assertThat(attacker.smallest(part(0))).isEqualTo(Fraction.ONE);
        assertThat(attacker.largest(part(0))).contains(Fraction.ONE);
    }

    @Test
    void isQuickForAllVillagesOfTheCountry() {
        var random = new Random(7);
        var counts = new HashMap<Place, OptionalLong>();
        for (int village = 0; village < 7_700; village++) {
            List<String> area = List.of("c" + village % 22, "t" + village % 22 + "." + village % 352, "v" + village);
            for (int sex = 1; sex <= 2; sex++) {
                counts.put(new Place(area, "s" + sex), OptionalLong.of(random.nextInt(12)));
            }
        }
        addTotals(counts);
        long started = System.nanoTime();
        Set<Place> untold = Suppression.of(counts, THREE);
        long milliseconds = (System.nanoTime() - started) / 1_000_000;
        System.out.println(
                untold.size() + " of " + counts.size() + " counts are not told, found in ms: " + milliseconds);

        assertThat(milliseconds).isLessThan(15_000);
    }

    @Property(tries = 250)
    void nobodyCanNarrowDownACountThatIsNotTold(@ForAll long seed) {
        var random = new Random(seed);
        Map<Place, OptionalLong> counts = table(random);
        var threshold = new Threshold(3 + random.nextInt(3), 1 + random.nextInt(6));

        Set<Place> untold = Suppression.of(counts, threshold);

        counts.forEach((place, count) -> {
            if (!untold.contains(place)) {
                assertThat(threshold.isTooSmall(count.orElse(0))).isFalse();
            }
        });
        var attacker = new Attacker(counts, untold);
        for (Place place : untold) {
            Fraction smallest = attacker.smallest(place);
            attacker.largest(place)
                    .ifPresent(largest -> assertThat(
                                    largest.plus(smallest.negated()).isLessThan(Fraction.of(threshold.range())))
                            .as("%s between %s and %s of %s", place, smallest, largest, counts)
                            .isFalse());
        }
    }

    @Property(tries = 200)
    void theOrderOfRowsDoesNotMatter(@ForAll long seed) {
        var random = new Random(seed);
        Map<Place, OptionalLong> counts = table(random);
        var entries = new ArrayList<>(counts.entrySet());
        Collections.shuffle(entries, random);
        var shuffled = new LinkedHashMap<Place, OptionalLong>();
        entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));

        assertThat(Suppression.of(shuffled, THREE)).isEqualTo(Suppression.of(counts, THREE));
    }

    @Property(tries = 200)
    void zerosAreAlwaysTold(@ForAll long seed) {
        Map<Place, OptionalLong> counts = table(new Random(seed));

        Set<Place> untold = Suppression.of(counts, THREE);

        counts.forEach((place, count) -> {
            if (untold.contains(place)) {
                assertThat(count.orElse(0)).isPositive();
            }
        });
    }

    private static Place part(int index) {
        return new Place(List.of("a" + index), "");
    }

    private static Map<Place, OptionalLong> row(long... values) {
        var counts = new HashMap<Place, OptionalLong>();
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
            counts.put(part(i), OptionalLong.of(values[i]));
            sum += values[i];
        }
        counts.put(new Place(List.of(), ""), OptionalLong.of(sum));
        return counts;
    }

    /** A table of one to three levels and up to three categories, with zeros, missing parts and missing totals. */
    private static Map<Place, OptionalLong> table(Random random) {
        var counts = new HashMap<Place, OptionalLong>();
        int levels = 1 + random.nextInt(3);
        int categories = random.nextInt(4);
        int most = 2 + random.nextInt(12);
        for (List<String> area : areas(random, List.of(), levels)) {
            for (int category = 0; category < Math.max(1, categories); category++) {
                long value = random.nextInt(3) == 0 ? 0 : random.nextInt(most);
                counts.put(
                        new Place(area, categories == 0 ? "" : "c" + category),
                        random.nextInt(15) == 0 ? OptionalLong.empty() : OptionalLong.of(value));
            }
        }
        addTotals(counts);
        if (random.nextInt(3) == 0) {
            counts.keySet().removeIf(place -> place.area().isEmpty());
        }
        if (categories > 0 && random.nextInt(3) == 0) {
            counts.keySet().removeIf(Place::isTotal);
        }
        if (levels > 1 && random.nextInt(4) == 0) {
            counts.keySet().removeIf(place -> place.area().size() == 1);
        }
        if (categories > 0 && random.nextInt(4) == 0) {
            counts.keySet().removeIf(place -> place.area().size() == levels && !place.isTotal());
            if (counts.keySet().stream().allMatch(Place::isTotal)) {
                counts.clear();
            }
        }
        return counts;
    }

    private static List<List<String>> areas(Random random, List<String> wider, int levels) {
        if (levels == 0) {
            return List.of(wider);
        }
        var areas = new ArrayList<List<String>>();
        for (int i = 1 + random.nextInt(levels == 1 ? 4 : 2); i > 0; i--) {
            var area = new ArrayList<>(wider);
            area.add("a" + i);
            areas.addAll(areas(random, area, levels - 1));
        }
        return areas;
    }

    /** Every total over the levels and, where there are categories, over these; missing parts count as none. */
    private static void addTotals(Map<Place, OptionalLong> counts) {
        var sums = new HashMap<Place, Long>();
        counts.forEach((place, count) -> {
            boolean parted = !place.category().isEmpty();
            for (int size = 0; size <= place.area().size(); size++) {
                List<String> area = place.area().subList(0, size);
                if (size < place.area().size()) {
                    sums.merge(place.in(area), count.orElse(0), Long::sum);
                }
                if (parted) {
                    sums.merge(new Place(area, Place.ALL), count.orElse(0), Long::sum);
                }
            }
        });
        sums.forEach((place, sum) -> counts.put(place, OptionalLong.of(sum)));
    }
}
