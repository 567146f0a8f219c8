package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.analytics.dictionary.ColumnType;

/** Of which years, quarters and months the times of an answer are made up. */
final class Moments {
    /** Each is made up of the next. */
    static final List<TimeLevel> LEVELS = List.of(TimeLevel.YEAR, TimeLevel.QUARTER, TimeLevel.MONTH);

    private static final int FINEST = 3;

    private final Shape shape;

    Moments(Shape shape) {
        this.shape = shape;
    }

    /** How deep the chain of time goes; 0 when no time is asked for. */
    int depth() {
        Optional<TimeLevel> level = shape.timeSide().map(Side::span);
        int told = level.map(span -> Math.max(depth(span, period()), compared(span)))
                .orElse(0);
        boolean all = shape.timeSide().map(Side::totals).orElse(true);
        return all ? Math.max(told, allDepth()) : told;
    }

    private int compared(TimeLevel span) {
        return shape.compared().map(before -> depth(span, Optional.of(before))).orElse(0);
    }

    private int allDepth() {
        return Stream.concat(period().stream(), shape.compared().stream())
                .mapToInt(period -> depthOfAll(Optional.of(period)))
                .max()
                .orElse(0);
    }

    /** How deep a span of time is made up, of which a period may cut off something. */
    int depth(TimeLevel span, Optional<Period> period) {
        if (shape.cube().timeType().kind() == ColumnType.Kind.YEAR) {
            return 1;
        }
        int own = LEVELS.indexOf(span) + 1;
        boolean whole = own > 0 && period.map(within -> within.isOfWhole(span)).orElse(true);
        return whole ? own : FINEST;
    }

    /** How deep all of the time is made up; 0 where no period cuts anything off. */
    int depthOfAll(Optional<Period> period) {
        return period.isEmpty() ? 0 : depth(TimeLevel.YEAR, period);
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

    /** The first month of a time of the lattice; empty when it is unknown. */
    private static Optional<YearMonth> first(String coordinate) {
        String key = Coordinates.last(coordinate);
        return key.equals(Level.UNKNOWN)
                ? Optional.empty()
                : Optional.of(LEVELS.get(Coordinates.depth(coordinate) - 1).first(key));
    }

    /**
     * The span of {@code level} in which a time of the lattice lies, so many months later; empty when a period leaves
     * it out.
     */
    static Optional<String> span(String coordinate, TimeLevel level, Optional<Period> period, int later) {
        Optional<YearMonth> first = first(coordinate);
        if (first.isEmpty()) {
            return period.isEmpty() ? Optional.of(Level.UNKNOWN) : Optional.empty();
        }
        return first.filter(month -> period.map(time -> time.has(month)).orElse(true))
                .map(month -> level.key(month.plusMonths(later)));
    }
}
