package tw.qiao.analytics.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who reads a published table and computes all that can be computed from it: every total is the sum of the
 * innermost parts below it, no part is negative, and what is not told is at least one. Missing parts count as none.
 */
final class Attacker {
    private final int variables;
    private final List<Place> parts = new ArrayList<>();
    private final LinearProgram program;

    Attacker(Map<Place, OptionalLong> counts, Set<Place> untold) {
        var areas = new TreeSet<List<String>>((a, b) -> String.join("/", a).compareTo(String.join("/", b)));
        var categories = new TreeSet<String>();
        counts.keySet().forEach(place -> {
            areas.add(place.area());
            categories.add(place.category());
        });
        if (categories.size() > 1) {
            categories.remove(Place.ALL);
        }
        for (List<String> area : areas) {
            if (areas.stream().noneMatch(other -> other.size() > area.size() && isWithin(other, area))) {
                categories.forEach(category -> parts.add(new Place(area, category)));
            }
        }
        variables = parts.size() + untold.size();
        program = new LinearProgram(variables);
        int surplus = parts.size();
        for (var entry : counts.entrySet()) {
            long[] equation = new long[variables + 1];
            System.arraycopy(sum(entry.getKey()), 0, equation, 0, parts.size());
            if (untold.contains(entry.getKey())) {
                equation[surplus++] = -1;
                equation[variables] = 1;
                program.equation(equation);
            } else if (entry.getValue().isPresent() || parts.contains(entry.getKey())) {
                equation[variables] = entry.getValue().orElse(0);
                program.equation(equation);
            }
        }
    }

    private static boolean isWithin(List<String> area, List<String> wider) {
        return area.size() >= wider.size() && area.subList(0, wider.size()).equals(wider);
    }

    private long[] sum(Place place) {
        long[] sum = new long[parts.size()];
        for (int i = 0; i < sum.length; i++) {
            Place part = parts.get(i);
            boolean counted = isWithin(part.area(), place.area())
                    && (place.isTotal() || place.category().equals(part.category()));
            sum[i] = counted ? 1 : 0;
        }
        return sum;
    }

    /** The largest count that {@code place} may have; empty when there is none. */
    Optional<Fraction> largest(Place place) {
        return program.largest(goal(place, 1));
    }

    /** The smallest count that {@code place} may have. */
    Fraction smallest(Place place) {
        return program.largest(goal(place, -1)).orElseThrow().negated();
    }

    private long[] goal(Place place, long sign) {
        long[] sum = sum(place);
        long[] goal = new long[variables];
        for (int i = 0; i < sum.length; i++) {
            goal[i] = sign * sum[i];
        }
        return goal;
    }
}
