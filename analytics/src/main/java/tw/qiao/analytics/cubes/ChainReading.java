package tw.qiao.analytics.cubes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the coordinates of one chain become keys of an answer.
 *
 * @param depth how deep the coordinates are that are read
 * @param reads the keys of the row to which a coordinate belongs; empty when the answer leaves it out
 */
record ChainReading(int depth, Function<String, Optional<List<String>>> reads) {
    Optional<List<String>> keys(String coordinate) {
        return reads.apply(coordinate);
    }

    /** Of a dimension of which the answer has so many levels, and slices perhaps more. */
    static ChainReading of(Dimension dimension, int depth, List<CubeQuery.Slice> all) {
        List<Condition> conditions = all.stream()
                .filter(slice -> slice.dimension().equals(dimension.name()))
                .map(slice -> {
                    Level level = dimension.level(slice.level());
                    return new Condition(
                            dimension.levels().indexOf(level),
                            slice.values().stream().map(level::key).collect(Collectors.toSet()));
                })
                .toList();
        int deepest =
                conditions.stream().mapToInt(condition -> condition.level() + 1).reduce(depth, Math::max);
        return new ChainReading(deepest, coordinate -> {
            List<String> keys = Coordinates.keys(coordinate);
            boolean meets =
                    conditions.stream().allMatch(condition -> condition.values().contains(keys.get(condition.level())));
            return meets ? Optional.of(List.copyOf(keys.subList(0, depth))) : Optional.empty();
        });
    }

    private record Condition(int level, Set<String> values) {}

    /** Of time that is summed up. */
    static ChainReading ofTime(Moments moments, Optional<TimeLevel> level, Optional<Period> period) {
        if (level.isEmpty()) {
            return new ChainReading(
                    moments.depthOfAll(period),
                    coordinate ->
                            moments.span(coordinate, TimeLevel.YEAR, period).map(_ -> List.of()));
        }
        return new ChainReading(
                moments.depth(level.get(), period),
                coordinate -> moments.span(coordinate, level.get(), period).map(List::of));
    }

    /** Of states, whose time is a key as it is, or says of which of two periods they are. */
    static ChainReading ofStates(boolean parted, boolean before) {
        String span = before ? CubeStatement.BEFORE : CubeStatement.NOW;
        return new ChainReading(1, coordinate -> {
            if (parted) {
                return Optional.of(List.of(coordinate));
            }
            return coordinate.equals(span) ? Optional.of(List.of()) : Optional.empty();
        });
    }
}
