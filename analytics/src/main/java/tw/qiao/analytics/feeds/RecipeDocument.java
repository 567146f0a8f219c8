package tw.qiao.analytics.feeds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;

/**
 * The cleaning recipe (清理配方) of a feed as one document: its version and digest, its steps in words, and the declaration
 * by which another warehouse does the same. Who changes the declaration takes the digest out, or the document is
 * refused; the steps in words follow from the declaration and are never read.
 */
public final class RecipeDocument {
    private static final String MARK = "qiao_recipe";
    private static final int FORM = 1;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.LITERAL_BLOCK_STYLE)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private final ObjectNode content;

    private RecipeDocument(ObjectNode content) {
        this.content = content;
    }

    /** That of a shipped feed; a problem {@code feed_unknown} when there is none of this name. */
    public static RecipeDocument named(String feed) {
        return of(Feeds.declaration(feed));
    }

    /** That of the feed, or the recipe document, in {@code path}. */
    public static RecipeDocument in(Path path) {
        Declaration file = Feeds.declaration(path);
        return of(isOne(file) ? declared(file) : file);
    }

    private static RecipeDocument of(Declaration declared) {
        Feed feed = Feeds.read(declared);
        ObjectNode content = CanonicalJson.MAPPER.createObjectNode();
        content.put(MARK, FORM);
        content.put("feed", feed.name()).put("version", feed.version()).put("digest", feed.digest());
        content.putObject("table")
                .put("name", feed.table().name())
                .put("version", feed.table().version())
                .put("chinese", feed.table().chinese())
                .put("english", feed.table().english());
        content.set("steps", RecipeSteps.of(feed));
        content.set("declaration", declared.content());
        return new RecipeDocument(content);
    }

    static boolean isOne(Declaration file) {
        return file.optional(MARK).isPresent();
    }

    /** The feed's declaration in a document, whose digest must be right where it has one. */
    static Declaration declared(Declaration document) {
        document.only(MARK, "feed", "version", "digest", "table", "steps", "declaration");
        if (document.number(MARK) != FORM) {
            throw document.problem("it is a recipe of form " + document.number(MARK) + ", and form " + FORM
                    + " is known here 不支援的配方文件格式版本");
        }
        Declaration declared = document.part("declaration")
                .orElseThrow(() -> document.problem("declaration is missing 缺少 declaration"));
        Optional<String> stated = document.optional("digest");
        String digest = Feeds.read(declared).digest();
        if (stated.isPresent() && !stated.get().equals(digest)) {
            throw Problem.invalid(
                    "recipe_digest",
                    "The recipe says " + stated.get() + ", but its declaration and the table's description give "
                            + digest + "; it was changed on its way, or this dictionary is another. If the change is"
                            + " yours, write the new digest or none. 配方摘要不符：內容於傳遞中被更改，或資料字典版本不同；"
                            + "如係自行修改，請更新或刪除 digest。");
        }
        return declared;
    }

    /** The digest of a declaration, whose table is described by {@code table}. */
    static String digest(Declaration declared, Declaration table) {
        var all = new TreeMap<String, Object>();
        declared.content().properties().forEach(entry -> all.put(entry.getKey(), texts(entry.getValue())));
        all.put("table", texts(table.content()));
        return "sha256:" + HexFormat.of().formatHex(Sha256.of(CanonicalJson.bytes(all)));
    }

    /** A tree with all values as texts, because declarations read {@code 5} and {@code '5'} the same way. */
    private static Object texts(JsonNode node) {
        if (node.isObject()) {
            var parts = new TreeMap<String, Object>();
            node.properties().forEach(entry -> parts.put(entry.getKey(), texts(entry.getValue())));
            return parts;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(texts(element)));
            return elements;
        }
        return node.asString("");
    }

    /** The SHA-256 of all that decides what comes out, as {@code sha256:…}. */
    public String digest() {
        return content.path("digest").asString();
    }

    /** The document as YAML, or as JSON. */
    public String text(boolean yaml) {
        return yaml
                ? YAML.writeValueAsString(content)
                : CanonicalJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
    }

    /** All that it says. */
    public JsonNode content() {
        return content.deepCopy();
    }
}
