package tw.qiao.analytics.feeds;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.recipes.Format;
import tw.qiao.kernel.Problem;

/** Reads the declarations of feeds, which the product ships as YAML files. */
public final class Feeds {
    /** The feeds that are shipped. */
    public static final List<String> NAMES = List.of(
            "daytime-population-h3",
            "education-by-village",
            "income-tax-by-village",
            "population-by-age-2015-05",
            "population-by-village",
            "taipei-crime-points",
            "traffic-accidents-fatal",
            "vital-events-by-village");

    private Feeds() {}

    /** The feed {@code name}; a problem {@code feed_unknown} that names them all when there is none. */
    public static Feed named(String name) {
        if (!NAMES.contains(name)) {
            throw Problem.invalid(
                    "feed_unknown", "There is no feed " + name + "; there are: " + String.join(", ", NAMES));
        }
        String file = "feeds/" + name + ".yaml";
        InputStream yaml = Feeds.class.getResourceAsStream("/" + file);
        if (yaml == null) {
            throw Problem.notFound("feed_missing", file + " is not shipped");
        }
        return read(Declaration.read(file, yaml));
    }

    static Feed read(Declaration file) {
        file.only("feed", "version", "table", "batch", "notes", "layouts", "recipe", "correction", "expect");
        TableDescription table = Dictionary.table(file.text("table"));
        Declaration batch = file.part("batch").orElseThrow(() -> file.problem("batch is missing"));
        batch.only("file", "column");
        return new Feed(
                file.text("feed"),
                file.number("version"),
                table,
                batch.optional("file").map(Pattern::compile),
                batch.optional("column"),
                file.texts("notes"),
                file.parts("layouts").stream().map(part -> layout(part, table)).toList(),
                file.optional("recipe").orElse("select * from rows"),
                file.optional("correction"),
                file.parts("expect").stream().map(Feeds::expectation).toList());
    }

    private static Feed.Expectation expectation(Declaration part) {
        part.only("reason", "sql");
        return new Feed.Expectation(part.text("reason"), part.text("sql"));
    }

    private static Layout layout(Declaration part, TableDescription table) {
        part.only("name", "separator", "list", "ignored", "columns");
        String separator = part.optional("separator").orElse(",");
        if (separator.length() != 1) {
            throw part.problem("separator is one character");
        }
        List<SourceColumn> columns = new ArrayList<>();
        part.parts("columns").forEach(column -> addColumns(column, table, columns));
        return new Layout(
                part.optional("name").orElse(""),
                separator.charAt(0),
                part.optional("list").orElse(""),
                part.texts("ignored"),
                columns);
    }

    /** Adds a column, or one for each number of a range such as ages, which {@code {n}} stands for. */
    private static void addColumns(Declaration part, TableDescription table, List<SourceColumn> columns) {
        part.only("name", "from", "type", "format", "optional", "tai", "missing", "first", "last");
        if (part.optional("first").isEmpty()) {
            columns.add(column(part, table, ""));
            return;
        }
        for (int n = part.number("first"); n <= part.number("last"); n++) {
            columns.add(column(part, table, Integer.toString(n)));
        }
    }

    private static SourceColumn column(Declaration part, TableDescription table, String number) {
        String name = part.text("name").replace("{n}", number);
        Optional<Column> described = table.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
        ColumnType type = part.optional("type")
                .map(ColumnType::parse)
                .or(() -> described.map(Column::type))
                .orElseThrow(() -> part.problem("the table has no column of this name, so it needs a type"));
        Map<String, Column.Missing> missing =
                new LinkedHashMap<>(described.map(Column::missing).orElse(Map.of()));
        part.pairs("missing").forEach((code, why) -> missing.put(code, part.choice(Column.Missing.class, why)));
        return new SourceColumn(
                name,
                type,
                part.choice("format", Format.class, Format.PLAIN),
                part.texts("from").stream()
                        .map(header -> header.replace("{n}", number))
                        .toList(),
                part.flag("optional"),
                part.flag("tai"),
                missing);
    }
}
