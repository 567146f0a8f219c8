package tw.qiao.analytics.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Where the next page begins, and over which snapshots; it holds nothing that its owner could not ask herself. */
record Cursor(Provenance provenance, long offset) {

    static Cursor read(String text) {
        try {
            JsonNode tree = CanonicalJson.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
            List<String> tables = new ArrayList<>();
            tree.path("tables").forEach(table -> tables.add(table.asString()));
            long offset =
                    tree.path("offset").isIntegralNumber() ? tree.path("offset").asLong(-1) : -1;
            if (offset < 0 || !tables.stream().allMatch(table -> table.matches("[a-z0-9_]+@\\d{1,19}"))) {
                throw wrong();
            }
            return new Cursor(new Provenance(tables, tree.path("statement").asString("")), offset);
        } catch (JacksonException | IllegalArgumentException e) {
            throw wrong();
        }
    }

    String text() {
        ObjectNode tree = CanonicalJson.MAPPER.createObjectNode();
        provenance.tables().forEach(tree.putArray("tables")::add);
        tree.put("statement", provenance.statement()).put("offset", offset);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The snapshots of the first page; tables that were empty have none. */
    Map<String, Long> snapshots() {
        var snapshots = new HashMap<String, Long>();
        for (String table : provenance.tables()) {
            int at = table.indexOf('@');
            long snapshot = Long.parseLong(table.substring(at + 1));
            if (snapshot != 0) {
                snapshots.put(table.substring(0, at), snapshot);
            }
        }
        return snapshots;
    }

    /** Makes sure that a page was made from what the first was made from. */
    void check(Provenance page) {
        if (!provenance.statement().equals(page.statement())) {
            throw Problem.invalid("rest_cursor", "The cursor belongs to another statement or other parameters");
        }
        if (!provenance.tables().equals(page.tables())) {
            throw Problem.conflict("rest_cursor", "A table changed since the first page; ask from the beginning");
        }
    }

    private static Problem wrong() {
        return Problem.invalid("rest_cursor", "The cursor is not one of ours; ask from the beginning");
    }
}
