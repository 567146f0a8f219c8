package tw.qiao.platform.exchange;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Talks to the platform's own node over loopback; connections are kept and used again. */
@Component
class NodeClient {
    private static final int LARGEST = 8 * 1024 * 1024;

    private final ExchangeProperties properties;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    NodeClient(ExchangeProperties properties) {
        this.properties = properties;
    }

    /** A response of the node. */
    record Response(int status, String text, Optional<String> error) {
        /** The body as JSON; a missing node when it is none. */
        JsonNode json() {
            try {
                return CanonicalJson.MAPPER.readTree(text);
            } catch (JacksonException unreadable) {
                return CanonicalJson.MAPPER.missingNode();
            }
        }
    }

    /** A request for {@code path}, in the name of the platform. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(properties.node() + path))
                .header("X-Road-Client", properties.client())
                .header("Accept", "application/json")
                .GET();
    }

    /** Sends the request; a {@link Problem} with code {@code exchange_node_…} when there is no whole answer in time. */
    Response send(HttpRequest request) {
        var answer = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            var response = answer.get(properties.patience().toMillis(), TimeUnit.MILLISECONDS);
            return new Response(
                    response.statusCode(),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response.headers().firstValue("X-Road-Error"));
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw Problem.unavailable("exchange_node_slow", "The exchange node does not answer in time", slow);
        } catch (ExecutionException failure) {
            throw Problem.unavailable("exchange_node_away", "The exchange node does not answer", cause(failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw Problem.unavailable("exchange_node_slow", "The wait for the exchange node ended", interrupted);
        }
    }

    private static Throwable cause(ExecutionException failure) {
        return failure.getCause() instanceof IOException broken ? broken : failure;
    }
}
