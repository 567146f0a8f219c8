package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tw.qiao.analytics.dictionary.ColumnType;

/**
 * Of which years, quarters and months the times of an answer are made up. Years are never summed up before it is
 * decided what is told: figures of several years are told where those of each are.
 */
final class Moments {
    /** Each is made up of the next. */
    static final List<TimeLevel> LEVELS = List.of(TimeLevel.YEAR, TimeLevel.QUARTER, TimeLevel.MONTH);

    private static final int FINEST = 3;

    private final Shape shape;

    Moments(Shape shape) {
        this.shape = shape;
    }

    /** How deep the chain of time goes. */
    int depth() {
        Optional<TimeLevel> level = shape.timeSide().map(Side::span);
        int told = level.map(span -> Math.max(depth(span, period()), compared(span)))
                .orElse(1);
        boolean all = shape.timeSide().map(Side::totals).orElse(true);
        return all ? Math.max(told, allDepth()) : told;
    }

    private int compared(TimeLevel span) {
        return shape.compared().map(before -> depth(span, Optional.of(before))).orElse(0);
    }

    private int allDepth() {
        return Math.max(
                depthOfAll(period()),
                shape.compared().map(before -> depthOfAll(Optional.of(before))).orElse(0));
    }

    /** How deep a span of time is made up, of which a period may cut off something. */
    int depth(TimeLevel span, Optional<Period> period) {
        if (shape.cube().timeType().kind() == ColumnType.Kind.YEAR) {
            return 1;
        }
        int own = LEVELS.indexOf(span) + 1;
        for (TimeSlice slice : slices()) {
            own = deeper(own, LEVELS.indexOf(slice.span()) + 1);
        }
        boolean whole = own > 0
                && period.map(within -> begins(span, within.from())
                                && begins(span, within.to().plusMonths(1)))
                        .orElse(true);
        return whole ? own : FINEST;
    }

    /** Of two depths; 0 stands for spans that are none of the levels, such as school years. */
    private static int deeper(int one, int other) {
        return one == 0 || other == 0 ? 0 : Math.max(one, other);
    }

    /** How deep all of the time is made up. */
    int depthOfAll(Optional<Period> period) {
        return depth(TimeLevel.YEAR, period);
    }

    /** Only times with one of these keys. */
    private record TimeSlice(TimeLevel span, Set<String> keys) {}

    private List<TimeSlice> slices() {
        return shape.query().slices().stream()
                .flatMap(slice -> {
                    Level level = shape.cube().dimension(slice.dimension()).level(slice.level());
                    return level.time().stream().map(span -> new TimeSlice(span, Set.copyOf(slice.values())));
                })
                .toList();
    }

    boolean isSliced(YearMonth month) {
        return slices().stream()
                .allMatch(slice -> slice.keys().contains(slice.span().key(month)));
    }

    private static boolean begins(TimeLevel span, YearMonth month) {
        return span.first(span.key(month)).equals(month);
    }

    /** The time that is read for the answer; with what it is compared with where each row has its own time. */
    Optional<Period> period() {
        return shape.query().period().map(period -> shape.shift() == 0 ? period : period.since(shape.shift()));
    }

    /** From the first to the last month that is read; empty for all. */
    Optional<Period> touched() {
        return period().map(now -> shape.compared()
                .map(before -> new Period(before.from().isBefore(now.from()) ? before.from() : now.from(), now.to()))
                .orElse(now));
    }

    /**
     * The years that are decided on together: all that are touched, or each by itself where there would be many places
     * at once, as no sum joins years; empty for all there is.
     *
     * @param declared the cube with all of its levels, of which an answer over sums may know fewer
     * @param coverage says of which years there is anything
     */
    List<Optional<Period>> years(Cube declared, Supplier<Coverage> coverage) {
        Optional<Period> touched = touched();
        if (touched.isEmpty()) {
            return List.of(Optional.empty());
        }
        int first = touched.get().from().getYear();
        int last = touched.get().to().getYear();
        if (first == last || depth() < 2 || !isNarrow(declared)) {
            return List.of(Optional.of(years(first, last)));
        }
        List<Optional<Period>> apart = coverage.get().years().reversed().stream()
                .filter(year -> first <= year && year <= last)
                .map(year -> Optional.of(years(year, year)))
                .toList();
        return apart.isEmpty() ? List.of(Optional.of(years(first, last))) : apart;
    }

    /** Whether the question goes down to the last level of a dimension that has several, such as villages. */
    private boolean isNarrow(Cube declared) {
        return declared.dimensions().stream()
                .filter(dimension ->
                        dimension.time().isEmpty() && dimension.levels().size() > 1)
                .anyMatch(dimension -> shape.depth(shape.cube().dimension(dimension.name()))
                        == dimension.levels().size());
    }

    private static Period years(int first, int last) {
        return new Period(YearMonth.of(first, 1), YearMonth.of(last, 12));
    }

    /** The span of {@code level} in which a time of the lattice lies; empty when a period leaves it out. */
    Optional<String> span(String coordinate, TimeLevel level, Optional<Period> period) {
        String key = Coordinates.last(coordinate);
        if (key.equals(Level.UNKNOWN)) {
            return period.isEmpty() && slices().isEmpty() ? Optional.of(key) : Optional.empty();
        }
        TimeLevel unit = LEVELS.get(Coordinates.depth(coordinate) - 1);
        YearMonth first = unit.first(key);
        boolean within = period.map(time -> !first.isBefore(time.from()) && !first.isAfter(time.to()))
                .orElse(true);
        return within && isSliced(first) ? Optional.of(level.key(first)) : Optional.empty();
    }
}
