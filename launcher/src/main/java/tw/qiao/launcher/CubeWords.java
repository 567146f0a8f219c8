package tw.qiao.launcher;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Measure;
import tw.qiao.analytics.cubes.Period;
import tw.qiao.kernel.Problem;

/** Makes a query of the words that somebody typed: levels and measures by their names alone. */
final class CubeWords {
    private final Cube cube;

    CubeWords(Cube cube) {
        this.cube = cube;
    }

    CubeQuery query(
            List<String> measures,
            List<String> rows,
            String column,
            List<String> slices,
            String from,
            String to,
            CubeQuery.Comparison comparison,
            List<String> totals,
            String sort,
            int top) {
        var dimensions = new HashSet<String>();
        totals.forEach(name -> dimensions.add(dimensionOrLevel(name)));
        return new CubeQuery(
                measures.isEmpty() ? List.of(cube.measures().getFirst().name()) : measures,
                rows.stream().map(this::axis).toList(),
                column.isEmpty() ? Optional.empty() : Optional.of(axis(column)),
                slices.stream().map(this::slice).toList(),
                period(from, to),
                comparison,
                dimensions,
                sort(sort),
                top);
    }

    private CubeQuery.Axis axis(String level) {
        for (Dimension dimension : cube.dimensions()) {
            if (dimension.levels().stream().anyMatch(one -> one.name().equals(level))) {
                return new CubeQuery.Axis(dimension.name(), level);
            }
        }
        var levels = new ArrayList<String>();
        cube.dimensions().forEach(dimension -> dimension.levels().forEach(one -> levels.add(one.name())));
        throw Problem.invalid(
                "cube_level",
                "The cube " + cube.name() + " has no level " + level + "; there are: " + String.join(", ", levels));
    }

    private String dimensionOrLevel(String name) {
        return cube.dimensions().stream().map(Dimension::name).anyMatch(name::equals)
                ? name
                : axis(name).dimension();
    }

    private CubeQuery.Slice slice(String written) {
        int equals = written.indexOf('=');
        if (equals < 1) {
            throw Problem.invalid("cube_slice", "Write where like county=臺北市,新北市, not " + written);
        }
        CubeQuery.Axis axis = axis(written.substring(0, equals));
        return new CubeQuery.Slice(
                axis.dimension(),
                axis.level(),
                List.of(written.substring(equals + 1).split(",", -1)));
    }

    private static Optional<Period> period(String from, String to) {
        if (from.isEmpty() && to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Period.between(from.isEmpty() ? to : from, to.isEmpty() ? from : to));
    }

    private static Optional<CubeQuery.Sort> sort(String written) {
        if (written.isEmpty()) {
            return Optional.empty();
        }
        boolean descending = written.startsWith("-");
        return Optional.of(new CubeQuery.Sort(written.substring(descending ? 1 : 0), descending));
    }

    /** What the cube offers, for those who do not know it yet. */
    String description() {
        var text = new StringBuilder();
        text.append("%s（%s）%n%s%n%s%n"
                .formatted(
                        cube.title().chinese(),
                        cube.title().english(),
                        cube.explanation().chinese(),
                        cube.explanation().english()));
        text.append("維度 Dimensions\n");
        for (Dimension dimension : cube.dimensions()) {
            text.append("  %s  %s %s: %s%n"
                    .formatted(
                            dimension.name(),
                            dimension.title().chinese(),
                            dimension.title().english(),
                            String.join(
                                    " > ",
                                    dimension.levels().stream()
                                            .map(level -> level.name())
                                            .toList())));
        }
        text.append("量值 Measures\n");
        for (Measure measure : cube.measures()) {
            text.append("  %s  %s %s（%s）%n"
                    .formatted(
                            measure.name(),
                            measure.title().chinese(),
                            measure.title().english(),
                            measure.unit().chinese()));
        }
        return text.toString();
    }
}
