package tw.qiao.node.http;

import io.helidon.http.Header;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.security.cert.Certificate;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/** The protocols of a node's listeners, with the same bounds for each. */
public final class SpokenProtocols {
    private static final int LONGEST_PROLOGUE = 8192;
    private static final int LARGEST_FIELDS = 16 * 1024;

    /** A stream's share of what Helidon queues, 32 frames of 16 KiB, so that one that nobody reads stops no other. */
    private static final int WINDOW = 256 * 1024;

    private static final int MOST_STREAMS = 1024;

    /** As many as there are streams may be given up at once: their deadlines are alike. */
    private static final int MOST_RESETS = 4 * MOST_STREAMS;

    private SpokenProtocols() {}

    /** HTTP/1.1 (RFC 9112). */
    public static Http1Config http1() {
        return Http1Config.builder()
                .validatePath(false)
                .validatePrologue(false)
                .maxPrologueLength(LONGEST_PROLOGUE)
                .maxHeadersSize(LARGEST_FIELDS)
                .build();
    }

    /** HTTP/2 (RFC 9113). */
    public static ServerConnectionSelector http2() {
        return Http2Selector.of(Http2Config.builder()
                .validatePath(false)
                .maxHeaderListSize(LONGEST_PROLOGUE + LARGEST_FIELDS)
                .maxConcurrentStreams(MOST_STREAMS)
                .initialWindowSize(WINDOW)
                .maxRapidResets(MOST_RESETS)
                .build());
    }

    /** What the peer showed in its handshake. */
    public static Optional<Certificate[]> certificates(ServerRequest request) {
        return request.remotePeer() instanceof Http2Selector.Peer peer
                ? peer.shown()
                : request.remotePeer().tlsCertificates();
    }

    /** Whether a request came over HTTP/2, where a connection carries others too. */
    public static boolean isHttp2(ServerRequest request) {
        return request.prologue().protocolVersion().startsWith("2");
    }

    /** Refuses a head that is longer than one over HTTP/1.1 may be: Helidon 4.4.0 bounds only what it is packed in. */
    public static void requireBoundedHead(ServerRequest request) {
        var prologue = request.prologue();
        if (prologue.uriPath().rawPath().length() + prologue.query().rawValue().length() > LONGEST_PROLOGUE) {
            throw refusal(414, "The path is longer than " + LONGEST_PROLOGUE + " octets");
        }
        long length = 0;
        for (Header header : request.headers()) {
            for (String value : header.allValues()) {
                length += header.name().length() + value.length() + 4;
            }
        }
        if (length > LARGEST_FIELDS) {
            throw refusal(400, "The header fields are longer than " + LARGEST_FIELDS + " octets");
        }
    }

    private static Problem refusal(int status, String message) {
        return Problem.of("client.invalid_request", status, false, message);
    }
}
