package tw.qiao.analytics.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.kernel.CanonicalJson;

/** A result as a JSON tree, and back again. */
public final class JsonFormat {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonFormat() {}

    /** The tree of {@link #tree} as bytes, to be kept. */
    public static byte[] bytes(Result result) {
        return EXACT.writeValueAsBytes(tree(result));
    }

    /** The result that {@link #bytes} made, with its exact numbers. */
    public static Result read(byte[] bytes) {
        JsonNode tree = EXACT.readTree(bytes);
        var rows = new ArrayList<List<Cell>>();
        tree.path("rows")
                .forEach(row -> rows.add(row.valueStream().map(JsonFormat::cell).toList()));
        return new Result(
                texts(tree.path("columns")),
                texts(tree.path("types")),
                rows,
                tree.path("truncated").asBoolean(),
                new Provenance(
                        texts(tree.path("provenance").path("tables")),
                        tree.path("provenance").path("statement").asString()));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static Cell cell(JsonNode value) {
        if (value.isNumber()) {
            return new Cell.Figure(value.decimalValue());
        }
        if (value.has("missing")) {
            return new Cell.Missing(
                    Column.Missing.valueOf(value.path("missing").asString().toUpperCase(Locale.ROOT)));
        }
        return value.has("suppressed") ? new Cell.Suppressed() : new Cell.Text(value.asString());
    }

    /**
     * {@code {"columns": […], "types": […], "rows": [[…]], "truncated": …, "provenance": {…}}}; a cell is a number, a
     * text, {@code {"missing": "unknown"}} or {@code {"suppressed": true}}.
     */
    public static ObjectNode tree(Result result) {
        ObjectNode tree = CanonicalJson.MAPPER.createObjectNode();
        result.columns().forEach(tree.putArray("columns")::add);
        result.types().forEach(tree.putArray("types")::add);
        ArrayNode rows = tree.putArray("rows");
        for (var row : result.rows()) {
            ArrayNode cells = rows.addArray();
            row.forEach(cell -> cells.add(json(cell)));
        }
        tree.put("truncated", result.truncated());
        ObjectNode provenance = tree.putObject("provenance");
        result.provenance().tables().forEach(provenance.putArray("tables")::add);
        provenance.put("statement", result.provenance().statement());
        return tree;
    }

    private static JsonNode json(Cell cell) {
        var nodes = CanonicalJson.MAPPER.getNodeFactory();
        return switch (cell) {
            case Cell.Figure(var value) -> nodes.numberNode(value);
            case Cell.Text(String value) -> nodes.stringNode(value);
            case Cell.Missing(var reason) ->
                nodes.objectNode().put("missing", reason.name().toLowerCase(Locale.ROOT));
            case Cell.Suppressed _ -> nodes.objectNode().put("suppressed", true);
        };
    }
}
