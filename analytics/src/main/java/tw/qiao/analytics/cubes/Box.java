package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A count and one other child along each of some chains. Moving so much from corners at an even distance to those at an
 * odd one, or back, changes none of the sums along the chains.
 *
 * @param others the other child along each chain
 * @param freedom how far the count can move both ways before a corner would be negative
 */
record Box(List<String> others, long freedom) {
    private static final int CANDIDATES = 6;

    /** The box with the greatest freedom at {@code place}, of which the others are among {@code children}. */
    static Box best(
            Map<List<String>, Long> counts, List<String> place, List<Integer> chains, List<List<String>> children) {
        List<List<String>> some = new ArrayList<>(List.of(List.<String>of()));
        for (int side = 0; side < chains.size(); side++) {
            int chain = chains.get(side);
            List<String> candidates = children.get(side).stream()
                    .filter(child -> !child.equals(place.get(chain)))
                    .sorted(Comparator.comparingLong(
                                    (String child) -> -counts.getOrDefault(Coordinates.with(place, chain, child), 0L))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(CANDIDATES)
                    .toList();
            some = some.stream()
                    .flatMap(others -> candidates.stream()
                            .map(child -> Stream.concat(others.stream(), Stream.of(child))
                                    .toList()))
                    .toList();
        }
        return some.stream()
                .map(others -> new Box(others, freedom(counts, place, chains, others)))
                .max(Comparator.comparingLong(Box::freedom))
                .orElse(new Box(List.of(), 0));
    }

    private static long freedom(
            Map<List<String>, Long> counts, List<String> place, List<Integer> chains, List<String> others) {
        long even = Long.MAX_VALUE;
        long odd = Long.MAX_VALUE;
        for (int corner = 0; corner < 1 << chains.size(); corner++) {
            var at = new ArrayList<>(place);
            for (int side = 0; side < chains.size(); side++) {
                if ((corner >> side & 1) == 1) {
                    at.set(chains.get(side), others.get(side));
                }
            }
            long count = counts.getOrDefault(at, 0L);
            if (Integer.bitCount(corner) % 2 == 0) {
                even = Math.min(even, count);
            } else {
                odd = Math.min(odd, count);
            }
        }
        return Math.addExact(even, odd);
    }
}
