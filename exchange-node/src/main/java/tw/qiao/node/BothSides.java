package tw.qiao.node;

import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.listener.Reply;

/**
 * The evidence of an exchange as a node tells it: {@code sides} are the parties' entries with their proofs,
 * {@code missing} the roles whose party has no record ({@code consumer}, or {@code consumer/response} where only that
 * entry lacks), {@code unreachable} the roles whose party could not be asked now, {@code counted} the roles whose party
 * counted its refusal together with others.
 */
final class BothSides {
    private final ObjectNode json = CanonicalJson.MAPPER.createObjectNode();
    private final ArrayNode sides;
    private final ArrayNode missing;
    private final ArrayNode unreachable;
    private final ArrayNode counted;

    BothSides(String gxId) {
        json.put("gx_id", gxId);
        sides = json.putArray("sides");
        missing = json.putArray("missing");
        unreachable = json.putArray("unreachable");
        counted = json.putArray("counted");
    }

    void told(String role, ObjectNode side) {
        sides.add(side);
        if (side.path("entries").size() < 2 && !isRefusal(side)) {
            missing.add(role + "/response");
        }
    }

    void hasNoRecord(String role) {
        missing.add(role);
    }

    void cannotBeAsked(String role) {
        unreachable.add(role);
    }

    /** Its party refused it because of overload, and records such refusals by their number where they are many. */
    void wasCounted(String role) {
        counted.add(role);
    }

    boolean isEmpty() {
        return sides.isEmpty();
    }

    ObjectNode json() {
        return json;
    }

    Reply reply() {
        return Reply.json(200, json.toString());
    }

    private static boolean isRefusal(ObjectNode side) {
        String entry = side.path("entries").path(0).path("entry").stringValue("");
        try {
            JsonNode content = CanonicalJson.MAPPER.readTree(Base64.getDecoder().decode(entry));
            return content.path("kind").stringValue("").equals("refusal");
        } catch (IllegalArgumentException | JacksonException unreadable) {
            return false;
        }
    }
}
