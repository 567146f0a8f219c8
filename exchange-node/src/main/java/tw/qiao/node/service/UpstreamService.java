package tw.qiao.node.service;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.EndToEnd;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.RequestHash;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.SpoolFullException;
import tw.qiao.node.spool.TooLargeException;
import tw.qiao.node.spool.Unread;
import tw.qiao.node.trace.Tracer;

/** A service of a system behind the node, which speaks plain HTTP. Its answers and errors pass as they are. */
public final class UpstreamService implements ProvidedService {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);

    private final String id;
    private final ServiceDeclaration declaration;
    private final URI base;
    private final Locations locations;
    private final Room room;
    private final HttpCalls calls;

    public UpstreamService(String member, ServiceDeclaration declaration, Room room) {
        this.id = member + "/" + declaration.subsystem() + "/" + declaration.code();
        this.declaration = declaration;
        this.room = room;
        this.calls = new HttpCalls(Optional.empty(), CONNECT, ANSWER, room);
        this.base = URI.create(declaration.upstream());
        this.locations = new Locations(base, id);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> methods() {
        return List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
    }

    @Override
    public String pathTemplate() {
        return "";
    }

    @Override
    public long largestBody() {
        return room.largest();
    }

    @Override
    public Answer answer(ServiceCall call, String contentType, Body body) {
        String query = call.query().canonical();
        String target = base.getRawPath() + call.remainder() + (query.isEmpty() ? "" : "?" + query);
        try {
            return answer(
                    call,
                    calls.send(
                            call.method(),
                            base.getScheme() + "://" + base.getRawAuthority(),
                            target.isEmpty() ? "/" : target,
                            fields(call, body),
                            body,
                            patience(call),
                            declaration.passThrough()
                                    ? room.passing((status, head) -> isWorthPassing(status, head)
                                            && call.passing().begins())
                                    : room));
        } catch (SpoolFullException e) {
            throw Unread.SPOOL_FULL.at("server.serverproxy.");
        } catch (TooLargeException e) {
            throw Faults.providerNode("service_failed.body_too_large", "The answer is longer than this node carries");
        } catch (SSLHandshakeException e) {
            throw Faults.unavailable(
                    "service_failed.ssl_authentication_failed",
                    "The system behind the service shows no certificate that is accepted");
        } catch (IOException e) {
            throw Faults.unavailable("service_failed.network_error", "The system behind the service does not answer");
        }
    }

    /** How long the system may take. One that may have done something is waited for even if nobody waits any more. */
    private static Duration patience(ServiceCall call) {
        boolean reads = call.method().equals("GET");
        return reads && call.remaining().compareTo(ANSWER) < 0 ? call.remaining() : ANSWER;
    }

    private static Fields fields(ServiceCall call, Body body) {
        var fields = EndToEnd.forSystem(call.signed());
        Tracer.handOn(fields);
        return fields.add("x-road-request-hash", RequestHash.of(call.signed(), fields, body))
                .add(
                        "gx-remaining-ms",
                        String.valueOf(Math.max(0, call.remaining().toMillis())))
                .add("idempotency-key", "\"" + call.gxId() + "\"");
    }

    /** A small answer is worth keeping for a retry, and one of unknown length may be large. */
    private static boolean isWorthPassing(int status, Fields head) {
        boolean told = status >= 200 && status < 300 && status != 205;
        return told
                && head.single("content-length")
                        .map(length -> Long.parseLong(length) > Body.SMALL)
                        .orElse(true);
    }

    private Answer answer(ServiceCall call, HttpCalls.Answer response) throws IOException {
        String type = response.fields().single("content-type").orElse("application/octet-stream");
        var passing = PassingBody.of(response.body());
        var body = passing.isPresent() ? passing.get().begun() : response.body();
        var answer = Answer.of(response.status(), type, body).with(headers(response.fields()));
        return call.more().isEmpty() ? answer : answer.about(call.more().getLast(), List.of());
    }

    private String headers(Fields fields) {
        try {
            return EndToEnd.ofAnswer(locations.outside(fields)).orElse("");
        } catch (Problem e) {
            throw Faults.providerNode(
                    "service_failed.invalid_response", "The system behind the service sends headers beyond measure");
        }
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
