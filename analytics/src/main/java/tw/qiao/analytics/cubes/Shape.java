package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tw.qiao.kernel.Problem;

/** A query with the names in it looked up, and refused where it asks for what cannot be. */
final class Shape {
    private static final int MOST_SIDES = 5;
    private static final int YEAR = 12;

    private final Cube cube;
    private final CubeQuery query;
    private final List<Side> sides = new ArrayList<>();

    /** The sums to compute: what is asked for and what it takes to know which figures may be told. */
    private final Set<String> sums = new LinkedHashSet<>();

    Shape(Cube cube, CubeQuery query) {
        this.cube = cube;
        this.query = query;
        query.rows().forEach(this::add);
        query.column().ifPresent(this::add);
        if (query.measures().isEmpty() || sides.size() > MOST_SIDES) {
            throw Problem.invalid(
                    "cube_query", "A query has at least one measure, and at most " + MOST_SIDES + " dimensions");
        }
        for (String name : query.measures()) {
            if (cube.measure(name).kind() instanceof Measure.Ratio ratio) {
                sums.add(ratio.numerator());
                sums.add(ratio.denominator());
            } else {
                sums.add(name);
            }
        }
        for (String name : List.copyOf(sums)) {
            sum(name).countedBy().ifPresent(sums::add);
        }
        if (cube.isAboutPeople()) {
            cube.measures().forEach(this::addFamily);
        }
        query.period().ifPresent(period -> SqlParts.checkYears(cube, period));
        checkTotals();
        checkTime();
    }

    static String key(int number) {
        return "k" + number;
    }

    private void add(CubeQuery.Axis axis) {
        Dimension dimension = cube.dimension(axis.dimension());
        if (sides.stream().anyMatch(side -> side.dimension().equals(dimension))
                || (dimension.time().isPresent() && timeSide().isPresent())) {
            throw Problem.invalid(
                    "cube_dimension",
                    "The answer is already parted by " + (dimension.time().isPresent() ? "time" : dimension.name()));
        }
        int first = sides.isEmpty() ? 0 : sides.getLast().last() + 1;
        sides.add(new Side(
                dimension,
                dimension.downTo(dimension.level(axis.level())),
                query.totals().contains(dimension.name()),
                first));
    }

    /** Counts that make up each other are decided on together, whichever is asked. */
    private void addFamily(Measure measure) {
        if (measure.kind() instanceof Measure.Sum sum
                && (sums.contains(measure.name()) || sum.parts().stream().anyMatch(sums::contains))) {
            sums.add(measure.name());
            sums.addAll(sum.parts());
        }
    }

    /** How many levels of a dimension that is none of time the answer or its slices name. */
    int depth(Dimension dimension) {
        int deepest = sides.stream()
                .filter(side -> side.dimension().equals(dimension))
                .mapToInt(side -> side.levels().size())
                .sum();
        for (CubeQuery.Slice slice : query.slices()) {
            if (slice.dimension().equals(dimension.name())) {
                deepest = Math.max(deepest, dimension.levels().indexOf(dimension.level(slice.level())) + 1);
            }
        }
        return deepest;
    }

    private void checkTotals() {
        var parted = new HashSet<>(
                sides.stream().map(side -> side.dimension().name()).toList());
        for (String dimension : query.totals()) {
            if (!parted.contains(dimension)) {
                throw Problem.invalid("cube_totals", "Totals over " + dimension + " need it among the rows or columns");
            }
        }
    }

    private void checkTime() {
        Optional<Side> side = timeSide();
        boolean compares = query.comparison() != CubeQuery.Comparison.NONE;
        boolean overTime = side.map(Side::totals).orElse(false);
        if (compares && overTime) {
            throw Problem.invalid("cube_totals", "Totals over time cannot be compared with an earlier time");
        }
        if (overTime && sums.stream().anyMatch(name -> sum(name).stock())) {
            throw Problem.invalid(
                    "cube_totals", "States at a moment, such as the population, are not summed up over time");
        }
        boolean needsTime = compares || query.period().isPresent();
        if (needsTime && cube.time().isEmpty()) {
            throw Problem.invalid("cube_time", "The cube " + cube.name() + " knows no time");
        }
        if (compares && side.isPresent()) {
            query.period().ifPresent(period -> checkWhole(side.get().span(), period));
        }
        if (compares && side.isEmpty()) {
            Period period = query.period()
                    .orElseThrow(() -> Problem.invalid(
                            "cube_period", "Say which period is to be compared, or part the answer by time"));
            if (period.overlaps(earlier(period))) {
                throw Problem.invalid(
                        "cube_period", "A period longer than a year would be compared with a part of itself");
            }
        }
    }

    /** A year of which the period has some months only would stand beside the whole one before. */
    private static void checkWhole(TimeLevel span, Period period) {
        boolean whole = span.first(span.key(period.from())).equals(period.from())
                && YearMonth.from(span.end(span.key(period.to()))).equals(period.to());
        if (!whole) {
            throw Problem.invalid(
                    "cube_period",
                    "The period cuts the first or the last span of time that would be compared; take whole ones, or do"
                            + " not part the answer by time");
        }
    }

    /** The period with which another is compared as a whole. */
    private Period earlier(Period period) {
        return period.earlier(query.comparison() == CubeQuery.Comparison.BEFORE ? period.months() : YEAR);
    }

    Cube cube() {
        return cube;
    }

    CubeQuery query() {
        return query;
    }

    List<Side> sides() {
        return sides;
    }

    /** Of a side, how many of its levels the rows of an answer may have. */
    private static List<Integer> depths(Side side, boolean first) {
        int all = side.levels().size();
        if (!side.totals()) {
            return List.of(all);
        }
        var depths = new ArrayList<Integer>();
        for (int levels = all; levels >= 0; levels--) {
            if (first || levels == all || levels == 0) {
                depths.add(levels);
            }
        }
        return depths;
    }

    /** Of each side, how many levels; one list for each combination of totals. */
    List<List<Integer>> combinations() {
        List<List<Integer>> combinations = List.of(List.of());
        boolean first = true;
        for (Side side : sides) {
            var more = new ArrayList<List<Integer>>();
            for (List<Integer> combination : combinations) {
                for (int depth : depths(side, first)) {
                    var extended = new ArrayList<>(combination);
                    extended.add(depth);
                    more.add(extended);
                }
            }
            first &= !side.totals();
            combinations = more;
        }
        return combinations;
    }

    /** How many keys name a row. */
    int keys() {
        return sides.isEmpty() ? 0 : sides.getLast().last() + 1;
    }

    Optional<Side> timeSide() {
        return sides.stream().filter(Side::isTime).findFirst();
    }

    Set<String> sums() {
        return sums;
    }

    Measure.Sum sum(String name) {
        if (cube.measure(name).kind() instanceof Measure.Sum sum) {
            return sum;
        }
        throw new IllegalStateException(name);
    }

    /**
     * The earlier period whose rows are marked as such; empty when each row has its own time or nothing is compared.
     */
    Optional<Period> compared() {
        return query.comparison() == CubeQuery.Comparison.NONE || timeSide().isPresent()
                ? Optional.empty()
                : query.period().map(this::earlier);
    }

    /** By how many months rows are compared that have their own time; 0 when they are not. */
    int shift() {
        return switch (query.comparison()) {
            case NONE -> 0;
            case BEFORE -> timeSide().map(side -> side.span().months()).orElse(0);
            case YEAR_BEFORE -> timeSide().map(_ -> YEAR).orElse(0);
        };
    }
}
