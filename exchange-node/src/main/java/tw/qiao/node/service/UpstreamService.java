package tw.qiao.node.service;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.trace.Tracer;

/** A service of a system behind the node, which speaks plain HTTP. Its answers and errors pass as they are. */
public final class UpstreamService implements ProvidedService {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final int LARGEST = 1024 * 1024;

    private final String id;
    private final ServiceDeclaration declaration;
    private final URI base;
    private final HttpCalls calls = new HttpCalls(Optional.empty(), CONNECT, ANSWER, LARGEST);

    public UpstreamService(String member, ServiceDeclaration declaration) {
        this.id = member + "/" + declaration.subsystem() + "/" + declaration.code();
        this.declaration = declaration;
        this.base = URI.create(declaration.upstream());
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
        String query = call.query().canonical();
        String target = base.getRawPath() + call.remainder() + (query.isEmpty() ? "" : "?" + query);
        try {
            return answer(
                    call,
                    calls.send(
                            call.method(),
                            base.getScheme() + "://" + base.getRawAuthority(),
                            target.isEmpty() ? "/" : target,
                            fields(call, contentType),
                            Body.of(body)));
        } catch (IOException e) {
            throw Faults.unavailable("service_failed.network_error", "The system behind the service does not answer");
        }
    }

    private Fields fields(ServiceCall call, String contentType) {
        var fields = new Fields()
                .add("x-road-client", call.client())
                .add("x-road-service", id)
                .add("x-road-id", call.gxId())
                .add("idempotency-key", "\"" + call.gxId() + "\"");
        Tracer.handOn(fields);
        return contentType.isEmpty() ? fields : fields.add("content-type", contentType);
    }

    private static Answer answer(ServiceCall call, HttpCalls.Answer response) {
        String type = response.fields().single("content-type").orElse("application/octet-stream");
        var answer = Answer.of(response.status(), type, response.body().octets());
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
