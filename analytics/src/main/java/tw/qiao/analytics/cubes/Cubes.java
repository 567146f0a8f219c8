package tw.qiao.analytics.cubes;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.kernel.Problem;

/** Reads the declarations of cubes, which the product ships as YAML files. */
public final class Cubes {
    /** The cubes that are shipped. */
    public static final List<String> NAMES = List.of(
            "daytime_population",
            "education",
            "income_tax",
            "population",
            "population_by_age",
            "taipei_crime",
            "traffic_accidents",
            "vital_events");

    private Cubes() {}

    /** The cube {@code name}; a problem {@code cube_unknown} that names them all when there is none. */
    public static Cube named(String name) {
        if (!NAMES.contains(name)) {
            throw Problem.invalid(
                    "cube_unknown", "There is no cube " + name + "; there are: " + String.join(", ", NAMES));
        }
        String file = "cubes/" + name + ".yaml";
        InputStream yaml = Cubes.class.getResourceAsStream("/" + file);
        if (yaml == null) {
            throw Problem.notFound("cube_missing", file + " is not shipped");
        }
        Declaration declaration = Declaration.read(file, yaml);
        return read(declaration, Dictionary.table(declaration.text("table")));
    }

    /** Reads a declaration of a cube over {@code table}. */
    public static Cube read(Declaration file, TableDescription table) {
        file.only(
                "cube",
                "version",
                "chinese",
                "english",
                "explanation_chinese",
                "explanation_english",
                "table",
                "filter",
                "dimensions",
                "measures",
                "ratios");
        ColumnType type = timeType(file, table);
        var dimensions = new ArrayList<Dimension>();
        file.parts("dimensions").forEach(part -> dimensions.add(dimension(part, type)));
        var measures = new ArrayList<Measure>();
        file.parts("measures").forEach(part -> measures.add(measure(part)));
        file.parts("ratios").forEach(part -> measures.add(ratio(part)));
        var cube = new Cube(
                file.text("cube"),
                file.number("version"),
                Title.of(file),
                new Title(file.text("explanation_chinese"), file.text("explanation_english")),
                table.name(),
                file.optional("filter"),
                type,
                List.copyOf(dimensions),
                List.copyOf(measures));
        check(file, cube);
        return cube;
    }

    private static ColumnType timeType(Declaration file, TableDescription table) {
        Optional<String> name = file.parts("dimensions").stream()
                .flatMap(part -> part.optional("time").stream())
                .findFirst();
        if (name.isEmpty()) {
            return ColumnType.parse("date");
        }
        return table.columns().stream()
                .filter(column -> column.name().equals(name.get()))
                .map(Column::type)
                .findFirst()
                .orElseThrow(() -> file.problem("time names " + name.get() + ", which is no column"));
    }

    private static Dimension dimension(Declaration part, ColumnType type) {
        part.only("name", "chinese", "english", "time", "spans", "levels");
        Optional<String> time = part.optional("time");
        List<Level> levels = time.isPresent()
                ? part.texts("spans").stream()
                        .map(span -> span(part, part.choice(TimeLevel.class, span), time.get(), type))
                        .toList()
                : part.parts("levels").stream().map(Cubes::level).toList();
        if (levels.isEmpty()) {
            throw part.problem("a dimension has levels, or time and spans");
        }
        return new Dimension(part.text("name"), Title.of(part), time, levels);
    }

    private static Level span(Declaration part, TimeLevel span, String column, ColumnType type) {
        if (type.kind() == ColumnType.Kind.YEAR && span != TimeLevel.YEAR) {
            throw part.problem(column + " holds years, which have the span year only");
        }
        String name = span.name().toLowerCase(Locale.ROOT);
        return new Level(name, span.title(), span.sql(column, type), Map.of(), Optional.of(span), false);
    }

    private static Level level(Declaration part) {
        part.only("name", "chinese", "english", "sql", "codes");
        String name = part.text("name");
        return Level.of(
                name,
                Title.of(part),
                part.optional("sql").orElse(name),
                part.optional("codes").map(CodeList::named));
    }

    private static Measure measure(Declaration part) {
        part.only(
                "name",
                "version",
                "chinese",
                "english",
                "unit",
                "unit_english",
                "type",
                "aggregate",
                "sql",
                "stock",
                "people",
                "parts",
                "counted_by");
        var aggregate = part.choice("aggregate", Measure.Aggregate.class, Measure.Aggregate.SUM);
        String name = part.text("name");
        return measure(
                part,
                new Measure.Sum(
                        aggregate,
                        part.optional("sql").orElse(aggregate == Measure.Aggregate.COUNT ? "1" : name),
                        part.flag("stock"),
                        part.flag("people"),
                        part.texts("parts"),
                        part.optional("counted_by")));
    }

    private static Measure ratio(Declaration part) {
        part.only(
                "name",
                "version",
                "chinese",
                "english",
                "unit",
                "unit_english",
                "type",
                "numerator",
                "denominator",
                "times");
        return measure(part, new Measure.Ratio(part.text("numerator"), part.text("denominator"), part.number("times")));
    }

    private static Measure measure(Declaration part, Measure.Kind kind) {
        ColumnType type = ColumnType.parse(part.text("type"));
        if (type.kind() != ColumnType.Kind.DECIMAL) {
            throw part.problem("a measure is a decimal(p,s), so that its sums are exact, not " + part.text("type"));
        }
        return new Measure(part.text("name"), part.number("version"), Title.of(part), unit(part), type, kind);
    }

    /** Signs such as % are the same in both languages. */
    private static Title unit(Declaration part) {
        return new Title(part.text("unit"), part.optional("unit_english").orElse(part.text("unit")));
    }

    /** Names are there once, and no figure about people goes by the rule for small counts. */
    private static void check(Declaration file, Cube cube) {
        var names = new HashSet<String>();
        cube.measures().forEach(measure -> unique(file, names, measure.name()));
        cube.dimensions().forEach(dimension -> unique(file, names, dimension.name()));
        var parts = new HashSet<String>();
        for (Measure measure : cube.measures()) {
            switch (measure.kind()) {
                case Measure.Ratio ratio -> {
                    sum(file, cube, ratio.numerator());
                    sum(file, cube, ratio.denominator());
                }
                case Measure.Sum sum -> checkSum(file, cube, measure, sum, parts);
            }
        }
    }

    private static void checkSum(Declaration file, Cube cube, Measure measure, Measure.Sum sum, Set<String> parts) {
        for (String part : sum.parts()) {
            if (!sum(file, cube, part).people()
                    || !sum(file, cube, part).parts().isEmpty()) {
                throw file.problem(part + " is a part of " + measure.name() + " and must count people by itself");
            }
            unique(file, parts, part);
        }
        sum.countedBy().ifPresent(count -> {
            if (!sum(file, cube, count).people()) {
                throw file.problem(measure.name() + " is counted by " + count + ", which does not count people");
            }
        });
        boolean additive = sum.aggregate() == Measure.Aggregate.SUM || sum.aggregate() == Measure.Aggregate.COUNT;
        if (cube.isAboutPeople()
                && !(additive && (sum.people() || sum.countedBy().isPresent()))) {
            throw file.problem(measure.name() + " stands beside counts of people, so it is a sum or a count, and says"
                    + " people: true or by which measure it is counted_by");
        }
    }

    private static Measure.Sum sum(Declaration file, Cube cube, String name) {
        if (cube.measure(name).kind() instanceof Measure.Sum sum) {
            return sum;
        }
        throw file.problem(name + " is a ratio; a sum was expected");
    }

    private static void unique(Declaration file, Set<String> names, String name) {
        if (!names.add(name)) {
            throw file.problem(name + " is there twice");
        }
    }
}
