package tw.qiao.node.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.message.Faults;

/** A service of a system behind the node, which speaks plain HTTP. Its answers and errors pass as they are. */
public final class UpstreamService implements ProvidedService {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final int LARGEST = 1024 * 1024;

    private final String id;
    private final ServiceDeclaration declaration;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    public UpstreamService(String member, ServiceDeclaration declaration) {
        this.id = member + "/" + declaration.subsystem() + "/" + declaration.code();
        this.declaration = declaration;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> methods() {
        return List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    }

    @Override
    public String pathTemplate() {
        return "";
    }

    @Override
    public Answer answer(ServiceCall call, String contentType, byte[] body) {
        try {
            var response = client.send(
                    request(call, contentType, body), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            return answer(call, response);
        } catch (IOException e) {
            throw Faults.unavailable("service_failed.network_error", "The system behind the service does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.unavailable("service_failed.network_error", "This node is stopping");
        }
    }

    private HttpRequest request(ServiceCall call, String contentType, byte[] body) {
        String query = call.query().canonical();
        var target = URI.create(declaration.upstream() + call.remainder() + (query.isEmpty() ? "" : "?" + query));
        var request = HttpRequest.newBuilder(target)
                .timeout(ANSWER)
                .method(call.method(), BodyPublishers.ofByteArray(body))
                .header("X-Road-Client", call.client())
                .header("X-Road-Service", id)
                .header("X-Road-Id", call.gxId())
                .header("Idempotency-Key", "\"" + call.gxId() + "\"");
        return contentType.isEmpty()
                ? request.build()
                : request.header("Content-Type", contentType).build();
    }

    private static Answer answer(ServiceCall call, HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("content-type").orElse("application/octet-stream");
        var answer = Answer.of(response.statusCode(), type, response.body());
        return call.more().isEmpty() ? answer : answer.about(call.more().getLast(), List.of());
    }

    @Override
    public ObjectNode openApi() {
        ObjectNode document = CanonicalJson.MAPPER.createObjectNode();
        document.put("openapi", "3.0.3");
        document.putObject("info").put("title", declaration.titleZh()).put("version", "1");
        document.putObject("paths");
        return document;
    }
}
