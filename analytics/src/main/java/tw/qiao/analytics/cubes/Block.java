package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.kernel.Problem;

/** Counts below the same parents, parted along some chains: one table, whose totals were decided on before it. */
final class Block {
    private static final int MOST_PLACES = 4_000_000;

    private final List<Integer> parted;
    private final Map<List<String>, Part> parts = new HashMap<>();
    private final List<TreeSet<String>> children = new ArrayList<>();
    private final List<Map<String, Integer>> numbered = new ArrayList<>();
    private final List<List<String>> exposed = new ArrayList<>();

    /**
     * A count.
     *
     * @param open the sides along which the sum in which it is, is not told
     */
    private record Part(long count, Set<Integer> open) {}

    Block(List<Integer> parted) {
        this.parted = parted;
        parted.forEach(_ -> children.add(new TreeSet<>()));
    }

    void add(List<String> place, long count, Set<Integer> open) {
        parts.put(place, new Part(count, open));
        for (int side = 0; side < parted.size(); side++) {
            children.get(side).add(place.get(parted.get(side)));
        }
    }

    /**
     * Gives all places whose counts are not told.
     *
     * @param forced places of which that was found before
     */
    void hide(Threshold threshold, Set<List<String>> forced, Consumer<List<String>> each) {
        boolean any = parts.entrySet().stream()
                .anyMatch(part -> !part.getValue().open().isEmpty()
                        || isSmall(part.getValue().count(), threshold)
                        || forced.contains(part.getKey()));
        if (any) {
            BlockTable table = table(threshold, forced);
            table.hide();
            parts.keySet().forEach(place -> {
                if (!table.isTold(at(place))) {
                    each.accept(place);
                }
                if (table.isExposed(at(place))) {
                    exposed.add(place);
                }
            });
        }
    }

    /** The small counts that the block alone cannot keep secret. */
    List<List<String>> exposed() {
        return exposed;
    }

    static boolean isSmall(long count, Threshold threshold) {
        return count > 0 && count < threshold.smallest();
    }

    private BlockTable table(Threshold threshold, Set<List<String>> forced) {
        List<Integer> sizes = children.stream().map(TreeSet::size).toList();
        if (sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact) > MOST_PLACES) {
            throw Problem.invalid(
                    "cube_too_large", "Too many small counts are crossed here; ask for fewer dimensions at a time");
        }
        for (TreeSet<String> names : children) {
            var numbers = new HashMap<String, Integer>();
            names.forEach(name -> numbers.put(name, numbers.size()));
            numbered.add(numbers);
        }
        var table = new BlockTable(sizes, threshold);
        parts.forEach((place, part) -> {
            table.set(at(place), part.count(), part.open());
            if (forced.contains(place)) {
                table.force(at(place));
            }
        });
        return table;
    }

    private List<Integer> at(List<String> place) {
        var at = new ArrayList<Integer>();
        for (int side = 0; side < parted.size(); side++) {
            at.add(numbered.get(side).getOrDefault(place.get(parted.get(side)), 0));
        }
        return at;
    }
}
