package tw.qiao.platform.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.analytics.cubes.Title;
import tw.qiao.platform.alerts.Terms.OfCube;
import tw.qiao.platform.site.Option;
import tw.qiao.platform.site.Page;

/** What a rule may watch of cubes: measures and levels, each named as {@code cube.name}. */
public final class CubeChoices {
    private static final Map<String, Cube> CUBES = Cubes.NAMES.stream()
            .map(Cubes::named)
            .filter(cube -> cube.dimensions().stream()
                    .anyMatch(dimension -> dimension.time().isPresent()))
            .collect(Collectors.toUnmodifiableMap(Cube::name, Function.identity()));

    private CubeChoices() {}

    /** A cube with time; a problem when there is none of this name. */
    static Cube cube(String name) {
        Cube cube = CUBES.get(name);
        return cube == null ? Cubes.named(name) : cube;
    }

    /** All measures to choose from. */
    public static List<Option> measures(Page page) {
        return cubes().flatMap(cube ->
                        cube.measures().stream().map(measure -> option(cube, measure.name(), measure.title(), page)))
                .toList();
    }

    /** The first measure that has figures for each {@code span}, as a form names it. */
    static String firstMeasure(Span span) {
        return cubes().flatMap(cube ->
                        cube.measures().stream().map(measure -> new OfCube(cube.name(), measure.name(), "", List.of())))
                .filter(of -> new CubeFigures(of, span).time().isPresent())
                .map(of -> of.cube() + "." + of.measure())
                .findFirst()
                .orElse("");
    }

    /** All levels to choose from, after none. */
    public static List<Option> levels(Page page) {
        var options = new ArrayList<Option>();
        options.add(new Option("", page.text("alerts.cube.level.none")));
        cubes().forEach(cube -> places(cube)
                .forEach(dimension -> dimension
                        .levels()
                        .forEach(level ->
                                options.add(option(cube, level.name(), titleAmongAll(cube, dimension, level), page)))));
        return options;
    }

    /** The level's title, with that of its dimension where another level of the cube is called the same. */
    private static Title titleAmongAll(Cube cube, Dimension dimension, Level level) {
        boolean unique = places(cube)
                        .flatMap(any -> any.levels().stream())
                        .filter(any ->
                                any.title().chinese().equals(level.title().chinese()))
                        .count()
                == 1;
        return unique
                ? level.title()
                : new Title(
                        level.title().chinese() + "（" + dimension.title().chinese() + "）",
                        level.title().english() + " (" + dimension.title().english() + ")");
    }

    private static Stream<Cube> cubes() {
        return CUBES.keySet().stream().sorted().map(CubeChoices::cube);
    }

    private static Option option(Cube cube, String name, Title title, Page page) {
        return new Option(
                cube.name() + "." + name,
                page.either(cube.title().chinese(), cube.title().english())
                        + page.text("alerts.cube.of")
                        + page.either(title.chinese(), title.english()));
    }

    private static Stream<Dimension> places(Cube cube) {
        return cube.dimensions().stream().filter(dimension -> dimension.time().isEmpty());
    }

    /** A measure that is watched, in words. */
    public static String words(OfCube of, Page page) {
        Cube cube = cube(of.cube());
        return option(cube, of.measure(), cube.measure(of.measure()).title(), page)
                .label();
    }

    /** Where analysts see the figures of a cube that are watched. */
    public static String address(OfCube of, Span span) {
        return new CubeFigures(of, span).address();
    }

    /** What was chosen; empty where the measure is none, or the level is none of its cube. */
    static Optional<OfCube> read(String measure, String level, List<String> members) {
        Optional<Cube> cube = cubes().filter(
                        one -> one.measures().stream().anyMatch(each -> measure.equals(one.name() + "." + each.name())))
                .findFirst();
        return cube.filter(one -> level.isEmpty() || level(one, level).isPresent())
                .map(one -> new OfCube(
                        one.name(),
                        measure.substring(one.name().length() + 1),
                        level.isEmpty() ? "" : level.substring(one.name().length() + 1),
                        members));
    }

    private static Optional<Level> level(Cube cube, String chosen) {
        return places(cube)
                .flatMap(dimension -> dimension.levels().stream())
                .filter(level -> chosen.equals(cube.name() + "." + level.name()))
                .findFirst();
    }

    /** Whether a level has such a value; of levels whose values nobody listed, any text may be one. */
    static boolean isMember(OfCube of, String member) {
        return level(cube(of.cube()), of.cube() + "." + of.level())
                .map(Level::codes)
                .filter(codes -> codes.isEmpty()
                        || codes.containsKey(member)
                        || codes.values().stream()
                                .flatMap(List::stream)
                                .anyMatch(code -> code.chinese().equals(member)
                                        || code.english().equals(member)))
                .isPresent();
    }
}
