package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tw.qiao.analytics.egress.Threshold;

/**
 * Somebody knows everything that a cube tells at all of two or three dimensions, or of one or two and of related
 * measures, and computes between what bounds all else is.
 */
class ConcealmentTest {
    private static final List<List<String>> CHAINS = List.of(
            List.of("c1/t1", "c1/t2", "c2/t1", "c2/t2"), List.of("x", "y"), List.of("2020/q1", "2020/q2", "2021/q1"));
    private static final List<String> SEXES = List.of("boys", "girls");

    /**
     * Leaves with their counts, and everything that is a sum of them.
     *
     * @param apart how many levels of each chain have no sum above them
     */
    private record Table(
            List<List<String>> leaves, Map<List<String>, Long> counts, Set<List<String>> sums, List<Integer> apart) {
        /** Sums over what is never summed up are nowhere. */
        boolean isAsked(List<String> sum) {
            List<Integer> depths = Coordinates.depths(sum);
            return IntStream.range(0, apart.size()).allMatch(chain -> depths.get(chain) >= apart.get(chain));
        }

        Map<List<String>, Long> asked() {
            return counts.entrySet().stream()
                    .filter(sum -> isAsked(sum.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    @Property(tries = 200, seed = "42")
    void nobodyLearnsThatACountIsSmall(@ForAll long seed) {
        Table table = table(new Random(seed));
        Set<List<String>> untold = untold(table);
        var attack = new Attack(table.leaves().stream()
                .map(leaf -> table.counts().getOrDefault(leaf, 0L))
                .toList());
        for (List<String> sum : table.sums()) {
            if (!untold.contains(sum) && table.isAsked(sum)) {
                assertThat(table.counts().getOrDefault(sum, 0L)).as("%s", sum).isNotIn(1L, 2L);
                attack.read(parts(table, sum));
            }
        }
        for (List<String> sum : untold) {
            if (isSmall(table.counts().getOrDefault(sum, 0L))) {
                assertThat(attack.knowsToBeBelow(parts(table, sum), 3))
                        .as("%s", sum)
                        .isFalse();
            }
        }
    }

    private static Set<List<String>> untold(Table table) {
        List<List<String>> places = List.copyOf(table.asked().keySet());
        long[] counts = places.stream()
                .mapToLong(place -> table.counts().getOrDefault(place, 0L))
                .toArray();
        int chains = table.apart().size();
        return Concealment.of(Places.of(chains, places), counts, table.apart(), Threshold.CUSTOMARY).stream()
                .mapToObj(places::get)
                .collect(Collectors.toSet());
    }

    private static boolean isSmall(long count) {
        return count == 1 || count == 2;
    }

    private static Table table(Random random) {
        var crossed = new ArrayList<>(CHAINS);
        Collections.shuffle(crossed, random);
        boolean related = random.nextBoolean();
        List<List<String>> dimensions = crossed.subList(0, (related ? 1 : 2) + random.nextInt(2));
        var chains = new ArrayList<>(dimensions);
        chains.add(related ? SEXES : List.of("all"));
        var apart = new ArrayList<>(dimensions.stream()
                .map(chain -> chain.equals(CHAINS.getLast()) ? 1 : 0)
                .toList());
        apart.add(0);
        List<List<String>> leaves = List.of(List.of());
        for (List<String> chain : chains) {
            leaves = leaves.stream()
                    .flatMap(leaf -> chain.stream().map(value -> {
                        var longer = new ArrayList<>(leaf);
                        longer.add(Coordinates.of(List.of(value.split("/", -1))));
                        return (List<String>) longer;
                    }))
                    .toList();
        }
        int most = 2 + random.nextInt(12);
        int sparse = 1 + random.nextInt(3);
        var counts = new HashMap<List<String>, Long>();
        var sums = new LinkedHashSet<List<String>>();
        for (List<String> leaf : leaves) {
            long count = random.nextInt(sparse) == 0 ? random.nextInt(most) : 0;
            for (List<String> sum : sums(leaf)) {
                counts.merge(sum, count, Long::sum);
                sums.add(sum);
            }
        }
        return new Table(leaves, counts, sums, apart);
    }

    private static Set<List<String>> sums(List<String> leaf) {
        Set<List<String>> sums = new HashSet<>(Set.of(leaf));
        for (int chain = 0; chain < leaf.size(); chain++) {
            for (List<String> sum : List.copyOf(sums)) {
                for (String wider = sum.get(chain); !wider.isEmpty(); ) {
                    wider = Coordinates.wider(wider);
                    sums.add(Coordinates.with(sum, chain, wider));
                }
            }
        }
        return sums;
    }

    private static boolean[] parts(Table table, List<String> sum) {
        boolean[] parts = new boolean[table.leaves().size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = sums(table.leaves().get(i)).contains(sum);
        }
        return parts;
    }
}
