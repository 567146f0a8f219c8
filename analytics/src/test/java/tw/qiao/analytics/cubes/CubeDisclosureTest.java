package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.egress.Cell;

/**
 * Somebody asks many questions, and adds and subtracts all figures of all answers. Whoever asks more knows all that one
 * knows who asks less, so one long sequence stands for the shorter ones in it.
 */
class CubeDisclosureTest {
    private static final int QUESTIONS = 60;
    private static final int YEAR = 12;
    private static final Cube CUBE = CubeWarehouse.cube();
    private static final List<String> SEXES = List.of("men", "women");
    private static final List<Comparison> COMPARISONS = List.of(Comparison.values());
    private static final List<YearMonth> MONTHS =
            List.of(YearMonth.of(2019, 2), YearMonth.of(2019, 8), YearMonth.of(2020, 2), YearMonth.of(2020, 5));

    @TempDir
    private static Path folder;

    private static CubeWarehouse warehouse;
    private static final List<Leaf> LEAVES = new ArrayList<>();

    /** As many people of one sex as one row of the table counts, or would if it were there. */
    private record Leaf(
            String series, YearMonth month, String county, String township, String kind, String sex, long count) {}

    @BeforeAll
    static void open() {
        warehouse = new CubeWarehouse(folder);
        var random = new Random(42);
        var rows = new ArrayList<String>();
        for (String series : List.of("s1", "s2")) {
            for (YearMonth month : MONTHS) {
                for (String place : List.of("63000a", "63000b", "63000c", "68000a", "68000b")) {
                    for (String kind : List.of("x", "y")) {
                        boolean present = random.nextInt(5) > 0;
                        String row = row(random, series, month, place, kind, present);
                        if (present) {
                            rows.add(row);
                        }
                    }
                }
            }
        }
        warehouse.add(String.join(",", rows));
    }

    private static String row(
            Random random, String series, YearMonth month, String place, String kind, boolean present) {
        String county = place.substring(0, 5);
        String township = place.substring(5);
        var counts = new ArrayList<Long>();
        for (String sex : SEXES) {
            long count = present ? random.nextInt(3) * (long) random.nextInt(8) : 0;
            counts.add(count);
            LEAVES.add(new Leaf(series, month, county, township, kind, sex, count));
        }
        return "('%s', '%s-01', '%s', '%s', '%s', %d, %d, 1)"
                .formatted(series, month, county, township, kind, counts.getFirst(), counts.getLast());
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void everyFigureIsTrueAndNoSequenceOfQuestionsTellsASmallCount() {
        var random = new Random(42);
        var reader = new Reader(LEAVES.size());
        var untold = new ArrayList<boolean[]>();
        for (int question = 0; question < QUESTIONS; question++) {
            CubeQuery query = question(random);
            Grid grid = warehouse.desk().answer(CUBE, query, Language.ENGLISH).grid();
            for (Grid.Row row : grid.rows()) {
                for (int column = 0; column < grid.columns().size(); column++) {
                    read(query, grid, row, column, reader, untold);
                }
            }
        }
        assertThat(untold).as("not told").anyMatch(parts -> isSmall(count(parts)));
        for (int leaf = 0; leaf < LEAVES.size(); leaf++) {
            boolean[] alone = new boolean[LEAVES.size()];
            alone[leaf] = true;
            untold.add(alone);
        }
        for (boolean[] parts : untold) {
            assertThat(isSmall(count(parts)) && reader.knows(parts))
                    .as("%s that are not told", count(parts))
                    .isFalse();
        }
    }

    private static void read(
            CubeQuery query, Grid grid, Grid.Row row, int column, Reader reader, List<boolean[]> untold) {
        Grid.Column head = grid.columns().get(column);
        if (head.aspect() != Grid.Aspect.FIGURE && head.aspect() != Grid.Aspect.BEFORE) {
            return;
        }
        boolean[] parts = new boolean[LEAVES.size()];
        int later = head.aspect() == Grid.Aspect.BEFORE ? months(query) : 0;
        for (int leaf = 0; leaf < parts.length; leaf++) {
            parts[leaf] = belongs(LEAVES.get(leaf), later, query, grid, row, head);
        }
        long count = count(parts);
        String place = "%s %s of %s".formatted(row.keys(), head, query);
        switch (row.cells().get(column)) {
            case Cell.Suppressed _ -> untold.add(parts);
            case Cell.Figure(var value) -> {
                assertThat(value.longValueExact()).as(place).isEqualTo(count);
                assertThat(isSmall(count)).as(place).isFalse();
                reader.read(parts);
            }
            default -> {
                assertThat(count).as(place).isZero();
                reader.read(parts);
            }
        }
    }

    private static boolean isSmall(long count) {
        return count == 1 || count == 2;
    }

    private static boolean belongs(Leaf leaf, int later, CubeQuery query, Grid grid, Grid.Row row, Grid.Column head) {
        String measure = head.measure().name();
        YearMonth month = leaf.month().plusMonths(later);
        boolean belongs = measure.equals("people") || measure.equals(leaf.sex());
        for (int part = 0; part < grid.parts().size(); part++) {
            String level = grid.parts().get(part).level().name();
            belongs &= is(leaf, month, level, row.keys().get(part));
        }
        for (int level = 0; level < head.keys().size(); level++) {
            CubeQuery.Axis axis = query.column().orElseThrow();
            Dimension dimension = CUBE.dimension(axis.dimension());
            Level named = dimension.downTo(dimension.level(axis.level())).get(level);
            belongs &= is(leaf, month, named.name(), head.keys().get(level));
        }
        for (CubeQuery.Slice slice : query.slices()) {
            belongs &= slice.values().stream().anyMatch(value -> is(leaf, month, slice.level(), value));
        }
        return belongs && query.period().map(period -> period.has(month)).orElse(true);
    }

    /** How much later a figure is than the one before it. */
    private static int months(CubeQuery query) {
        if (query.comparison() == Comparison.YEAR_BEFORE) {
            return YEAR;
        }
        return new Shape(CUBE, query)
                .timeSide()
                .map(side -> side.span().months())
                .orElseGet(() -> query.period().orElseThrow().months());
    }

    private static boolean is(Leaf leaf, YearMonth month, String level, String key) {
        return key.isEmpty()
                || key.equals(
                        switch (level) {
                            case "county" -> leaf.county();
                            case "township" -> leaf.township();
                            case "kind" -> leaf.kind();
                            case "series" -> leaf.series();
                            default ->
                                TimeLevel.valueOf(level.toUpperCase(Locale.ROOT))
                                        .key(month);
                        });
    }

    private static long count(boolean[] parts) {
        long count = 0;
        for (int leaf = 0; leaf < parts.length; leaf++) {
            count += parts[leaf] ? LEAVES.get(leaf).count() : 0;
        }
        return count;
    }

    private static CubeQuery question(Random random) {
        var measures = new ArrayList<>(List.of("people", "men", "women"));
        Collections.shuffle(measures, random);
        var query = CubeQuery.of(measures.subList(0, 1 + random.nextInt(3)).toArray(String[]::new));
        var dimensions = new ArrayList<>(List.of("place", "kind", "time", "series"));
        Collections.shuffle(dimensions, random);
        List<String> parted = dimensions.subList(0, 1 + random.nextInt(3));
        Comparison comparison = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
        var totals = new ArrayList<String>();
        for (int i = 0; i < parted.size(); i++) {
            String level = level(random, parted.get(i));
            boolean pivot = i > 0 && i == parted.size() - 1 && random.nextBoolean();
            query = pivot ? query.across(parted.get(i), level) : query.by(parted.get(i), level);
            if (random.nextBoolean() && !(parted.get(i).equals("time") && comparison != Comparison.NONE)) {
                totals.add(parted.get(i));
            }
        }
        if (random.nextInt(3) == 0) {
            query = query.slice("place", "township", "a", random.nextBoolean() ? "b" : "c");
        }
        if (random.nextInt(3) == 0) {
            query = query.slice("series", "series", random.nextBoolean() ? "s1" : "s2");
        }
        boolean wholes = comparison != Comparison.NONE && !parted.contains("time");
        if (wholes || random.nextInt(2) == 0) {
            query = query.during(Period.between(
                    (comparison == Comparison.NONE ? "2019-0" : "2020-0") + (1 + random.nextInt(4)),
                    "2020-0" + (5 + random.nextInt(4))));
        }
        return query.totalling(totals.toArray(String[]::new)).comparedWith(comparison);
    }

    private static String level(Random random, String dimension) {
        return switch (dimension) {
            case "place" -> random.nextBoolean() ? "township" : "county";
            case "time" -> List.of("month", "quarter", "year", "school_year").get(random.nextInt(4));
            default -> dimension;
        };
    }
}
