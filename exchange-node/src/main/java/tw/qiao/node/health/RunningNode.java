package tw.qiao.node.health;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.operations.Finding;
import tw.qiao.node.settings.NodeSettings;

/** The node itself, asked for its health if it runs. */
final class RunningNode {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private RunningNode() {}

    static Optional<Finding> at(NodeSettings settings) {
        String origin = "http://127.0.0.1:" + settings.consumerPort();
        try (var calls = new HttpCalls(Optional.empty(), PATIENCE, PATIENCE, LARGEST_ANSWER)) {
            var answer = calls.send("GET", origin, "/health", new Fields(), Body.EMPTY);
            var health = CanonicalJson.MAPPER.readTree(answer.body().text());
            return health.path("member").stringValue("").equals(settings.member())
                    ? Optional.of(told(health))
                    : Optional.empty();
        } catch (IOException | JacksonException notThere) {
            return Optional.empty();
        }
    }

    private static Finding told(JsonNode health) {
        long entries = health.path("entries").longValue(0);
        return switch (health.path("state").stringValue("")) {
            case "ok" -> Finding.ok("running", entries);
            case "degraded" -> Finding.degraded("running", "degraded", entries);
            default -> Finding.failing("running", "failing", entries);
        };
    }
}
