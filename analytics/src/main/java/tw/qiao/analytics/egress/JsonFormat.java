package tw.qiao.analytics.egress;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;

/** A result as a JSON tree. */
public final class JsonFormat {
    private JsonFormat() {}

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
