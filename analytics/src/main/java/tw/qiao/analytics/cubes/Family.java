package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sums that are decided on together.
 *
 * @param total the count
 * @param parts the counts that make it up; none where it stands for itself
 * @param counted sums that are no counts, and go with the count by which they are counted
 */
record Family(String total, List<String> parts, List<String> counted) {

    /** All families among the sums of a lattice. */
    static List<Family> of(Shape shape, List<String> sums) {
        var families = new ArrayList<Family>();
        for (Measure measure : shape.cube().measures()) {
            if (measure.kind() instanceof Measure.Sum sum
                    && sums.contains(measure.name())
                    && !sum.parts().isEmpty()) {
                add(families, shape, sums, measure.name(), sums.containsAll(sum.parts()) ? sum.parts() : List.of());
            }
        }
        for (String name : sums) {
            if (shape.sum(name).people()
                    && families.stream().noneMatch(family -> family.counts().contains(name))) {
                add(families, shape, sums, name, List.of());
            }
        }
        return families;
    }

    private static void add(List<Family> families, Shape shape, List<String> sums, String total, List<String> parts) {
        families.add(new Family(
                total,
                parts,
                sums.stream()
                        .filter(name -> shape.sum(name)
                                .countedBy()
                                .filter(count -> count.equals(total) || parts.contains(count))
                                .isPresent())
                        .toList()));
    }

    /** The total and its parts. */
    List<String> counts() {
        return Stream.concat(Stream.of(total), parts.stream()).toList();
    }

    List<String> sums() {
        return Stream.concat(counts().stream(), counted.stream()).toList();
    }
}
