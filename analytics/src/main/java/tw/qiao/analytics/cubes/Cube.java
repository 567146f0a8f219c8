package tw.qiao.analytics.cubes;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.kernel.Problem;

/**
 * A table as people ask about it.
 *
 * @param version counts up with each change of the declaration
 * @param filter a condition that rows must meet, as SQL
 * @param timeType what the column of the dimensions of time holds
 */
public record Cube(
        String name,
        int version,
        Title title,
        Title explanation,
        String table,
        Optional<String> filter,
        ColumnType timeType,
        List<Dimension> dimensions,
        List<Measure> measures) {

    /** The dimension {@code name}; a problem {@code cube_dimension} when there is none. */
    public Dimension dimension(String name) {
        return dimensions.stream()
                .filter(dimension -> dimension.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "cube_dimension",
                        "The cube " + this.name + " has no dimension " + name + "; there are: "
                                + String.join(
                                        ", ",
                                        dimensions.stream().map(Dimension::name).toList())));
    }

    /** The measure {@code name}; a problem {@code cube_measure} when there is none. */
    public Measure measure(String name) {
        return measures.stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "cube_measure",
                        "The cube " + this.name + " has no measure " + name + "; there are: "
                                + String.join(
                                        ", ",
                                        measures.stream().map(Measure::name).toList())));
    }

    /** The first dimension of time, if there is one. */
    Optional<Dimension> time() {
        return dimensions.stream()
                .filter(dimension -> dimension.time().isPresent())
                .findFirst();
    }

    /** Whether any figure counts people. */
    boolean isAboutPeople() {
        return measures.stream().anyMatch(measure -> measure.kind() instanceof Measure.Sum sum && sum.people());
    }
}
