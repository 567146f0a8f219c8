package tw.qiao.analytics.proposals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.intake.Content;
import tw.qiao.kernel.CanonicalJson;

/**
 * What a person said about a file, from which a feed of her own is declared. The batch is the file's name up to its
 * first point.
 *
 * @param version counts up with each change, so that files are read again
 * @param missing whether the usual signs for no value stand for none
 */
public record FeedDraft(
        String table,
        int version,
        String chinese,
        String source,
        Content content,
        Lines lines,
        boolean missing,
        List<Field> columns) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /**
     * A column of the file.
     *
     * @param used whether the table has it
     * @param codes the code list whose codes are the only values; empty for none
     */
    public record Field(
            String header,
            boolean used,
            String name,
            String chinese,
            Written written,
            boolean key,
            boolean required,
            PersonalData personal,
            String codes) {}

    /** The declaration as {@code ./qiao warehouse import --feed} reads it. */
    public String yaml() {
        ObjectNode feed = CanonicalJson.MAPPER.createObjectNode();
        feed.put("feed", table).put("version", version);
        describe(feed.putObject("table"));
        feed.putObject("batch").put("file", "^([^.]+)");
        layout(feed.putArray("layouts").addObject());
        var expectations = feed.putArray("expect");
        columns.stream()
                .filter(column -> column.used() && !column.codes().isEmpty())
                .forEach(column -> expectations
                        .addObject()
                        .put("reason", column.chinese() + "不在代碼表 " + column.codes() + " not in the code list")
                        .put("sql", inList(column)));
        return YAML.writeValueAsString(feed);
    }

    private static String inList(Field column) {
        String codes = CodeList.named(column.codes()).codes().stream()
                .map(CodeList.Code::code)
                .distinct()
                .map(Sql::text)
                .collect(Collectors.joining(", "));
        String name = Sql.name(column.name());
        return name + " is null or " + name + "::varchar in (" + codes + ")";
    }

    private void describe(ObjectNode told) {
        told.put("table", table).put("version", version);
        told.put("chinese", chinese).put("english", chinese).put("source", source);
        var list = told.putArray("columns");
        for (Field column : columns) {
            if (column.used()) {
                ObjectNode one = list.addObject();
                one.put("name", column.name()).put("chinese", column.chinese()).put("english", column.name());
                one.put("type", column.written().type());
                one.put("key", column.key()).put("required", column.required());
                one.put("period", column.written().period());
                one.put("personal", column.personal().name().toLowerCase(Locale.ROOT));
                if (!column.codes().isEmpty()) {
                    one.put("codes", column.codes());
                }
            }
        }
    }

    private void layout(ObjectNode told) {
        told.put("separator", String.valueOf(lines.character()));
        told.put("header", Math.max(1, lines.header()));
        optional(told, "sheet", lines.sheet());
        optional(told, "list", lines.list());
        optional(told, "row", lines.row());
        var ignored = told.putArray("ignored");
        columns.stream().filter(column -> !column.used()).forEach(column -> ignored.add(column.header()));
        var list = told.putArray("columns");
        for (Field column : columns) {
            if (column.used()) {
                ObjectNode one = list.addObject();
                one.put("name", column.name());
                one.putArray("from").add(column.header());
                one.put("format", column.written().format().name().toLowerCase(Locale.ROOT));
                if (missing && column.written() != Written.TEXT) {
                    ObjectNode codes = one.putObject("missing");
                    Missing.SIGNS.forEach(codes::put);
                }
            }
        }
    }

    private static void optional(ObjectNode told, String name, String text) {
        if (!text.isEmpty()) {
            told.put(name, text);
        }
    }

    /** The feed; a problem {@code declaration_…} or {@code dictionary_…} where something does not go together. */
    public Feed feed() {
        return Feeds.declared("feed", new ByteArrayInputStream(yaml().getBytes(StandardCharsets.UTF_8)));
    }
}
