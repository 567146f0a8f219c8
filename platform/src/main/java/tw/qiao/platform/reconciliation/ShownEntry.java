package tw.qiao.platform.reconciliation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An entry as it stands in a log, with its proof.
 *
 * @param side {@code c} or {@code p}
 * @param fields the fields that entries have; of others nothing is shown
 * @param steps how many hashes lead from it to the root
 */
public record ShownEntry(
        String origin,
        String side,
        long place,
        String leaf,
        int steps,
        long size,
        String root,
        Map<String, String> fields) {
    private static final List<String> FIELDS = List.of(
            "kind", "time", "client", "service", "method", "purpose", "basis", "request", "status", "response", "code");
    private static final int LONGEST = 200;

    public ShownEntry {
        fields = new LinkedHashMap<>(fields);
    }

    /** What may be shown of an entry: a node could write anything, and nothing of it may be about a person. */
    static Map<String, String> fields(JsonNode entry) {
        var fields = new LinkedHashMap<String, String>();
        for (String name : FIELDS) {
            JsonNode value = entry.path(name);
            String text = value.isNumber() ? value.toString() : value.stringValue("");
            if (!text.isEmpty()) {
                fields.put(name, isCode(text) ? text : "…");
            }
        }
        return fields;
    }

    private static boolean isCode(String text) {
        return text.length() <= LONGEST
                && text.chars()
                        .allMatch(c -> c > ' ' && c < 127 && (Character.isLetterOrDigit(c) || "-_./:".indexOf(c) >= 0));
    }
}
