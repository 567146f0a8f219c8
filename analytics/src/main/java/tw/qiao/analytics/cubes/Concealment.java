package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tw.qiao.analytics.egress.Threshold;

/**
 * Which counts of a lattice are not told. Each count is decided with its siblings, the widest first, by nothing but the
 * data: so for the same dimensions the same counts are told, whatever is filtered or totalled.
 *
 * <p>Counts below the same parents are a block, in which {@link BlockTable} leaves out what keeps small ones secret
 * without touching any sum above them. No part of a sum is told that is not told itself: so whatever may be moved
 * between sums may be moved between their parts, at whatever level somebody looks.
 *
 * <p>The last chain is that of related measures: a total and its parts. They are decided on together, whichever is
 * asked. Where a small count cannot be kept secret among its siblings, the sums above it are not told either, and all
 * is decided again; a lattice without the dimension in which it is small may still tell them.
 */
final class Concealment {
    /** A total before its parts, the sums above before the next dimension is parted. */
    private static final Comparator<List<Integer>> WIDEST_FIRST = Comparator.comparingInt(
                    (List<Integer> depths) -> depths.subList(0, depths.size() - 1).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
            .thenComparing(depths -> depths.subList(0, depths.size() - 1).toString())
            .thenComparing(List::getLast);

    private final Map<List<String>, Long> counts;
    private final List<Integer> apart;
    private final Threshold threshold;
    private final Set<List<String>> untold = new HashSet<>();

    private Concealment(Map<List<String>, Long> counts, List<Integer> apart, Threshold threshold) {
        this.counts = counts;
        this.apart = apart;
        this.threshold = threshold;
    }

    /**
     * The places whose counts are not told.
     *
     * @param counts at all places of the lattice, those of wider levels among them
     * @param apart how many levels of each chain have no sum above them
     */
    static Set<List<String>> of(Map<List<String>, Long> counts, List<Integer> apart, Threshold threshold) {
        var forced = new HashSet<List<String>>();
        while (true) {
            var concealment = new Concealment(counts, apart, threshold);
            Set<List<String>> exposed = concealment.decide(forced);
            if (!forced.addAll(exposed)) {
                return concealment.untold;
            }
        }
    }

    /** Decides on all blocks; gives the sums that must not be told either. */
    private Set<List<String>> decide(Set<List<String>> forced) {
        var levels = new HashMap<List<Integer>, List<List<String>>>();
        counts.keySet()
                .forEach(place -> levels.computeIfAbsent(Coordinates.depths(place), _ -> new ArrayList<>())
                        .add(place));
        var exposed = new HashSet<List<String>>();
        levels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(WIDEST_FIRST))
                .forEach(level -> exposed.addAll(decide(blocks(level.getValue()), forced)));
        return exposed;
    }

    private Set<List<String>> decide(Collection<Block> blocks, Set<List<String>> forced) {
        var above = new HashSet<List<String>>();
        for (Block block : blocks) {
            block.hide(threshold, forced, untold::add);
            block.exposed().forEach(place -> parted(place).forEach(chain -> above.add(wider(place, chain))));
        }
        return above;
    }

    private Collection<Block> blocks(List<List<String>> places) {
        var blocks = new HashMap<List<String>, Block>();
        for (List<String> place : places) {
            List<Integer> parted = parted(place);
            blocks.computeIfAbsent(parents(place, parted), _ -> new Block(parted))
                    .add(place, counts.getOrDefault(place, 0L), open(place, parted));
        }
        return blocks.values();
    }

    private List<Integer> parted(List<String> place) {
        var parted = new ArrayList<Integer>();
        for (int chain = 0; chain < place.size(); chain++) {
            if (Coordinates.depth(place.get(chain)) > apart.get(chain)) {
                parted.add(chain);
            }
        }
        return parted;
    }

    /** The sides of the block along which the sum that the count is part of is not told. */
    private Set<Integer> open(List<String> place, List<Integer> parted) {
        var open = new HashSet<Integer>();
        for (int side = 0; side < parted.size(); side++) {
            if (untold.contains(wider(place, parted.get(side)))) {
                open.add(side);
            }
        }
        return open;
    }

    private static List<String> wider(List<String> place, int chain) {
        return Coordinates.with(place, chain, Coordinates.wider(place.get(chain)));
    }

    private static List<String> parents(List<String> place, List<Integer> parted) {
        var parents = new ArrayList<>(place);
        parted.forEach(chain -> parents.set(chain, Coordinates.wider(place.get(chain))));
        return List.copyOf(parents);
    }
}
