package tw.qiao.platform.cubes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.cubes.CubeQuery.Slice;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.analytics.cubes.Period;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;

/** Reads views from the parameters of an address, of which none is to be trusted. */
final class ViewReader {
    private static final int MOST_VALUES = 200;
    private static final int LONGEST = 100;
    private static final int MOST_PAGES = 10_000;

    private final Cube cube;
    private final MultiValueMap<String, String> given;

    ViewReader(Cube cube, MultiValueMap<String, String> given) {
        this.cube = cube;
        this.given = given;
    }

    /** What to begin with: the first measure by the first dimension that is none of time. */
    static View first(Cube cube) {
        Dimension dimension = cube.dimensions().stream()
                .filter(one -> one.time().isEmpty())
                .findFirst()
                .orElse(cube.dimensions().getFirst());
        return new View(
                cube,
                List.of(cube.measures().getFirst().name()),
                List.of(new Axis(dimension.name(), dimension.levels().getFirst().name())),
                Optional.empty(),
                List.of(),
                "",
                "",
                Comparison.NONE,
                Set.of(dimension.name()),
                View.Layout.PLAIN);
    }

    /** Whether anything is asked. */
    boolean asks() {
        return given.containsKey("measures") || given.containsKey("rows") || given.containsKey("columns");
    }

    /** The view; a problem {@code cube_…} when a parameter is wrong. */
    View read() {
        List<String> measures = texts("measures");
        measures.forEach(cube::measure);
        List<Axis> rows = texts("rows").stream().map(this::axis).toList();
        List<Axis> columns = texts("columns").stream().map(this::axis).toList();
        if (columns.size() > 1) {
            throw Problem.invalid("cube_query", "One level becomes columns");
        }
        List<String> totals = texts("totals");
        totals.forEach(cube::dimension);
        var parted = new ArrayList<>(rows.stream().map(Axis::dimension).toList());
        columns.forEach(axis -> parted.add(axis.dimension()));
        var view = new View(
                cube,
                measures.isEmpty() ? List.of(cube.measures().getFirst().name()) : measures,
                rows,
                columns.stream().findFirst(),
                slices(),
                text("from"),
                text("to"),
                comparison(),
                Set.copyOf(totals.stream().filter(parted::contains).toList()),
                new View.Layout(
                        number("sort", -1, LONGEST),
                        text("descending").equals("true"),
                        text("filled").equals("true"),
                        Math.max(1, number("page", 1, MOST_PAGES)),
                        snapshot()));
        period(view.from(), view.to());
        return view;
    }

    private List<String> texts(String name) {
        List<String> texts = given.getOrDefault(name, List.of()).stream()
                .flatMap(text -> name.equals("where") ? Stream.of(text) : Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        if (texts.size() > MOST_VALUES
                || texts.stream().anyMatch(text -> text.length() > LONGEST || !Text.isClean(text))) {
            throw Problem.invalid(
                    "cube_query",
                    name + " has at most " + MOST_VALUES + " values of at most " + LONGEST + " visible characters");
        }
        return texts;
    }

    private String text(String name) {
        return texts(name).stream().findFirst().orElse("");
    }

    private int number(String name, int otherwise, int most) {
        String text = text(name);
        try {
            return text.isEmpty() ? otherwise : Math.clamp(Integer.parseInt(text), -1, most);
        } catch (NumberFormatException no) {
            return otherwise;
        }
    }

    private Axis axis(String level) {
        for (Dimension dimension : cube.dimensions()) {
            if (dimension.levels().stream().map(Level::name).anyMatch(level::equals)) {
                return new Axis(dimension.name(), level);
            }
        }
        throw Problem.invalid("cube_level", "The cube " + cube.name() + " has no level of this name");
    }

    private List<Slice> slices() {
        Map<Axis, List<String>> values = new LinkedHashMap<>();
        for (String written : texts("where")) {
            int equals = written.indexOf('=');
            if (equals < 1 || equals == written.length() - 1) {
                throw Problem.invalid("cube_slice", "A filter is written like county=63000");
            }
            Axis axis = axis(written.substring(0, equals));
            String value = written.substring(equals + 1);
            values.computeIfAbsent(axis, _ -> new ArrayList<>()).add(value);
        }
        return values.entrySet().stream()
                .map(entry ->
                        new Slice(entry.getKey().dimension(), entry.getKey().level(), entry.getValue()))
                .toList();
    }

    private Comparison comparison() {
        return switch (text("compare")) {
            case "" -> Comparison.NONE;
            case "BEFORE" -> Comparison.BEFORE;
            case "YEAR_BEFORE" -> Comparison.YEAR_BEFORE;
            default -> throw Problem.invalid("cube_query", "A comparison is BEFORE or YEAR_BEFORE");
        };
    }

    private OptionalLong snapshot() {
        String text = text("at");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        String table = cube.table() + "@";
        try {
            if (text.startsWith(table)) {
                return OptionalLong.of(Long.parseLong(text.substring(table.length())));
            }
        } catch (NumberFormatException no) {
            // said below
        }
        throw Problem.invalid("cube_snapshot", "A state is written like " + table + "123");
    }

    /** From one year or month to another; a problem {@code cube_period} when they are none. */
    static Optional<Period> period(String from, String to) {
        if (from.isEmpty() && to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Period.between(from.isEmpty() ? to : from, to.isEmpty() ? from : to));
    }
}
