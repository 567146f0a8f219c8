package tw.qiao.platform.warehouse;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;

/**
 * What an import or a check said.
 *
 * @param json empty when it said nothing yet
 */
public record Outcome(String json) {
    /** How often something was repaired or set aside. */
    public record Count(String label, long count) {}

    /** Whether it said anything. */
    public boolean isThere() {
        return !json.isEmpty();
    }

    /** A number of the report. */
    public long number(String name) {
        return tree().path(name).asLong();
    }

    /** What was repaired or noticed, or why rows were set aside. */
    public List<Count> counts(String name) {
        return tree().path(name)
                .valueStream()
                .map(one -> new Count(
                        one.path("label").asString(), one.path("count").asLong()))
                .toList();
    }

    /** Whether the very same file was imported before. */
    public boolean isUnchanged() {
        return tree().path("unchanged").asBoolean();
    }

    /** Where the rows that were set aside are explained; empty when there are none. */
    public String quarantine() {
        return tree().path("quarantine").asString("");
    }

    /** Why it failed; empty when it did not. */
    public String problem() {
        return tree().path("problem").path("message").asString("");
    }

    /** By which code it failed; empty when it did not. */
    public String code() {
        return tree().path("problem").path("code").asString("");
    }

    /** Whether there is something to undo. */
    public boolean isUndoable() {
        return !undo().path("after").isEmpty();
    }

    /** What undoes the import. */
    JsonNode undo() {
        return tree().path("undo");
    }

    private JsonNode tree() {
        return json.isEmpty() ? CanonicalJson.MAPPER.createObjectNode() : CanonicalJson.MAPPER.readTree(json);
    }
}
