package tw.qiao.node;

import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

/**
 * How a node is watched and kept running, as in its {@code node.json}.
 *
 * @param otlpEndpoint the collector of traces, OTLP over HTTP, for example {@code http://127.0.0.1:4318}; none where
 *     there are no traces
 * @param jsonLogs whether the log of the process is JSON, one object a line; text for people otherwise
 */
public record Operations(Optional<URI> otlpEndpoint, boolean jsonLogs) {
    /** No traces, a log for people. */
    public static final Operations CUSTOMARY = new Operations(Optional.empty(), false);

    static Operations read(JsonNode json) {
        return new Operations(
                json.has("otlpEndpoint")
                        ? Optional.of(address(json.path("otlpEndpoint").stringValue("")))
                        : Optional.empty(),
                isJson(json.path("logFormat").stringValue("text")));
    }

    private static boolean isJson(String format) {
        return switch (format) {
            case "json" -> true;
            case "text" -> false;
            default -> throw invalid("logFormat must be json or text");
        };
    }

    private static URI address(String text) {
        try {
            var address = URI.create(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw invalid("otlpEndpoint must be an http or https address");
        }
        throw invalid("otlpEndpoint must be an http or https address");
    }

    private static Problem invalid(String message) {
        return Problem.of("node_settings_invalid", 500, false, message);
    }
}
