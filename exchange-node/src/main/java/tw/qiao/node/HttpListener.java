package tw.qiao.node;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;

/** Hands the raw parts of each HTTP request on, and writes the reply. */
final class HttpListener {
    private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());

    // By the certificates of living connections, so that each is looked at once.
    private static final Map<X509Certificate, String> KEY_IDS = Collections.synchronizedMap(new WeakHashMap<>());

    private final Function<Incoming, Reply> front;
    private final HttpErrors errors;

    HttpListener(Function<Incoming, Reply> front, HttpErrors errors) {
        this.front = front;
        this.errors = errors;
    }

    /** How it says that a request did not get far. */
    HttpErrors errors() {
        return errors;
    }

    void handle(ServerRequest request, ServerResponse response) {
        Reply reply;
        boolean closes = asksToClose(request.headers());
        try {
            reply = front.apply(incoming(request));
        } catch (Problem problem) {
            reply = errors.reply(problem, request.headers());
        } catch (RequestException e) {
            reply = errors.reply(HttpErrors.problem(e.status().code()), request.headers());
            closes = true;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A request failed", e);
            reply = errors.reply(HttpErrors.internal(), request.headers());
        }
        response.status(reply.head().status());
        for (String name : reply.head().fields().names()) {
            response.header(
                    HeaderNames.create(name), reply.head().fields().all(name).toArray(String[]::new));
        }
        response.send(reply.body().octets());
        if (closes) {
            throw new CloseConnectionException("As the client asked, or the request was not read to its end");
        }
    }

    /** Among the options of the connection, of which there may be others (RFC 9112, 9.6). */
    private static boolean asksToClose(ServerRequestHeaders headers) {
        if (!headers.contains(HeaderNames.CONNECTION)) {
            return false;
        }
        for (String option : headers.get(HeaderNames.CONNECTION).allValues(true)) {
            if (option.strip().equalsIgnoreCase("close")) {
                return true;
            }
        }
        return false;
    }

    private static Incoming incoming(ServerRequest request) {
        var headers = request.headers();
        if (headers.contains(HeaderNames.TRANSFER_ENCODING) && headers.contains(HeaderNames.CONTENT_LENGTH)) {
            throw Faults.client("invalid_request", "A body has either Content-Length or Transfer-Encoding");
        }
        var fields = new Fields();
        for (var header : headers) {
            header.allValues().forEach(value -> fields.add(header.name(), value));
        }
        var prologue = request.prologue();
        var head = new RequestHead(
                prologue.method().text(),
                request.authority().toLowerCase(Locale.ROOT),
                path(prologue),
                prologue.query().rawValue(),
                fields);
        var body = request.content().hasEntity() ? Body.of(request.content().as(byte[].class)) : Body.EMPTY;
        return new Incoming(head, body, peerKey(request));
    }

    /** A fragment, which no request line may have, stays in the path, where it is refused. */
    private static String path(HttpPrologue prologue) {
        String path = prologue.uriPath().rawPath();
        return prologue.fragment().hasValue() ? path + "#" + prologue.fragment().rawValue() : path;
    }

    private static String peerKey(ServerRequest request) {
        return request.remotePeer()
                .tlsCertificates()
                .filter(chain -> chain.length > 0 && chain[0] instanceof X509Certificate)
                .map(chain -> KEY_IDS.computeIfAbsent((X509Certificate) chain[0], NodeKeys::keyId))
                .orElse("");
    }
}
