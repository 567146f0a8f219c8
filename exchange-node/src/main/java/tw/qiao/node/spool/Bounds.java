package tw.qiao.node.spool;

import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Body;

/**
 * How much a node does with large bodies, as in its {@code node.json}; all in octets but the number of files.
 *
 * @param largestBody the longest body that it carries
 * @param largestSpool the most that lies in the spool at a time
 * @param spoolFiles how many bodies lie there at a time
 * @param largestKept the most of large answers that is kept for retries; the oldest go first
 */
public record Bounds(long largestBody, long largestSpool, int spoolFiles, long largestKept) {
    private static final long GIB = 1L << 30;

    /** As nodes do by themselves. */
    public static final Bounds CUSTOMARY = new Bounds(2 * GIB, 8 * GIB, 128, 8 * GIB);

    public Bounds {
        if (largestBody < Body.SMALL || largestSpool < largestBody || spoolFiles < 1 || largestKept < 0) {
            throw Problem.of(
                    "node_settings_invalid",
                    500,
                    false,
                    "largestBody must be at least " + Body.SMALL + ", largestSpool as much, spoolFiles at least 1");
        }
    }

    /** Reads what the settings say of it. */
    public static Bounds read(JsonNode json) {
        return new Bounds(
                json.path("largestBody").longValue(CUSTOMARY.largestBody),
                json.path("largestSpool").longValue(CUSTOMARY.largestSpool),
                json.path("spoolFiles").intValue(CUSTOMARY.spoolFiles),
                json.path("largestKept").longValue(CUSTOMARY.largestKept));
    }
}
