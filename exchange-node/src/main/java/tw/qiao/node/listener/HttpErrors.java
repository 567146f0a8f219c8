package tw.qiao.node.listener;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Fields;
import tw.qiao.node.settings.NodeSettings;

/**
 * What the node says where a request is no HTTP, is too large, or fails inside: errors like all others, in the form
 * that a system asks for.
 */
public final class HttpErrors implements DirectHandler {
    private static final int INTERNAL = 500;

    private final Optional<ErrorForms> forms;

    private HttpErrors(Optional<ErrorForms> forms) {
        this.forms = forms;
    }

    /** To the member's own systems, in the forms that they ask for. */
    public static HttpErrors toSystems(NodeSettings settings) {
        return new HttpErrors(
                Optional.of(new ErrorForms(settings.options().compatibility().errorCodes())));
    }

    /** To other nodes, which know one form. */
    public static HttpErrors toNodes() {
        return new HttpErrors(Optional.empty());
    }

    /** Says these for everything that the server refuses by itself. */
    public void addTo(DirectHandlers.Builder handlers) {
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, this);
        }
    }

    /** The reply to a request that did not get far. */
    Reply reply(Problem problem, ServerRequestHeaders asked) {
        var reply = Reply.error(problem, "").with("x-road-error", problem.code());
        var accepted = new Fields();
        if (asked.contains(HeaderNames.ACCEPT)) {
            asked.get(HeaderNames.ACCEPT).allValues().forEach(value -> accepted.add("accept", value));
        }
        return forms.map(known -> known.shaped(reply, accepted)).orElse(reply);
    }

    /** What a status of the server means in the exchange. */
    static Problem problem(int status) {
        return switch (status) {
            case INTERNAL -> internal();
            default ->
                Problem.of("client.invalid_request", status, false, "The request is not HTTP as the node reads it");
        };
    }

    static Problem internal() {
        return Problem.of("server.internal_error", INTERNAL, true, "The node failed; its log says why");
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var reply = reply(problem(status.code()), request.headers());
        for (String name : reply.head().fields().names()) {
            headers.set(
                    HeaderNames.create(name), reply.head().fields().all(name).toArray(String[]::new));
        }
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(type.keepAlive())
                .entity(reply.body().octets())
                .build();
    }
}
