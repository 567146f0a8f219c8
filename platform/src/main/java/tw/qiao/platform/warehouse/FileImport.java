package tw.qiao.platform.warehouse;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;

/**
 * A file that somebody sent to be imported.
 *
 * @param report what the import said, as JSON; empty before
 */
public record FileImport(
        UUID id,
        UUID account,
        String feed,
        String file,
        long bytes,
        State state,
        String report,
        Instant sent,
        @Nullable Instant ended) {

    /** How far it is. */
    public enum State {
        SENT,
        RUNNING,
        DONE,
        FAILED,
        DROPPED
    }

    /** How often something was repaired or set aside. */
    public record Count(String label, long count) {}

    /** A number of the report. */
    public long number(String name) {
        return json().path(name).asLong();
    }

    /** What was repaired or noticed, or why rows were set aside. */
    public List<Count> counts(String name) {
        return json().path(name)
                .valueStream()
                .map(one -> new Count(
                        one.path("label").asString(), one.path("count").asLong()))
                .toList();
    }

    /** Whether the very same file was imported before. */
    public boolean isUnchanged() {
        return json().path("unchanged").asBoolean();
    }

    /** Where the rows that were set aside are explained; empty when there are none. */
    public String quarantine() {
        return json().path("quarantine").asString("");
    }

    /** Why it failed. */
    public String problem() {
        return json().path("problem").path("message").asString("");
    }

    /** The tag that shows the state. */
    public String tone() {
        return switch (state) {
            case SENT, RUNNING -> "waiting";
            case DONE -> quarantine().isEmpty() ? "good" : "warning";
            case FAILED -> "bad";
            case DROPPED -> "plain";
        };
    }

    private JsonNode json() {
        return report.isEmpty() ? CanonicalJson.MAPPER.createObjectNode() : CanonicalJson.MAPPER.readTree(report);
    }
}
