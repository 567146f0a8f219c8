package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Cell;

/**
 * Somebody asks a cube one question after the other, with other measures, levels, filters, periods and totals, and
 * computes between what bounds each count is that was not told. Places and kinds are crossed without related measures:
 * in tables that are so small, three dimensions cannot always be kept secret.
 */
class CubeDisclosureTest {
    private static final int SERIES = 24;
    private static final int QUESTIONS = 10;
    private static final List<String> SEXES = List.of("men", "women");
    private static final List<String> PLACES = List.of("63000a", "63000b", "63000c", "68000a", "68000b");
    private static final List<YearMonth> MONTHS =
            List.of(YearMonth.of(2019, 2), YearMonth.of(2020, 2), YearMonth.of(2020, 3), YearMonth.of(2020, 8));
    private static final List<List<Leaf>> LEAVES = new ArrayList<>();

    private static @Nullable CubeWarehouse warehouse;

    /** As many people of one sex as one row of the table counts, or would if it were there. */
    private record Leaf(YearMonth month, String county, String township, String kind, String sex, long count) {}

    @BeforeContainer
    static void open() throws IOException {
        var made = new CubeWarehouse(Files.createTempDirectory("cubes"));
        var random = new Random(42);
        var rows = new ArrayList<String>();
        for (int series = 0; series < SERIES; series++) {
            var leaves = new ArrayList<Leaf>();
            int most = 2 + random.nextInt(12);
            int sparse = 1 + random.nextInt(3);
            // two of the three dimensions are parted, as larger tables are more than exact fractions can do
            int single = series % 3;
            for (YearMonth month : single == 0 ? MONTHS.subList(0, 1) : MONTHS) {
                for (String place : single == 1 ? PLACES.subList(0, 1) : PLACES) {
                    for (String kind : single == 2 ? List.of("x") : List.of("x", "y", "z")) {
                        row(random, series, month, place, kind, most, sparse, leaves, rows);
                    }
                }
            }
            LEAVES.add(leaves);
        }
        made.add(String.join(",", rows));
        warehouse = made;
    }

    private static void row(
            Random random,
            int series,
            YearMonth month,
            String place,
            String kind,
            int most,
            int sparse,
            List<Leaf> leaves,
            List<String> rows) {
        boolean present = random.nextInt(6) > 0;
        var counts = new ArrayList<Long>();
        for (String sex : SEXES) {
            long count = present && random.nextInt(sparse) == 0 ? random.nextInt(most) : 0;
            counts.add(count);
            leaves.add(new Leaf(month, place.substring(0, 5), place.substring(5), kind, sex, count));
        }
        if (present) {
            rows.add("('s%d', '%s-01', '%s', '%s', '%s', %d, %d, 1)"
                    .formatted(
                            series,
                            month,
                            place.substring(0, 5),
                            place.substring(5),
                            kind,
                            counts.getFirst(),
                            counts.getLast()));
        }
    }

    @AfterContainer
    static void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    @Property(tries = 48, seed = "42")
    void noSequenceOfQuestionsTellsThatACountIsSmall(
            @ForAll long seed, @ForAll @IntRange(max = SERIES - 1) int series) {
        var random = new Random(seed);
        Cube cube = CubeWarehouse.ofSeries(series);
        List<Leaf> leaves = LEAVES.get(series);
        var attack = new Attack(leaves.stream().map(Leaf::count).toList());
        var untold = new LinkedHashMap<String, boolean[]>();
        var asked = new ArrayList<CubeQuery>();
        for (int i = 0; i < QUESTIONS; i++) {
            CubeQuery query = question(random);
            asked.add(query);
            Grid grid = Objects.requireNonNull(warehouse)
                    .desk()
                    .answer(cube, query, Language.ENGLISH)
                    .grid();
            for (Grid.Row row : grid.rows()) {
                for (int column = 0; column < grid.columns().size(); column++) {
                    boolean[] parts =
                            parts(cube, query, leaves, grid, row, grid.columns().get(column));
                    read(row.cells().get(column), parts, attack, untold);
                }
            }
        }
        for (boolean[] parts : untold.values()) {
            if (isSmall(attack.count(parts))) {
                assertThat(attack.knowsToBeBelow(parts, 3))
                        .as("%s of %s is known to be small after %s", Arrays.toString(parts), leaves, asked)
                        .isFalse();
            }
        }
    }

    private static void read(Cell cell, boolean[] parts, Attack attack, Map<String, boolean[]> untold) {
        long count = attack.count(parts);
        switch (cell) {
            case Cell.Suppressed _ -> untold.put(Arrays.toString(parts), parts);
            case Cell.Figure(var value) -> {
                assertThat(value.longValueExact()).isEqualTo(count);
                assertThat(isSmall(count)).isFalse();
                attack.read(parts);
            }
            default -> {
                assertThat(count).isZero();
                attack.read(parts);
            }
        }
    }

    private static boolean isSmall(long count) {
        return count == 1 || count == 2;
    }

    private static boolean[] parts(
            Cube cube, CubeQuery query, List<Leaf> leaves, Grid grid, Grid.Row row, Grid.Column head) {
        boolean[] parts = new boolean[leaves.size()];
        for (int leaf = 0; leaf < parts.length; leaf++) {
            parts[leaf] = belongs(cube, leaves.get(leaf), query, grid, row, head);
        }
        return parts;
    }

    private static boolean belongs(Cube cube, Leaf leaf, CubeQuery query, Grid grid, Grid.Row row, Grid.Column head) {
        String measure = head.measure().name();
        boolean belongs = measure.equals("people") || measure.equals(leaf.sex());
        for (int part = 0; part < grid.parts().size(); part++) {
            belongs &=
                    is(leaf, grid.parts().get(part).level().name(), row.keys().get(part));
        }
        for (int level = 0; level < head.keys().size(); level++) {
            CubeQuery.Axis axis = query.column().orElseThrow();
            Dimension dimension = cube.dimension(axis.dimension());
            Level named = dimension.downTo(dimension.level(axis.level())).get(level);
            belongs &= is(leaf, named.name(), head.keys().get(level));
        }
        for (CubeQuery.Slice slice : query.slices()) {
            belongs &= slice.values().stream().anyMatch(value -> is(leaf, slice.level(), value));
        }
        return belongs
                && query.period()
                        .map(period -> !leaf.month().isBefore(period.from())
                                && !leaf.month().isAfter(period.to()))
                        .orElse(true);
    }

    private static boolean is(Leaf leaf, String level, String key) {
        return key.isEmpty()
                || key.equals(
                        switch (level) {
                            case "county" -> leaf.county();
                            case "township" -> leaf.township();
                            case "kind" -> leaf.kind();
                            default ->
                                TimeLevel.valueOf(level.toUpperCase(Locale.ROOT))
                                        .key(leaf.month());
                        });
    }

    private static CubeQuery question(Random random) {
        var measures = new ArrayList<>(List.of("people", "men", "women"));
        Collections.shuffle(measures, random);
        var query = CubeQuery.of(measures.subList(0, random.nextInt(2) * 2 + 1).toArray(String[]::new));
        var dimensions = new ArrayList<>(List.of("place", "kind", "time"));
        Collections.shuffle(dimensions, random);
        List<String> parted = dimensions.subList(0, random.nextInt(4));
        var totals = new ArrayList<String>();
        for (int i = 0; i < parted.size(); i++) {
            String level = level(random, parted.get(i));
            boolean pivot = i > 0 && i == parted.size() - 1 && random.nextBoolean();
            query = pivot ? query.across(parted.get(i), level) : query.by(parted.get(i), level);
            if (random.nextBoolean() && totals.size() < (query.measures().size() == 1 ? 2 : 1)) {
                totals.add(parted.get(i));
            }
        }
        if (random.nextInt(3) == 0) {
            query = query.slice("place", "township", "a", random.nextBoolean() ? "b" : "c");
        }
        if (random.nextInt(4) == 0) {
            query = query.slice("place", "county", random.nextBoolean() ? "63000" : "68000");
        }
        if (random.nextInt(3) == 0) {
            query = query.slice("kind", "kind", random.nextBoolean() ? "x" : "y");
        }
        if (random.nextInt(4) == 0) {
            query = query.slice("time", "year", random.nextBoolean() ? "2019" : "2020");
        }
        if (random.nextInt(4) == 0) {
            query = query.during(
                    Period.between("2019-0" + (1 + random.nextInt(4)), "2020-0" + (1 + random.nextInt(9))));
        }
        return query.totalling(totals.toArray(String[]::new));
    }

    private static String level(Random random, String dimension) {
        return switch (dimension) {
            case "place" -> random.nextBoolean() ? "township" : "county";
            case "time" -> List.of("month", "quarter", "year", "school_year").get(random.nextInt(4));
            default -> dimension;
        };
    }
}
