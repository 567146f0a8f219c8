package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.egress.Cell;

/** Somebody asks many questions, and adds and subtracts all figures of all answers. */
class CubeDisclosureTest {
    private static final int QUESTIONS = 12;
    private static final List<String> SEXES = List.of("men", "women");

    private static @Nullable CubeWarehouse warehouse;
    private static final List<Leaf> LEAVES = new ArrayList<>();

    /** As many people of one sex as one row of the table counts. */
    private record Leaf(String series, YearMonth month, String county, String township, String kind, String sex, long count) {}

    @BeforeContainer
    static void open() throws IOException {
        warehouse = new CubeWarehouse(Files.createTempDirectory("cubes"));
        var random = new Random(42);
        var rows = new ArrayList<String>();
        for (String series : List.of("s1", "s2")) {
            for (int month = 1; month <= 4; month++) {
                for (String place : List.of("63000a", "63000b", "63000c", "68000a", "68000b")) {
                    for (String kind : List.of("x", "y")) {
                        if (random.nextInt(5) > 0) {
                            rows.add(row(random, series, month, place.substring(0, 5), place.substring(5), kind));
                        }
                    }
                }
            }
        }
        warehouse.add(String.join(",", rows));
    }

    private static String row(Random random, String series, int month, String county, String township, String kind) {
        var counts = new ArrayList<Long>();
        for (String sex : SEXES) {
            long count = random.nextInt(3) * (long) random.nextInt(8);
            counts.add(count);
            LEAVES.add(new Leaf(series, YearMonth.of(2020, month * 2), county, township, kind, sex, count));
        }
        return "('%s', '2020-%02d-01', '%s', '%s', '%s', %d, %d, 1)"
                .formatted(series, month * 2, county, township, kind, counts.getFirst(), counts.getLast());
    }

    @AfterContainer
    static void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    @Property(tries = 20, seed = "42")
    void noSequenceOfQuestionsTellsWhatIsNotTold(@ForAll long seed) {
        var random = new Random(seed);
        var reader = new Reader(LEAVES.size());
        var untold = new ArrayList<boolean[]>();
        for (int question = 0; question < QUESTIONS; question++) {
            CubeQuery query = question(random);
            Grid grid = Objects.requireNonNull(warehouse)
                    .desk()
                    .answer(CubeWarehouse.cube(), query, Language.ENGLISH)
                    .grid();
            for (Grid.Row row : grid.rows()) {
                for (int column = 0; column < grid.columns().size(); column++) {
                    read(query, grid, row, column, reader, untold);
                }
            }
        }
        for (boolean[] parts : untold) {
            boolean small = count(parts) == 1 || count(parts) == 2;
            assertThat(small && reader.knows(parts)).as("%s that are not told", count(parts)).isFalse();
        }
        for (int leaf = 0; leaf < LEAVES.size(); leaf++) {
            boolean[] alone = new boolean[LEAVES.size()];
            alone[leaf] = true;
            boolean small = count(alone) == 1 || count(alone) == 2;
            assertThat(small && reader.knows(alone)).as("%s", LEAVES.get(leaf)).isFalse();
        }
    }

    private static void read(
            CubeQuery query, Grid grid, Grid.Row row, int column, Reader reader, List<boolean[]> untold) {
        Grid.Column head = grid.columns().get(column);
        if (head.aspect() != Grid.Aspect.FIGURE) {
            return;
        }
        boolean[] parts = new boolean[LEAVES.size()];
        for (int leaf = 0; leaf < parts.length; leaf++) {
            parts[leaf] = belongs(LEAVES.get(leaf), query, grid, row, head);
        }
        switch (row.cells().get(column)) {
            case Cell.Figure(var value) -> {
                assertThat(value.longValueExact()).isEqualTo(count(parts)).isNotIn(1L, 2L);
                reader.read(parts);
            }
            case Cell.Suppressed _ -> {
                if (isOfTheHierarchy(query)) {
                    untold.add(parts);
                }
            }
            default -> assertThat(count(parts)).isZero();
        }
    }

    /** Others are sums of some that are, and may be told by a wider sum. */
    private static boolean isOfTheHierarchy(CubeQuery query) {
        return query.slices().isEmpty()
                && query.period().isEmpty()
                && Stream.concat(query.rows().stream(), query.column().stream())
                        .noneMatch(axis -> axis.level().equals("school_year"));
    }

    private static boolean belongs(Leaf leaf, CubeQuery query, Grid grid, Grid.Row row, Grid.Column head) {
        String measure = head.measure().name();
        boolean belongs = measure.equals("people") || measure.equals(leaf.sex());
        for (int part = 0; part < grid.parts().size(); part++) {
            belongs &= is(leaf, grid.parts().get(part).level().name(), row.keys().get(part));
        }
        for (int level = 0; level < head.keys().size(); level++) {
            CubeQuery.Axis axis = query.column().orElseThrow();
            Dimension dimension = CubeWarehouse.cube().dimension(axis.dimension());
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
        return key.isEmpty() || key.equals(switch (level) {
            case "county" -> leaf.county();
            case "township" -> leaf.township();
            case "kind" -> leaf.kind();
            case "series" -> leaf.series();
            default -> TimeLevel.valueOf(level.toUpperCase(Locale.ROOT)).key(leaf.month());
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
        var query = CubeQuery.of(
                measures.subList(0, 1 + random.nextInt(3)).toArray(String[]::new));
        var dimensions = new ArrayList<>(List.of("place", "kind", "time", "series"));
        Collections.shuffle(dimensions, random);
        List<String> parted = dimensions.subList(0, 1 + random.nextInt(3));
        var totals = new ArrayList<String>();
        for (int i = 0; i < parted.size(); i++) {
            String level = level(random, parted.get(i));
            boolean pivot = i > 0 && i == parted.size() - 1 && random.nextBoolean();
            query = pivot ? query.across(parted.get(i), level) : query.by(parted.get(i), level);
            if (random.nextBoolean()) {
                totals.add(parted.get(i));
            }
        }
        if (random.nextInt(3) == 0) {
            query = query.slice("place", "township", "a", random.nextBoolean() ? "b" : "c");
        }
        if (random.nextInt(3) == 0) {
            query = query.slice("series", "series", random.nextBoolean() ? "s1" : "s2");
        }
        if (random.nextInt(3) == 0) {
            query = query.during(Period.between("2020-0" + (1 + random.nextInt(4)), "2020-0" + (5 + random.nextInt(4))));
        }
        boolean timed = parted.contains("time") && !totals.contains("time");
        return query.totalling(totals.toArray(String[]::new))
                .comparedWith(timed && random.nextBoolean() ? Comparison.BEFORE : Comparison.NONE);
    }

    private static String level(Random random, String dimension) {
        return switch (dimension) {
            case "place" -> random.nextBoolean() ? "township" : "county";
            case "time" -> List.of("month", "quarter", "year", "school_year").get(random.nextInt(4));
            default -> dimension;
        };
    }
}
