package tw.qiao.platform.cubes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import tw.qiao.analytics.cubes.Coverage;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.cubes.CubeQuery.Slice;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.analytics.cubes.Period;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.RocDate;
import tw.qiao.kernel.Text;

/** Reads views from the parameters of an address, of which none is to be trusted. */
final class ViewReader {
    private static final int MOST_VALUES = 200;
    private static final int LONGEST = 100;
    private static final int MOST_PAGES = 10_000;

    private final Cube cube;
    private final MultiValueMap<String, String> given;
    private final List<Mistake> mistakes = new ArrayList<>();

    ViewReader(Cube cube, MultiValueMap<String, String> given) {
        this.cube = cube;
        this.given = given;
    }

    /**
     * A parameter that cannot be read.
     *
     * @param field of the form where it is entered
     * @param kind what is wrong with it
     * @param written what stands there
     */
    record Mistake(String field, String kind, String written, Problem problem) {}

    /**
     * What to begin with: the first measure by the first dimension that is none of time, in the newest whole year that
     * there is.
     */
    static View first(Cube cube, Coverage coverage) {
        Dimension dimension = cube.dimensions().stream()
                .filter(one -> one.time().isEmpty())
                .findFirst()
                .orElse(cube.dimensions().getFirst());
        String year = coverage.newestWholeYear().map(String::valueOf).orElse("");
        return new View(
                cube,
                List.of(cube.measures().getFirst().name()),
                List.of(new Axis(dimension.name(), dimension.levels().getFirst().name())),
                Optional.empty(),
                List.of(),
                year,
                year,
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
        View view = readable();
        if (!mistakes.isEmpty()) {
            throw mistakes.getFirst().problem();
        }
        return view;
    }

    /** What went wrong so far. */
    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** As much of the view as can be read; {@link #mistakes} has the rest. Times that are none stay as they are. */
    View readable() {
        List<String> measures = known("measures", "measures", cube::measure);
        List<Axis> rows = axes("rows", "rows0");
        List<Axis> columns = axes("columns", "columns");
        if (columns.size() > 1) {
            mistakes.add(mistake("columns", "columns", "", "cube_query", "One level becomes columns"));
        }
        List<String> totals = known("totals", "totals", cube::dimension);
        var parted = new ArrayList<>(rows.stream().map(Axis::dimension).toList());
        columns.forEach(axis -> parted.add(axis.dimension()));
        String from = time("from");
        String to = time("to");
        checkOrder(from, to);
        return new View(
                cube,
                measures.isEmpty() ? List.of(cube.measures().getFirst().name()) : measures,
                rows,
                columns.stream().findFirst(),
                slices(),
                or(from, to),
                or(to, from),
                comparison(),
                Set.copyOf(totals.stream().filter(parted::contains).toList()),
                new View.Layout(
                        number("sort", -1, LONGEST),
                        text("descending").equals("true"),
                        text("filled").equals("true"),
                        Math.max(1, number("page", 1, MOST_PAGES)),
                        snapshot()));
    }

    private static Mistake mistake(String field, String kind, String written, String code, String message) {
        return new Mistake(field, kind, written, Problem.invalid(code, message));
    }

    private <T> Optional<T> tried(String field, String kind, String written, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (Problem wrong) {
            mistakes.add(new Mistake(field, kind, written, wrong));
            return Optional.empty();
        }
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
            mistakes.add(mistake(
                    name.equals("where") ? "find" : "cube-form",
                    "long",
                    "",
                    "cube_query",
                    name + " has at most " + MOST_VALUES + " values of at most " + LONGEST + " visible characters"));
            return List.of();
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

    /** Those names that the cube has. */
    private List<String> known(String name, String field, Function<String, ?> named) {
        return texts(name).stream()
                .filter(text ->
                        tried(field, name, text, () -> named.apply(text)).isPresent())
                .toList();
    }

    private List<Axis> axes(String name, String field) {
        return texts(name).stream()
                .flatMap(level -> tried(field, "level", level, () -> axis(level)).stream())
                .toList();
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
            tried("find", "where", written, () -> {
                int equals = written.indexOf('=');
                if (equals < 1 || equals == written.length() - 1) {
                    throw Problem.invalid("cube_slice", "A filter is written like county=63000");
                }
                Axis axis = axis(written.substring(0, equals));
                return values.computeIfAbsent(axis, _ -> new ArrayList<>()).add(written.substring(equals + 1));
            });
        }
        return values.entrySet().stream()
                .map(entry ->
                        new Slice(entry.getKey().dimension(), entry.getKey().level(), entry.getValue()))
                .toList();
    }

    private Comparison comparison() {
        String written = text("compare");
        return switch (written) {
            case "" -> Comparison.NONE;
            case "BEFORE" -> Comparison.BEFORE;
            case "YEAR_BEFORE" -> Comparison.YEAR_BEFORE;
            default -> {
                mistakes.add(
                        mistake("compare", "compare", written, "cube_query", "A comparison is BEFORE or YEAR_BEFORE"));
                yield Comparison.NONE;
            }
        };
    }

    /** A year or a month with a Western year, however it was written. */
    private String time(String name) {
        String written = text(name);
        Optional<String> western = RocDate.western(written);
        if (western.isEmpty() && !written.isEmpty()) {
            mistakes.add(mistake(
                    name,
                    "time",
                    written,
                    "cube_period",
                    "A year or a month like 2014 or 2014-04 was expected, not " + written));
        }
        return western.orElse(written);
    }

    /** One end of the time alone is both. */
    private static String or(String end, String other) {
        return end.isEmpty() && RocDate.western(other).isPresent() ? other : end;
    }

    private void checkOrder(String from, String to) {
        if (RocDate.western(from).isPresent() && RocDate.western(to).isPresent()) {
            tried("to", "order", to, () -> Period.between(from, to));
        }
    }

    private OptionalLong snapshot() {
        String text = text("at");
        String table = cube.table() + "@";
        try {
            if (text.startsWith(table)) {
                return OptionalLong.of(Long.parseLong(text.substring(table.length())));
            }
        } catch (NumberFormatException no) {
            // said below
        }
        if (!text.isEmpty()) {
            mistakes.add(mistake("cube-form", "at", text, "cube_snapshot", "A state is written like " + table + "123"));
        }
        return OptionalLong.empty();
    }
}
