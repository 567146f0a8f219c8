package tw.qiao.analytics.egress;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.cubes.CubeWarehouse;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Period;

/** Somebody reads an answer of a cube as it was printed, and computes all that can be computed from it. */
class CubeDisclosureTest {
    private static final int SERIES = 120;
    private static final List<String> FAMILY = List.of("people", "men", "women");

    private static @Nullable CubeWarehouse warehouse;

    @BeforeContainer
    static void open() throws IOException {
        warehouse = new CubeWarehouse(Files.createTempDirectory("cubes"));
        var random = new Random(42);
        var rows = new ArrayList<String>();
        for (int series = 0; series < SERIES; series++) {
            int most = 2 + random.nextInt(9);
            for (int month = 0; month < 3; month++) {
                for (int county = 0; county < 2; county++) {
                    for (int township = 0; township < 3; township++) {
                        for (String kind : List.of("x", "y", "z")) {
                            if (random.nextInt(4) > 0) {
                                rows.add("('s%d', '2020-0%d-01', 'c%d', 't%d', '%s', %d, %d, 1)"
                                        .formatted(
                                                series,
                                                month + 1,
                                                county,
                                                township,
                                                kind,
                                                random.nextInt(2) * random.nextInt(most),
                                                random.nextInt(2) * random.nextInt(most)));
                            }
                        }
                    }
                }
            }
        }
        warehouse.add(String.join(",", rows));
    }

    @AfterContainer
    static void close() {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    /** How a question was asked, as the reader knows it too. */
    private record Asked(CubeQuery query, List<Part> parts, boolean pivot, boolean csv) {}

    /** A dimension of the answer. */
    private record Part(String dimension, String level, int width, boolean totals) {}

    @Property(tries = 150)
    void nobodyComputesACountThatIsNotTold(@ForAll long seed, @ForAll @IntRange(max = SERIES - 1) int series) {
        var random = new Random(seed);
        Asked asked = question(random, series);
        Grid grid = print(asked);
        if (!asked.pivot()) {
            // the largest rows alone tell nothing that is not in the whole
            var largest = asked.query().top(4, new CubeQuery.Sort("people", true));
            var cut = print(new Asked(largest, asked.parts(), false, asked.csv()));
            assertThat(grid.rows()).containsAll(cut.rows());
        }
        Map<String, Map<String, Map<Place, OptionalLong>>> tables = new HashMap<>();
        Map<String, Map<String, Set<Place>>> untold = new HashMap<>();
        for (Spot spot : spots(asked, grid)) {
            read(asked, spot, tables, untold);
        }
        tables.forEach((table, measures) -> attack(table, measures, untold.getOrDefault(table, Map.of())));
    }

    private static Asked question(Random random, int series) {
        var all = new ArrayList<>(List.of("place", "kind", "time"));
        Collections.shuffle(all, random);
        List<String> dimensions = all.subList(0, 1 + random.nextInt(3));
        var measures = new ArrayList<>(FAMILY.subList(0, 1 + random.nextInt(3)));
        boolean single = measures.size() == 1;
        if (measures.size() > 1 && random.nextBoolean()) {
            measures.add("share");
        }
        boolean compare = dimensions.contains("time") && random.nextInt(3) == 0;
        boolean pivot = dimensions.size() > 1 && random.nextInt(3) == 0;
        var query = CubeQuery.of(measures.toArray(String[]::new)).slice("series", "series", "s" + series);
        var parts = new ArrayList<Part>();
        var totals = new ArrayList<String>();
        for (int i = 0; i < dimensions.size(); i++) {
            String dimension = dimensions.get(i);
            boolean township = dimension.equals("place") && random.nextInt(3) > 0;
            String level = switch (dimension) {
                case "place" -> township ? "township" : "county";
                case "time" -> "month";
                default -> dimension;
            };
            boolean total =
                    random.nextInt(3) > 0 && totals.size() < (single ? 2 : 1) && !(compare && dimension.equals("time"));
            if (total) {
                totals.add(dimension);
            }
            parts.add(new Part(dimension, level, township ? 2 : 1, total));
            query = pivot && i == dimensions.size() - 1 ? query.across(dimension, level) : query.by(dimension, level);
        }
        if (compare) {
            query = query.comparedWith(Comparison.BEFORE).during(Period.between("2020-02", "2020-12"));
        }
        return new Asked(query.totalling(totals.toArray(String[]::new)), parts, pivot, random.nextBoolean());
    }

    /** An answer as it is printed: empty where nothing is, a star where something is not told. */
    private record Grid(List<String> header, List<List<String>> rows) {}

    private static Grid print(Asked asked) {
        Result result = Objects.requireNonNull(warehouse)
                .desk()
                .answer(CubeWarehouse.cube(), asked.query(), Language.ENGLISH)
                .result();
        if (!asked.csv()) {
            JsonNode tree = JsonFormat.tree(result);
            var rows = new ArrayList<List<String>>();
            for (JsonNode row : tree.path("rows")) {
                var cells = new ArrayList<String>();
                row.forEach(cell -> cells.add(
                        cell.has("missing") ? "" : cell.has("suppressed") ? "*" : cell.asString(cell.toString())));
                rows.add(cells);
            }
            return new Grid(result.columns(), rows);
        }
        var out = new StringWriter();
        try {
            CsvFormat.write(result, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<List<String>> lines = CsvReader.builder().ofCsvRecord(out.toString()).stream()
                .map(line -> line.getFields())
                .toList();
        return new Grid(lines.getFirst(), lines.subList(1, lines.size()));
    }

    /** The figures of one place by the names of their columns, with the keys of all dimensions. */
    private record Spot(List<List<String>> keys, Map<String, String> figures) {}

    private static List<Spot> spots(Asked asked, Grid grid) {
        List<String> measures = asked.query().measures();
        boolean plain = measures.size() == 1 && asked.query().comparison() == Comparison.NONE;
        // English names stand for codes that no list knows, so counties have a code and a name
        List<Part> rowParts =
                asked.pivot() ? asked.parts().subList(0, asked.parts().size() - 1) : asked.parts();
        var spots = new ArrayList<Spot>();
        for (List<String> row : grid.rows()) {
            var keys = new ArrayList<List<String>>();
            int column = 0;
            for (Part part : rowParts) {
                var key = new ArrayList<String>();
                for (int level = 0; level < part.width(); level++) {
                    column += grid.header().get(column).endsWith("_code") ? 1 : 0;
                    key.add(row.get(column++));
                }
                keys.add(key);
            }
            var groups = new HashMap<String, Map<String, String>>();
            for (; column < row.size(); column++) {
                String name = grid.header().get(column);
                int end = plain ? name.length() : name.lastIndexOf(' ');
                String group = asked.pivot() ? name.substring(0, end) : "";
                String figure =
                        asked.pivot() && plain ? measures.getFirst() : name.substring(end < 0 || plain ? 0 : end + 1);
                groups.computeIfAbsent(group, _ -> new HashMap<>()).put(figure, row.get(column));
            }
            groups.forEach((group, figures) -> {
                var whole = new ArrayList<>(keys);
                if (asked.pivot()) {
                    Part last = asked.parts().getLast();
                    List<String> names = List.of(group.split(" ", -1));
                    whole.add(names.size() == last.width() ? names : List.of(group, group));
                }
                spots.add(new Spot(whole, figures));
            });
        }
        return spots;
    }

    private static void read(
            Asked asked,
            Spot spot,
            Map<String, Map<String, Map<Place, OptionalLong>>> tables,
            Map<String, Map<String, Set<Place>>> untold) {
        checkDerived(spot.figures());
        for (String measure : FAMILY) {
            String now = spot.figures().get(measure);
            if (now != null) {
                put(asked, spot.keys(), measure, now, tables, untold);
            }
            String before = spot.figures().get(measure + "_before");
            if (before != null && !before.isEmpty()) {
                put(asked, earlier(asked, spot.keys()), measure, before, tables, untold);
            }
        }
    }

    /** What is computed of a figure is told only where the figure is. */
    private static void checkDerived(Map<String, String> figures) {
        for (String measure : FAMILY) {
            if ("*".equals(figures.get(measure)) || "*".equals(figures.get(measure + "_before"))) {
                assertThat(figures.getOrDefault(measure + "_change", "*")).isEqualTo("*");
                assertThat(figures.getOrDefault(measure + "_change_percent", "*"))
                        .isEqualTo("*");
            }
        }
        if ("*".equals(figures.get("people")) || "*".equals(figures.get("men"))) {
            assertThat(figures.getOrDefault("share", "*")).isEqualTo("*");
        }
    }

    private static List<List<String>> earlier(Asked asked, List<List<String>> keys) {
        var earlier = new ArrayList<>(keys);
        for (int i = 0; i < keys.size(); i++) {
            if (asked.parts().get(i).dimension().equals("time")) {
                String month = keys.get(i).getFirst();
                earlier.set(i, List.of(YearMonth.parse(month).minusMonths(1).toString()));
            }
        }
        return earlier;
    }

    private static void put(
            Asked asked,
            List<List<String>> keys,
            String measure,
            String figure,
            Map<String, Map<String, Map<Place, OptionalLong>>> tables,
            Map<String, Map<String, Set<Place>>> untold) {
        var table = new ArrayList<String>();
        List<String> area = List.of();
        String category = "";
        boolean summed = false;
        for (int i = 0; i < keys.size(); i++) {
            Part part = asked.parts().get(i);
            List<String> told =
                    keys.get(i).stream().filter(key -> !key.equals("Total")).toList();
            if (!part.totals()) {
                table.add(String.join("/", keys.get(i)));
            } else if (!summed) {
                area = told;
                summed = true;
            } else {
                category = told.isEmpty() ? Place.ALL : String.join("/", told);
            }
        }
        String name = String.join("|", table);
        var place = new Place(area, category);
        boolean hidden = figure.equals("*");
        OptionalLong count =
                hidden || figure.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(figure));
        var counts = tables.computeIfAbsent(name, _ -> new HashMap<>()).computeIfAbsent(measure, _ -> new HashMap<>());
        var secret = untold.computeIfAbsent(name, _ -> new HashMap<>()).computeIfAbsent(measure, _ -> new HashSet<>());
        if (counts.containsKey(place)) {
            assertThat(secret.contains(place))
                    .as("told here and not there: %s of %s", place, measure)
                    .isEqualTo(hidden);
        }
        counts.put(place, count);
        if (hidden) {
            secret.add(place);
        }
    }

    private static void attack(
            String table, Map<String, Map<Place, OptionalLong>> measures, Map<String, Set<Place>> untold) {
        if (measures.keySet().containsAll(FAMILY)) {
            var counts = new HashMap<Place, OptionalLong>();
            var secret = new HashSet<Place>();
            for (String measure : FAMILY) {
                measures.getOrDefault(measure, Map.of()).forEach((place, count) -> {
                    var whole = new Place(place.area(), measure.equals("people") ? Place.ALL : measure);
                    counts.put(whole, count);
                    if (untold.getOrDefault(measure, Set.of()).contains(place)) {
                        secret.add(whole);
                    }
                });
            }
            attack(table, counts, secret);
            return;
        }
        measures.forEach(
                (measure, counts) -> attack(table + " " + measure, counts, untold.getOrDefault(measure, Set.of())));
        if (measures.containsKey("men") && measures.containsKey("people")) {
            measures.getOrDefault("men", Map.of()).forEach((place, men) -> {
                OptionalLong people =
                        measures.getOrDefault("people", Map.of()).getOrDefault(place, OptionalLong.empty());
                if (men.isPresent() && people.isPresent()) {
                    assertThat(people.getAsLong() - men.getAsLong())
                            .as("women, who were not asked for")
                            .isNotIn(1L, 2L);
                }
            });
        }
    }

    private static void attack(String table, Map<Place, OptionalLong> counts, Set<Place> untold) {
        counts.forEach((place, count) ->
                assertThat(count.orElse(0)).as("%s of %s", place, table).isNotIn(1L, 2L));
        var attacker = new Attacker(counts, untold);
        for (Place place : untold) {
            Fraction smallest = attacker.smallest(place);
            attacker.largest(place)
                    .ifPresent(largest -> assertThat(
                                    largest.plus(smallest.negated()).isLessThan(Fraction.of(3)))
                            .as(
                                    "%s between %s and %s of %s: %s",
                                    place,
                                    smallest,
                                    largest,
                                    table,
                                    counts.keySet().stream()
                                            .map(Place::toString)
                                            .collect(Collectors.joining()))
                            .isFalse());
        }
    }
}
