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
 * @param reads a coordinate's keys; empty when the answer leaves it out
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
            return meets ? Optional.of(keys) : Optional.empty();
        });
    }

    private record Condition(int level, Set<String> values) {}

    /** Of time that is summed up, and told as so many months later. */
    static ChainReading ofTime(Moments moments, Optional<TimeLevel> level, Optional<Period> period, int later) {
        if (level.isEmpty()) {
            int depth = moments.depthOfAll(period);
            return new ChainReading(
                    depth,
                    coordinate -> depth == 0
                            ? Optional.of(List.of())
                            : Moments.span(coordinate, TimeLevel.MONTH, period, 0)
                                    .map(_ -> List.of()));
        }
        return new ChainReading(
                moments.depth(level.get(), period),
                coordinate ->
                        Moments.span(coordinate, level.get(), period, later).map(List::of));
    }

    /** Of states, whose time says of which of two periods they are, and of which span if the answer has spans. */
    static ChainReading ofStates(boolean before, Optional<TimeLevel> level, int later) {
        String period = before ? CubeStatement.BEFORE : CubeStatement.NOW;
        return new ChainReading(level.isPresent() ? 2 : 1, coordinate -> {
            List<String> keys = Coordinates.keys(coordinate);
            return keys.getFirst().equals(period)
                    ? Optional.of(level.stream()
                            .map(span -> span.later(keys.getLast(), later))
                            .toList())
                    : Optional.empty();
        });
    }
}
