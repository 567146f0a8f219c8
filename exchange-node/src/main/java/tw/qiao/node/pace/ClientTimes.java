package tw.qiao.node.pace;

import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

/**
 * How long a client may take, as in {@code node.json}.
 *
 * @param head for TLS, and then for the whole head of a request from its first octet
 * @param body for a body before its speed counts, and for an answer to be taken
 * @param slowestBody how many octets a second count as coming, and as being taken
 * @param passing how long an answer that is passed on while it comes may take in all
 */
public record ClientTimes(Duration head, Duration body, int slowestBody, Duration passing) {
    /** As nodes do by themselves. */
    public static final ClientTimes CUSTOMARY =
            new ClientTimes(Duration.ofSeconds(10), Duration.ofSeconds(30), 16 * 1024, Duration.ofHours(4));

    /** How long a connection may be silent between requests. */
    public static final Duration IDLE = Duration.ofSeconds(30);

    private static final long SECOND = 1_000_000_000L;

    public ClientTimes {
        if (!head.isPositive() || !body.isPositive() || slowestBody < 1 || !passing.isPositive()) {
            throw Problem.of(
                    "node_settings_invalid",
                    500,
                    false,
                    "headSeconds, bodySeconds, slowestBody and passingSeconds must be at least 1");
        }
    }

    /** Reads what the settings say of it. */
    public static ClientTimes read(JsonNode json) {
        return new ClientTimes(
                Duration.ofSeconds(json.path("headSeconds").longValue(CUSTOMARY.head.toSeconds())),
                Duration.ofSeconds(json.path("bodySeconds").longValue(CUSTOMARY.body.toSeconds())),
                json.path("slowestBody").intValue(CUSTOMARY.slowestBody),
                Duration.ofSeconds(json.path("passingSeconds").longValue(CUSTOMARY.passing.toSeconds())));
    }

    /** How long so many octets may take, in nanoseconds. */
    long forOctets(long count) {
        return count / slowestBody * SECOND + count % slowestBody * SECOND / slowestBody;
    }
}
