package tw.qiao.analytics.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;

/**
 * What the files of a batch look like.
 *
 * @param columns what files call each column and how they write it
 * @param codes the codes that occur in each column that has a code list
 */
public record Contract(SortedMap<String, Field> columns, SortedMap<String, SortedSet<String>> codes) {

    /**
     * A column of a file.
     *
     * @param type the type and the way in which it is written
     */
    public record Field(String header, String type) {}

    Contract withCodes(SortedMap<String, SortedSet<String>> found) {
        return new Contract(columns, found);
    }

    /** What became different since {@code before}, in both languages. */
    List<String> differences(Contract before) {
        var differences = new ArrayList<String>();
        columns.forEach((name, field) -> {
            Field was = before.columns.get(name);
            if (was == null) {
                differences.add("新增欄位 column added: " + name + " (" + field.header() + ", " + field.type() + ")");
                return;
            }
            if (!was.header().equals(field.header())) {
                differences.add("欄位更名 column renamed: " + name + ": " + was.header() + " → " + field.header());
            }
            if (!was.type().equals(field.type())) {
                differences.add("型別改變 type changed: " + name + ": " + was.type() + " → " + field.type());
            }
        });
        before.columns.forEach((name, field) -> {
            if (!columns.containsKey(name)) {
                differences.add("移除欄位 column removed: " + name + " (" + field.header() + ", " + field.type() + ")");
            }
        });
        codes.forEach((name, now) -> {
            SortedSet<String> was = before.codes.getOrDefault(name, new TreeSet<>());
            String changed = changed("+", now, was) + changed("−", was, now);
            if (!changed.isEmpty()) {
                differences.add("代碼改變 codes changed: " + name + ":" + changed);
            }
        });
        return differences;
    }

    private static String changed(String sign, SortedSet<String> some, SortedSet<String> others) {
        return some.stream()
                .filter(code -> !others.contains(code))
                .map(code -> " " + sign + code)
                .collect(Collectors.joining());
    }

    String json() {
        ObjectNode tree = CanonicalJson.MAPPER.createObjectNode();
        ObjectNode fields = tree.putObject("columns");
        columns.forEach((name, field) ->
                fields.putObject(name).put("header", field.header()).put("type", field.type()));
        ObjectNode lists = tree.putObject("codes");
        codes.forEach((name, list) -> list.forEach(lists.putArray(name)::add));
        return CanonicalJson.MAPPER.writeValueAsString(tree);
    }

    static Contract read(String json) {
        JsonNode tree = CanonicalJson.MAPPER.readTree(json);
        var columns = new TreeMap<String, Field>();
        for (Map.Entry<String, JsonNode> entry : tree.path("columns").properties()) {
            JsonNode field = entry.getValue();
            columns.put(
                    entry.getKey(),
                    new Field(
                            field.path("header").asString(), field.path("type").asString()));
        }
        var codes = new TreeMap<String, SortedSet<String>>();
        for (Map.Entry<String, JsonNode> entry : tree.path("codes").properties()) {
            var list = new TreeSet<String>();
            entry.getValue().forEach(code -> list.add(code.asString()));
            codes.put(entry.getKey(), list);
        }
        return new Contract(columns, codes);
    }
}
