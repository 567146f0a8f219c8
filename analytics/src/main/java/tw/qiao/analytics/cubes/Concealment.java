package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * asked. Where a small count cannot be kept secret among its siblings, sums above are not told either, and all blocks
 * that this touches are decided again; a lattice of fewer levels or dimensions may still tell those sums.
 */
final class Concealment {
    /** A total before its parts, the sums above before the next dimension is parted. */
    private static final Comparator<List<Integer>> WIDEST_FIRST = Comparator.comparingInt(
                    (List<Integer> depths) -> depths.subList(0, depths.size() - 1).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
            .thenComparing(List::getLast)
            .thenComparing(List::toString);

    private final Places places;
    private final List<Integer> apart;
    private final List<Block> blocks = new ArrayList<>();

    private Concealment(Places places, List<Integer> apart) {
        this.places = places;
        this.apart = apart;
        var levels = new HashMap<List<Integer>, List<Integer>>();
        for (int place = 0; place < places.size(); place++) {
            levels.computeIfAbsent(places.depths(place), _ -> new ArrayList<>()).add(place);
        }
        levels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(WIDEST_FIRST))
                .forEach(level -> add(parted(level.getKey()), level.getValue()));
    }

    /**
     * The numbers of the places whose counts are not told.
     *
     * @param places all places of the lattice, those of wider levels among them
     * @param apart how many levels of each chain have no sum above them
     */
    static BitSet of(Places places, long[] counts, List<Integer> apart, Threshold threshold) {
        var concealment = new Concealment(places, apart);
        var untold = new BitSet(places.size());
        var forced = new BitSet(places.size());
        boolean grew = true;
        while (grew) {
            var opened = new BitSet(places.size());
            concealment.blocks.forEach(block -> block.hide(counts, threshold, forced, untold, opened));
            int before = forced.cardinality();
            forced.or(opened);
            grew = forced.cardinality() > before;
        }
        return untold;
    }

    /** The blocks of a level, which do not touch each other. */
    private void add(int[] parted, List<Integer> level) {
        var byParents = new HashMap<Integer, List<Integer>>();
        for (int place : level) {
            int parents = place;
            for (int chain : parted) {
                parents = places.above(chain, parents);
            }
            byParents.computeIfAbsent(parents, _ -> new ArrayList<>()).add(place);
        }
        byParents
                .values()
                .forEach(members -> blocks.add(new Block(
                        places,
                        parted,
                        members.stream().mapToInt(Integer::intValue).toArray())));
    }

    private int[] parted(List<Integer> depths) {
        var parted = new ArrayList<Integer>();
        for (int chain = 0; chain < depths.size(); chain++) {
            if (depths.get(chain) > apart.get(chain)) {
                parted.add(chain);
            }
        }
        return parted.stream().mapToInt(Integer::intValue).toArray();
    }
}
