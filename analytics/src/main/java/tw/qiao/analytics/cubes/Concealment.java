package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tw.qiao.analytics.egress.Threshold;

/**
 * Which counts of a lattice are not told. Each count is decided with its siblings, the widest first, by nothing but the
 * data: so whatever is asked, the same counts are told, and answers to several questions tell no more than one.
 *
 * <p>Counts below the same parents are a block. In a block, what is not told is always a whole product of some children
 * of each parent: whoever adds and subtracts told counts finds at least two unknown ones along each side of it, and can
 * move one from each to the other without changing anything that is told.
 */
final class Concealment {
    private final Map<List<String>, Long> counts;
    private final Set<Integer> apart;
    private final Threshold threshold;
    private final Map<List<Integer>, Set<List<String>>> untold = new HashMap<>();

    private Concealment(Map<List<String>, Long> counts, Set<Integer> apart, Threshold threshold) {
        this.counts = counts;
        this.apart = apart;
        this.threshold = threshold;
    }

    /**
     * The places whose counts are not told, also such that have no rows.
     *
     * @param counts at all places of the lattice, those of wider levels among them
     * @param apart the chains along which counts are never summed up
     */
    static Set<List<String>> of(Map<List<String>, Long> counts, Set<Integer> apart, Threshold threshold) {
        var concealment = new Concealment(counts, apart, threshold);
        var levels = new HashMap<List<Integer>, List<List<String>>>();
        counts.keySet()
                .forEach(place -> levels.computeIfAbsent(Coordinates.depths(place), _ -> new ArrayList<>())
                        .add(place));
        levels.keySet().stream()
                .sorted(Comparator.comparingInt((List<Integer> depths) ->
                                depths.stream().mapToInt(Integer::intValue).sum())
                        .thenComparing(Object::toString))
                .forEach(depths -> concealment.decide(depths, levels.getOrDefault(depths, List.of())));
        var all = new HashSet<List<String>>();
        concealment.untold.values().forEach(all::addAll);
        return all;
    }

    private void decide(List<Integer> depths, List<List<String>> places) {
        var parted = new ArrayList<Integer>();
        for (int chain = 0; chain < depths.size(); chain++) {
            if (depths.get(chain) > 0 && !apart.contains(chain)) {
                parted.add(chain);
            }
        }
        Set<List<String>> found = untold.computeIfAbsent(depths, _ -> new HashSet<>());
        if (parted.isEmpty()) {
            places.stream().filter(place -> isSmall(count(place))).forEach(found::add);
            return;
        }
        var blocks = new HashMap<List<String>, Block>();
        for (List<String> place : places) {
            blocks.computeIfAbsent(parents(place, parted), _ -> new Block(parted, threshold))
                    .add(place, count(place));
        }
        for (int chain : parted) {
            for (List<String> sum : untold(depths, chain)) {
                Block block = blocks.get(parents(sum, without(parted, chain)));
                if (block != null) {
                    block.addUntold(sum, chain);
                }
            }
        }
        blocks.values().forEach(block -> block.untold(found));
    }

    /** The sums along a chain that are not told. */
    private Set<List<String>> untold(List<Integer> depths, int chain) {
        var wider = new ArrayList<>(depths);
        wider.set(chain, depths.get(chain) - 1);
        return untold.getOrDefault(wider, Set.of());
    }

    private static List<Integer> without(List<Integer> chains, int chain) {
        return chains.stream().filter(other -> other != chain).toList();
    }

    private static List<String> parents(List<String> place, List<Integer> parted) {
        var parents = new ArrayList<>(place);
        parted.forEach(chain -> parents.set(chain, Coordinates.wider(place.get(chain))));
        return List.copyOf(parents);
    }

    private long count(List<String> place) {
        return counts.getOrDefault(place, 0L);
    }

    private boolean isSmall(long count) {
        return count > 0 && count < threshold.smallest();
    }
}
