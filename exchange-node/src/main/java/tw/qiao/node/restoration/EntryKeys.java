package tw.qiao.node.restoration;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;

/**
 * The keys under which a node finds its entries, told from the entries themselves: side, kind and exchange. Of several
 * refusals or beginnings of one exchange the first is found, as before.
 */
final class EntryKeys {
    private final Set<String> repeatable = new HashSet<>();

    String keyOf(long index, byte[] content) {
        var entry = read(content);
        String kind = entry.path("kind").stringValue("");
        String gxId = entry.path("gx_id").stringValue("");
        String key = entry.path("side").stringValue("") + "/" + kind + "/" + gxId;
        boolean found = switch (kind) {
            case "request", "response" -> !gxId.isEmpty();
            case "begun", "refusal" -> !gxId.isEmpty() && repeatable.add(key);
            default -> false;
        };
        return found ? key : "restored/" + index;
    }

    private static JsonNode read(byte[] content) {
        try {
            return CanonicalJson.MAPPER.readTree(content);
        } catch (JacksonException unreadable) {
            return CanonicalJson.MAPPER.createObjectNode();
        }
    }
}
