package tw.qiao.node.listener;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import tw.qiao.kernel.Problem;
import tw.qiao.node.http.BodyWatch;
import tw.qiao.node.http.RequestFraming;
import tw.qiao.node.http.SpokenProtocols;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.pace.ClientPace;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.Spool;

/** Hands the raw parts of each HTTP request on, and writes the reply. */
public final class HttpListener {
    /** Where a node listens. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());

    // By the certificates of living connections, so that each is looked at once.
    private static final Map<X509Certificate, String> KEY_IDS = Collections.synchronizedMap(new WeakHashMap<>());

    private final Function<Incoming, Reply> front;
    private final HttpErrors errors;

    private final Room room;

    /**
     * @param errors how it says that a request did not get far
     * @param room where the bodies of requests go
     */
    public HttpListener(Function<Incoming, Reply> front, HttpErrors errors, Room room) {
        this.front = front;
        this.errors = errors;
        this.room = room;
    }

    /** How it says that a request did not get far. */
    public HttpErrors errors() {
        return errors;
    }

    public void handle(ServerRequest request, ServerResponse response) {
        Spool.during(() -> serve(request, response));
    }

    private void serve(ServerRequest request, ServerResponse response) {
        var body = IncomingBody.NONE;
        Reply reply;
        boolean closes = asksToClose(request.headers());
        try {
            var incoming = incoming(request);
            body = incoming.arrival();
            reply = front.apply(incoming);
        } catch (Problem problem) {
            reply = errors.reply(problem, request.headers());
            closes |= RequestFraming.refused(problem);
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
        if (SpokenProtocols.isHttp2(request)) {
            send(reply, response);
            if (!body.isWhole()) {
                BodyWatch.dropRest();
            }
            return; // one request ends, not the connection
        }
        sendAtPace(reply, body, response);
        if (closes) {
            throw new CloseConnectionException("As the client asked, or because nobody knows where its request ends");
        }
        ClientPace.current().awaitRequest();
    }

    private static void sendAtPace(Reply reply, IncomingBody body, ServerResponse response) {
        if (!body.isWhole()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        ClientPace.current().answer(reply.body().length());
        send(reply, response);
        if (!body.isWhole()) {
            body.skim();
            throw new CloseConnectionException("The rest of the request's body is not wanted");
        }
    }

    private static void send(Reply reply, ServerResponse response) {
        var passing = PassingBody.of(reply.body());
        if (passing.isPresent()) {
            PassingReply.send(passing.get(), response);
        } else if (reply.body().isLarge()) {
            sendLarge(reply.body(), response);
        } else {
            response.send(reply.body().octets());
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

    /** What breaks off must not look complete: its length was told before. */
    private static void sendLarge(Body body, ServerResponse response) {
        response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(body.length()));
        try (var in = body.open()) {
            var out = response.outputStream();
            in.transferTo(out);
            out.close();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.INFO, "A large answer broke off: {0}", e.getMessage());
            throw new CloseConnectionException("A large answer broke off", e);
        }
    }

    private Incoming incoming(ServerRequest request) {
        var headers = request.headers();
        RequestFraming.require(headers);
        if (SpokenProtocols.isHttp2(request)) {
            SpokenProtocols.requireBoundedHead(request);
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
        return new Incoming(head, IncomingBody.of(request, room), peerKey(request), !SpokenProtocols.isHttp2(request));
    }

    /** A fragment, which no request line may have, stays in the path, where it is refused. */
    private static String path(HttpPrologue prologue) {
        String path = prologue.uriPath().rawPath();
        return prologue.fragment().hasValue() ? path + "#" + prologue.fragment().rawValue() : path;
    }

    private static String peerKey(ServerRequest request) {
        return SpokenProtocols.certificates(request)
                .filter(chain -> chain.length > 0 && chain[0] instanceof X509Certificate)
                .map(chain -> KEY_IDS.computeIfAbsent((X509Certificate) chain[0], NodeKeys::keyId))
                .orElse("");
    }
}
