package tw.qiao.analytics.feeds;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.kernel.Problem;

/** Reads the declarations of feeds, which the product ships as YAML files. */
public final class Feeds {
    /** The feeds that are shipped. */
    public static final List<String> NAMES = List.of(
            "daytime-population-h3",
            "daytime-population-h3-demographics",
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
        return read(declaration(name));
    }

    /**
     * The feed that {@code file} is for, where files of another table lie in the folder of {@code feed}: one that has
     * its name and more words, and knows the file's name.
     */
    public static Feed forFile(Feed feed, Path file) {
        String name = file.getFileName().toString();
        if (feed.knows(name)) {
            return feed;
        }
        return NAMES.stream()
                .filter(other -> other.startsWith(feed.name() + "-"))
                .map(Feeds::named)
                .filter(other -> other.knows(name))
                .findFirst()
                .orElse(feed);
    }

    static Declaration declaration(String name) {
        if (!NAMES.contains(name)) {
            throw Problem.invalid(
                    "feed_unknown", "There is no feed " + name + "; there are: " + String.join(", ", NAMES));
        }
        String file = "feeds/" + name + ".yaml";
        InputStream yaml = Feeds.class.getResourceAsStream("/" + file);
        if (yaml == null) {
            throw Problem.notFound("feed_missing", file + " is not shipped");
        }
        return Declaration.read(file, yaml);
    }

    /**
     * The feed that the file {@code path} declares, in YAML or as a recipe document; its table is one of the
     * dictionary's, or described in it.
     */
    public static Feed in(Path path) {
        return read(declaration(path));
    }

    static Declaration declaration(Path path) {
        try {
            return Declaration.read(path.toString(), Files.newInputStream(path));
        } catch (IOException e) {
            throw Problem.notFound("feed_missing", "The feed " + path + " cannot be read 無法讀取 feed 檔案");
        }
    }

    /** The feed that {@code yaml} declares, which messages call {@code name}. */
    public static Feed declared(String name, InputStream yaml) {
        return read(Declaration.read(name, yaml));
    }

    static Feed read(Declaration file) {
        return RecipeDocument.isOne(file) ? read(RecipeDocument.declared(file)) : declared(file);
    }

    private static Feed declared(Declaration file) {
        file.only(
                "feed",
                "version",
                "table",
                "batch",
                "fetch",
                "notes",
                "totals",
                "characters",
                "layouts",
                "recipe",
                "correction",
                "expect");
        boolean own = file.isPart("table");
        Declaration described = own ? file.part("table").orElseThrow() : Dictionary.declaration(file.text("table"));
        TableDescription table = own ? Dictionary.own(described) : Dictionary.table(file.text("table"));
        Declaration batch = file.part("batch").orElseThrow(() -> file.problem("batch is missing"));
        batch.only("file", "column");
        return new Feed(
                file.text("feed"),
                file.number("version"),
                table,
                batch.optional("file").map(Pattern::compile),
                batch.optional("column"),
                file.part("fetch").map(Fetch::read).orElse(Fetch.NOTHING),
                file.texts("notes"),
                totals(file),
                characters(file),
                file.parts("layouts").stream()
                        .map(part -> LayoutDeclaration.read(part, table))
                        .toList(),
                file.optional("recipe").orElse("select * from rows"),
                file.optional("correction"),
                file.parts("expect").stream().map(Feeds::expectation).toList(),
                RecipeDocument.digest(file, described));
    }

    private static List<String> totals(Declaration file) {
        List<String> totals = file.texts("totals");
        if (totals.contains("")) {
            throw file.problem("a word for totals is not empty");
        }
        return totals;
    }

    private static Map<Character, String> characters(Declaration file) {
        var characters = new HashMap<Character, String>();
        file.pairs("characters").forEach((from, to) -> {
            if (from.length() != 1) {
                throw file.problem("characters maps single private characters, not " + from);
            }
            characters.put(from.charAt(0), to);
        });
        return characters;
    }

    private static Feed.Expectation expectation(Declaration part) {
        part.only("reason", "sql");
        return new Feed.Expectation(part.text("reason"), part.text("sql"));
    }
}
