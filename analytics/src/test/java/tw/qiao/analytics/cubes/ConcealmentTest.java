package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tw.qiao.analytics.egress.Threshold;

/** Somebody asks for everything that a cube tells at all, and computes all that can be computed from it. */
class ConcealmentTest {
    private static final List<List<String>> CHAINS = List.of(
            List.of("c1/t1", "c1/t2", "c2/t1", "c2/t2"), List.of("x", "y"), List.of("2020/q1", "2020/q2", "2021/q1"));
    private static final List<String> SEXES = List.of("boys", "girls");

    /** Leaves with their counts, and everything that is a sum of them. */
    private record Table(List<List<String>> leaves, Map<List<String>, Long> counts, Set<List<String>> sums) {}

    @Property(tries = 100, seed = "42")
    void nobodyAddsAndSubtractsUpToASmallCount(@ForAll long seed) {
        Table table = table(new Random(seed));
        Set<List<String>> untold = Concealment.of(present(table, new Random(seed)), Set.of(), Threshold.CUSTOMARY);
        var reader = new Reader(table.leaves().size());
        for (List<String> sum : table.sums()) {
            if (!untold.contains(sum)) {
                long count = table.counts().getOrDefault(sum, 0L);
                assertThat(count).as("%s", sum).isNotIn(1L, 2L);
                reader.read(parts(table, sum));
            }
        }
        for (List<String> sum : untold) {
            long count = table.counts().getOrDefault(sum, 0L);
            boolean small = count == 1 || count == 2;
            assertThat(small && reader.knows(parts(table, sum)))
                    .as("%s of %s", count, sum)
                    .isFalse();
        }
    }

    /** As a table has them: some places have no rows. */
    private static Map<List<String>, Long> present(Table table, Random random) {
        var present = new HashMap<List<String>, Long>();
        for (List<String> leaf : table.leaves()) {
            if (table.counts().getOrDefault(leaf, 0L) > 0 || random.nextBoolean()) {
                sums(leaf).forEach(sum -> present.put(sum, table.counts().getOrDefault(sum, 0L)));
            }
        }
        return present;
    }

    private static Table table(Random random) {
        var chains = new ArrayList<List<String>>();
        for (List<String> chain : CHAINS) {
            if (random.nextInt(4) > 0) {
                chains.add(chain);
            }
        }
        chains.add(random.nextBoolean() ? SEXES : List.of("all"));
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
        return new Table(leaves, counts, sums);
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
