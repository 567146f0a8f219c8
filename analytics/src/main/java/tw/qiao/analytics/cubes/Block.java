package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.kernel.Problem;

/** Counts below the same parents, parted along some chains, of which a product of children is not told. */
final class Block {
    private static final int MOST_PLACES = 500_000;

    private final List<Integer> parted;
    private final Threshold threshold;
    private final Map<List<String>, Long> counts = new HashMap<>();
    private final List<Map<String, Long>> children = new ArrayList<>();
    private final List<Set<String>> hidden = new ArrayList<>();
    private final List<Set<List<String>>> untoldSums = new ArrayList<>();
    private boolean hides;

    Block(List<Integer> parted, Threshold threshold) {
        this.parted = parted;
        this.threshold = threshold;
        parted.forEach(_ -> {
            children.add(new HashMap<>());
            hidden.add(new TreeSet<>());
            untoldSums.add(new HashSet<>());
        });
    }

    void add(List<String> place, long count) {
        counts.put(place, count);
        for (int side = 0; side < parted.size(); side++) {
            children.get(side).merge(place.get(parted.get(side)), count, Long::sum);
        }
    }

    /** A sum along {@code chain} is not told, so its parts may not tell it. */
    void addUntold(List<String> sum, int chain) {
        untoldSums.get(parted.indexOf(chain)).add(sum);
    }

    /** Adds the places whose counts are not told. */
    void untold(Set<List<String>> places) {
        OptionalInt single = IntStream.range(0, parted.size())
                .filter(side -> possible(side).size() < 2)
                .findFirst();
        if (single.isPresent()) {
            asTheSums(single.getAsInt(), places);
            return;
        }
        counts.keySet().stream().filter(this::isSmall).forEach(place -> hide(place, -1));
        for (int side = 0; side < parted.size(); side++) {
            int along = side;
            untoldSums.get(side).forEach(sum -> hide(sum, along));
        }
        if (hides && !counts.isEmpty()) {
            widen();
            List<String> any = counts.keySet().iterator().next();
            product(any, -1, places::add);
        }
    }

    /** The children that have a part in anything, as far as a reader can know. */
    private Set<String> possible(int side) {
        var possible = new HashSet<String>();
        children.get(side).forEach((child, count) -> {
            if (count > 0) {
                possible.add(child);
            }
        });
        for (int other = 0; other < parted.size(); other++) {
            if (other != side) {
                untoldSums.get(other).forEach(sum -> possible.add(sum.get(parted.get(side))));
            }
        }
        return possible;
    }

    /** Where all of a sum is in one part, that is told where the sum is. */
    private void asTheSums(int side, Set<List<String>> places) {
        for (List<String> sum : untoldSums.get(side)) {
            children.get(side).keySet().forEach(child -> places.add(Coordinates.with(sum, parted.get(side), child)));
        }
    }

    private void hide(List<String> place, int except) {
        hides = true;
        for (int side = 0; side < parted.size(); side++) {
            if (side != except) {
                hidden.get(side).add(place.get(parted.get(side)));
            }
        }
    }

    /** Hides more, the smallest first, until each line through the product has two parts and enough to move. */
    private void widen() {
        for (int side = 0; side < parted.size(); side++) {
            Map<String, Long> all = children.get(side);
            while (hidden.get(side).stream()
                            .filter(child -> all.getOrDefault(child, 0L) > 0)
                            .count()
                    < 2) {
                Optional<String> next = smallest(side, all);
                if (next.isEmpty()) {
                    break;
                }
                hidden.get(side).add(next.get());
            }
        }
        boolean wider = true;
        while (wider) {
            wider = false;
            for (int side = 0; side < parted.size(); side++) {
                wider |= widen(side);
            }
            wider |= !wider && widenBoxes();
        }
    }

    /** Hides more until each small count can move, where that is possible. */
    private boolean widenBoxes() {
        for (List<String> place : counts.keySet().stream()
                .filter(this::isSmall)
                .sorted(Comparator.comparing(Object::toString))
                .toList()) {
            var sides = IntStream.range(0, parted.size())
                    .filter(side -> isParted(place, side))
                    .boxed()
                    .toList();
            if (sides.isEmpty()) {
                continue;
            }
            var chains = sides.stream().map(parted::get).toList();
            Box here = Box.best(
                    counts,
                    place,
                    chains,
                    sides.stream().map(side -> List.copyOf(hidden.get(side))).toList());
            if (here.freedom() >= threshold.range()) {
                continue;
            }
            Box best = Box.best(
                    counts,
                    place,
                    chains,
                    sides.stream()
                            .map(side -> List.copyOf(children.get(side).keySet()))
                            .toList());
            if (best.freedom() > here.freedom()) {
                for (int i = 0; i < sides.size(); i++) {
                    hidden.get(sides.get(i)).add(best.others().get(i));
                }
                return true;
            }
        }
        return false;
    }

    private boolean isSmall(List<String> place) {
        long count = counts.getOrDefault(place, 0L);
        return count > 0 && count < threshold.smallest();
    }

    /** Whether there are others beside a count along a side. */
    private boolean isParted(List<String> place, int side) {
        int chain = parted.get(side);
        return children.get(side).keySet().stream()
                .filter(child -> !child.equals(place.get(chain)))
                .anyMatch(child -> counts.getOrDefault(Coordinates.with(place, chain, child), 0L) > 0);
    }

    private boolean widen(int side) {
        var lines = new ArrayList<List<String>>();
        product(counts.keySet().iterator().next(), side, lines::add);
        boolean wider = false;
        for (List<String> line : lines) {
            var along = new HashMap<String, Long>();
            for (String child : children.get(side).keySet()) {
                along.put(child, counts.getOrDefault(Coordinates.with(line, parted.get(side), child), 0L));
            }
            long moved = hidden.get(side).stream()
                    .mapToLong(child -> along.getOrDefault(child, 0L))
                    .sum();
            while (moved > 0 && moved < threshold.range()) {
                Optional<String> next = smallest(side, along);
                if (next.isEmpty()) {
                    break;
                }
                hidden.get(side).add(next.get());
                moved += along.getOrDefault(next.get(), 0L);
                wider = true;
            }
        }
        return wider;
    }

    /** The child with the smallest count above zero that is told so far. */
    private Optional<String> smallest(int side, Map<String, Long> along) {
        return along.keySet().stream()
                .filter(child -> along.getOrDefault(child, 0L) > 0)
                .filter(child -> !hidden.get(side).contains(child))
                .min(Comparator.comparingLong(
                                (String child) -> children.get(side).getOrDefault(child, 0L))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** All places of the product; with {@code except}, one for each line along that side. */
    private void product(List<String> any, int except, Consumer<List<String>> each) {
        long size = 1;
        for (int side = 0; side < parted.size(); side++) {
            size *= side == except ? 1 : hidden.get(side).size();
        }
        if (size > MOST_PLACES) {
            throw Problem.invalid(
                    "cube_too_large", "Too many small counts are crossed here; ask for fewer dimensions at a time");
        }
        List<List<String>> places = List.of(any);
        for (int side = 0; side < parted.size(); side++) {
            if (side != except) {
                int chain = parted.get(side);
                Set<String> values = hidden.get(side);
                places = places.stream()
                        .flatMap(place -> values.stream().map(value -> Coordinates.with(place, chain, value)))
                        .toList();
            }
        }
        places.forEach(each);
    }
}
