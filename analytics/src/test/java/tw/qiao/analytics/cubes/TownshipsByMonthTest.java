package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tw.qiao.analytics.egress.Threshold;

/** Small and large townships of two counties by months, also by sex: what is told of them at all levels. */
class TownshipsByMonthTest {
    private static final List<List<String>> TIMES = List.of(
            List.of("2023", "q1", "01"),
            List.of("2023", "q1", "02"),
            List.of("2023", "q1", "03"),
            List.of("2023", "q2", "04"),
            List.of("2023", "q2", "05"),
            List.of("2023", "q2", "06"));

    /** How many births a month there are in townships about, the remote ones first. */
    private static final int[] SIZES = {1, 1, 3, 8, 20, 50, 90};

    private static final int TIME = 1;
    private static final int TABLES = 50;
    private static final int TOWNSHIPS = 28;

    /** One count of the table. */
    private record Leaf(List<String> place, List<String> time, List<String> sex, long count) {}

    private record Sums(List<Leaf> leaves, Map<List<String>, Long> counts) {
        static Sums of(List<Leaf> leaves) {
            var counts = new HashMap<List<String>, Long>();
            for (Leaf leaf : leaves) {
                sums(leaf).forEach(sum -> counts.merge(sum, leaf.count(), Long::sum));
            }
            return new Sums(leaves, counts);
        }

        List<List<String>> atLevels(List<Integer> depths) {
            return counts.keySet().stream()
                    .filter(sum -> Coordinates.depths(sum).equals(depths))
                    .toList();
        }

        /** All that is told to those who ask for so many levels of places and times. */
        Set<List<String>> told(int levelsOfPlaces, int levelsOfTime) {
            List<List<String>> asked = counts.keySet().stream()
                    .filter(sum -> Coordinates.depths(sum).get(0) <= levelsOfPlaces
                            && Coordinates.depths(sum).get(TIME) <= levelsOfTime)
                    .toList();
            long[] figures = asked.stream().mapToLong(counts::get).toArray();
            BitSet untold = Concealment.of(Places.of(3, asked), figures, List.of(0, 1, 0), Threshold.CUSTOMARY);
            var told = new LinkedHashSet<List<String>>();
            IntStream.range(0, figures.length)
                    .filter(place -> !untold.get(place))
                    .forEach(place -> told.add(asked.get(place)));
            return told;
        }
    }

    private static List<List<String>> sums(Leaf leaf) {
        var sums = new ArrayList<List<String>>();
        for (int places = 0; places <= leaf.place().size(); places++) {
            for (int times = 1; times <= leaf.time().size(); times++) {
                for (int sexes = 0; sexes <= leaf.sex().size(); sexes++) {
                    sums.add(List.of(
                            Coordinates.of(leaf.place().subList(0, places)),
                            Coordinates.of(leaf.time().subList(0, times)),
                            Coordinates.of(leaf.sex().subList(0, sexes))));
                }
            }
        }
        return sums;
    }

    private static Sums table(Random random, int townships, List<List<String>> times, boolean sexes) {
        var leaves = new ArrayList<Leaf>();
        for (String county : List.of("c1", "c2")) {
            for (int township = 0; township < townships; township++) {
                int size = SIZES[township % SIZES.length];
                for (List<String> time : times) {
                    for (List<String> sex :
                            sexes ? List.of(List.of("boys"), List.of("girls")) : List.of(List.<String>of())) {
                        leaves.add(new Leaf(List.of(county, "t" + township), time, sex, random.nextInt(2 * size + 1)));
                    }
                }
            }
        }
        return Sums.of(leaves);
    }

    @Example
    void remoteTownshipsDoNotKeepTheirWholeCountySecret() {
        int whole = 0;
        for (int seed = 0; seed < TABLES; seed++) {
            Sums sums = table(new Random(seed), TOWNSHIPS, TIMES, true);
            Set<List<String>> told = sums.told(2, 3);
            long townships = sums.atLevels(List.of(2, 3, 0)).stream()
                    .filter(told::contains)
                    .count();

            boolean mostTownships = townships > (long) TOWNSHIPS * TIMES.size();
            whole += mostTownships && told.containsAll(sums.atLevels(List.of(1, 3, 1))) ? 1 : 0;
        }
        assertThat(whole).isGreaterThan(TABLES * 9 / 10);
    }

    @Property(tries = 12, seed = "42")
    void questionsOfWiderLevelsDoNotTellWhatIsSmall(@ForAll long seed, @ForAll boolean sexes) {
        Sums sums = table(new Random(seed), sexes ? 3 : 6, TIMES.subList(1, 5), sexes);
        var told = new LinkedHashSet<List<String>>();
        for (int places = 0; places <= 2; places++) {
            for (int times = 1; times <= 3; times++) {
                told.addAll(sums.told(places, times));
            }
        }
        var attack = new Attack(sums.leaves().stream().map(Leaf::count).toList());
        told.forEach(sum -> attack.read(parts(sums, sum)));
        sums.counts().forEach((sum, count) -> {
            if (count == 1 || count == 2) {
                assertThat(told).doesNotContain(sum);
                assertThat(attack.knowsToBeBelow(parts(sums, sum), 3))
                        .as("%s", sum)
                        .isFalse();
            }
        });
    }

    private static boolean[] parts(Sums sums, List<String> sum) {
        boolean[] parts = new boolean[sums.leaves().size()];
        for (int leaf = 0; leaf < parts.length; leaf++) {
            parts[leaf] = sums(sums.leaves().get(leaf)).contains(sum);
        }
        return parts;
    }
}
