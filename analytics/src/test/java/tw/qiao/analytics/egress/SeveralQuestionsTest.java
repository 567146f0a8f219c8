package tw.qiao.analytics.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.counts.CountDesk;
import tw.qiao.analytics.counts.Limits;
import tw.qiao.analytics.counts.PeopleWarehouse;
import tw.qiao.kernel.Problem;

/** Somebody asks one question after the other, and computes all that can be computed from all answers together. */
class SeveralQuestionsTest {
    private static final int TABLES = 12;
    private static final int QUESTIONS = 7;
    private static final List<String> COLUMNS = List.of("town", "kind", "sex");
    private static final List<List<String>> VALUES =
            List.of(List.of("a", "b", "c"), List.of("x", "y", "z"), List.of("f", "m"));
    private static final AtomicInteger READERS = new AtomicInteger();
    private static final List<Map<List<String>, Integer>> TRUTH = new ArrayList<>();

    private static @Nullable PeopleWarehouse warehouse;
    private static @Nullable CountDesk desk;

    @BeforeContainer
    static void open() throws IOException {
        var made = new PeopleWarehouse(Files.createTempDirectory("people"));
        var random = new Random(7);
        for (int table = 0; table < TABLES; table++) {
            var truth =
                    new TreeMap<List<String>, Integer>((a, b) -> a.toString().compareTo(b.toString()));
            var people = new ArrayList<String>();
            for (int i = 10 + random.nextInt(80); i > 0; i--) {
                var person = new ArrayList<String>();
                for (List<String> values : VALUES) {
                    // some values are rarer than others
                    person.add(values.get(Math.min(random.nextInt(values.size()), random.nextInt(values.size()))));
                }
                truth.merge(List.copyOf(person), 1, Integer::sum);
                people.add("('%s', '%s', '%s', 1)".formatted(person.toArray()));
            }
            TRUTH.add(truth);
            made.add("people" + table, people);
        }
        warehouse = made;
        desk = made.desk(made.ledger(Limits.CUSTOMARY, Clock.systemUTC()));
    }

    @AfterContainer
    static void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    /** People whom some condition chooses. */
    private record Chosen(String sql, Predicate<List<String>> holds) {}

    /** One row of an answer: the cells that it counts, and how many are in them; negative when it is not told. */
    private record Row(Set<List<String>> cells, long count) {}

    @Property(tries = 100)
    void nobodyLearnsThatAGroupIsTooSmall(@ForAll long seed, @ForAll @IntRange(max = TABLES - 1) int table) {
        var random = new Random(seed);
        String reader = "reader" + READERS.incrementAndGet();
        var told = new LinkedHashSet<Row>();
        for (int i = 0; i < QUESTIONS; i++) {
            ask(random, reader, table, told);
        }
        List<Row> rows = List.copyOf(told);
        List<List<String>> cells = List.copyOf(TRUTH.get(table).keySet());
        LinearProgram program = program(cells, rows);
        for (Set<List<String>> group : suspects(cells, rows)) {
            long count = group.stream()
                    .mapToLong(cell -> TRUTH.get(table).getOrDefault(cell, 0))
                    .sum();
            if (count > 0 && count < 3) {
                assertThat(program.largest(indicator(cells, group, rows.size())))
                        .as("the largest that a group of %d may be", count)
                        .satisfiesAnyOf(
                                largest -> assertThat(largest).isEmpty(),
                                largest -> assertThat(largest.orElseThrow().isLessThan(Fraction.of(3)))
                                        .isFalse());
            }
        }
    }

    private static void ask(Random random, String reader, int table, Set<Row> rows) {
        Chosen chosen = condition(random, random.nextInt(3));
        var columns = new ArrayList<>(COLUMNS);
        Collections.shuffle(columns, random);
        List<String> named = columns.subList(0, random.nextInt(COLUMNS.size() + 1));
        String list = String.join(", ", named);
        String grouping = switch (named.isEmpty() ? 3 : random.nextInt(3)) {
            case 0 -> " group by " + list;
            case 1 -> " group by rollup (" + list + ")";
            case 2 -> " group by cube (" + list + ")";
            default -> "";
        };
        String statement = "select " + list + (named.isEmpty() ? "" : ", ") + "count(*) from people" + table
                + (chosen.sql().isEmpty() ? "" : " where " + chosen.sql()) + grouping;
        Result result;
        try {
            result = Objects.requireNonNull(desk).answer(reader, statement, List.of());
        } catch (Problem refused) {
            assertThat(refused.code()).as(statement).isEqualTo("egress_difference");
            return;
        }
        for (List<Cell> row : result.rows()) {
            Predicate<List<String>> counted = chosen.holds();
            for (int i = 0; i < named.size(); i++) {
                if (row.get(i) instanceof Cell.Text(String value)) {
                    int place = COLUMNS.indexOf(named.get(i));
                    counted = counted.and(person -> person.get(place).equals(value));
                }
            }
            rows.add(new Row(
                    chosen(TRUTH.get(table).keySet(), counted),
                    row.getLast() instanceof Cell.Figure(var number) ? number.longValueExact() : -1));
        }
    }

    private static Chosen condition(Random random, int depth) {
        if (depth == 0) {
            return random.nextInt(3) == 0 ? new Chosen("", _ -> true) : comparison(random);
        }
        Chosen left = comparison(random);
        Chosen right = condition(random, depth - 1);
        if (right.sql().isEmpty()) {
            return left;
        }
        return switch (random.nextInt(3)) {
            case 0 ->
                new Chosen(
                        "(" + left.sql() + " and " + right.sql() + ")",
                        left.holds().and(right.holds()));
            case 1 ->
                new Chosen(
                        "(" + left.sql() + " or " + right.sql() + ")",
                        left.holds().or(right.holds()));
            default -> new Chosen("not " + left.sql(), left.holds().negate());
        };
    }

    private static Chosen comparison(Random random) {
        int place = random.nextInt(COLUMNS.size());
        String value = VALUES.get(place).get(random.nextInt(VALUES.get(place).size()));
        boolean not = random.nextBoolean();
        return new Chosen(
                "(" + COLUMNS.get(place) + (not ? " <> '" : " = '") + value + "')",
                person -> person.get(place).equals(value) != not);
    }

    /** Each person is in one cell; who is named without a count is at least one. */
    private static LinearProgram program(List<List<String>> cells, List<Row> rows) {
        var program = new LinearProgram(cells.size() + rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            long[] equation = new long[cells.size() + rows.size() + 1];
            System.arraycopy(indicator(cells, row.cells(), rows.size()), 0, equation, 0, cells.size());
            boolean told = row.count() >= 0;
            equation[cells.size() + i] = told ? 0 : -1;
            equation[cells.size() + rows.size()] = told ? row.count() : 1;
            program.equation(equation);
        }
        return program;
    }

    private static Set<List<String>> chosen(Collection<List<String>> cells, Predicate<List<String>> group) {
        return cells.stream().filter(group).collect(Collectors.toUnmodifiableSet());
    }

    private static long[] indicator(List<List<String>> cells, Set<List<String>> group, int others) {
        long[] indicator = new long[cells.size() + others];
        for (int i = 0; i < cells.size(); i++) {
            indicator[i] = group.contains(cells.get(i)) ? 1 : 0;
        }
        return indicator;
    }

    /** All cells and their margins, and what is in one row and not in another. */
    private static Set<Set<List<String>>> suspects(List<List<String>> cells, List<Row> rows) {
        var suspects = new LinkedHashSet<Set<List<String>>>();
        for (String town : orAny(VALUES.get(0))) {
            for (String kind : orAny(VALUES.get(1))) {
                for (String sex : orAny(VALUES.get(2))) {
                    List<String> pattern = List.of(town, kind, sex);
                    suspects.add(chosen(
                            cells,
                            person -> IntStream.range(0, pattern.size())
                                    .allMatch(i -> pattern.get(i).isEmpty()
                                            || pattern.get(i).equals(person.get(i)))));
                }
            }
        }
        for (Row one : rows) {
            for (Row other : rows) {
                suspects.add(chosen(one.cells(), cell -> !other.cells().contains(cell)));
            }
        }
        return suspects;
    }

    private static List<String> orAny(List<String> values) {
        return Stream.concat(values.stream(), Stream.of("")).toList();
    }
}
