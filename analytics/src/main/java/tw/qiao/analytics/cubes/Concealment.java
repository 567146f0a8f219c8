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
 * data: so whatever is asked, the same counts are told, and answers to several questions tell no more than one.
 *
 * <p>Counts below the same parents are a block, in which {@link BlockTable} leaves out what keeps small ones secret
 * without touching any sum above them. No part of a sum is told that is not told itself: so whatever may be moved
 * between sums may be moved between their parts, at whatever level somebody looks.
 *
 * <p>The last chain is that of related measures: a total and its parts. They are decided on together, whichever is
 * asked, and where parts cannot be kept secret below a total that is told, it is not told either.
 */
final class Concealment {
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
        var concealment = new Concealment(counts, apart, threshold);
        var levels = new HashMap<List<Integer>, List<List<String>>>();
        counts.keySet()
                .forEach(place -> levels.computeIfAbsent(Coordinates.depths(place), _ -> new ArrayList<>())
                        .add(place));
        levels.keySet().stream()
                .filter(depths -> depths.getLast() == 0)
                .sorted(Comparator.comparingInt((List<Integer> depths) ->
                                depths.stream().mapToInt(Integer::intValue).sum())
                        .thenComparing(Object::toString))
                .forEach(depths -> concealment.decide(
                        levels.getOrDefault(depths, List.of()), levels.getOrDefault(parts(depths), List.of())));
        return concealment.untold;
    }

    private static List<Integer> parts(List<Integer> depths) {
        var parts = new ArrayList<>(depths);
        parts.set(parts.size() - 1, 1);
        return parts;
    }

    /** Decides on totals and parts; again with totals that are not told while that takes more of them. */
    private void decide(List<List<String>> totals, List<List<String>> parts) {
        var forced = new HashSet<List<String>>();
        while (true) {
            Set<List<String>> secretTotals = secret(blocks(totals), forced);
            untold.addAll(secretTotals);
            Collection<Block> blocks = blocks(parts);
            Set<List<String>> secretParts = secret(blocks, Set.of());
            boolean more = false;
            for (Block block : blocks) {
                for (List<String> part : block.exposed()) {
                    more |= forced.add(wider(part, part.size() - 1));
                }
            }
            if (!more) {
                untold.addAll(secretParts);
                return;
            }
            untold.removeAll(secretTotals);
        }
    }

    private Set<List<String>> secret(Collection<Block> blocks, Set<List<String>> forced) {
        var secret = new HashSet<List<String>>();
        blocks.forEach(block -> block.hide(threshold, forced, secret::add));
        return secret;
    }

    private Collection<Block> blocks(List<List<String>> places) {
        var blocks = new HashMap<List<String>, Block>();
        for (List<String> place : places) {
            List<Integer> parted = parted(place);
            blocks.computeIfAbsent(parents(place, parted), _ -> new Block(parted))
                    .add(place, counts.getOrDefault(place, 0L), isBelow(place, parted));
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

    /** Whether a sum in which the count is, is not told. */
    private boolean isBelow(List<String> place, List<Integer> parted) {
        return !untold.isEmpty() && parted.stream().anyMatch(chain -> untold.contains(wider(place, chain)));
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
