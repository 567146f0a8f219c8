package tw.qiao.node.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import tw.qiao.node.http.HttpCalls.Answer;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.spool.Room;

/** Calls over HTTP/2 (RFC 9113) with the JDK's client, many at once on one connection to each node. */
final class Http2Calls implements AutoCloseable {
    private static final Set<String> READINGS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
    private static final int LARGEST_HEAD = 32 * 1024;

    /** What a node tells everybody that it lets in. */
    private static final String PUBLIC = "/log/checkpoint";

    private static final Duration LONGEST_EXCHANGE = Duration.ofMinutes(2);
    static final ScheduledThreadPoolExecutor WATCH = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("http2-deadlines").daemon().factory());

    static {
        WATCH.setRemoveOnCancelPolicy(true);
    }

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final HttpClient client;
    private final Duration opening;
    private final Openings openings = new Openings(this::opensHttp2);

    Http2Calls(SSLContext pinned, Duration connect) {
        this.opening = connect.multipliedBy(2);
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(pinned)
                .sslParameters(parameters)
                .connectTimeout(connect)
                .executor(THREADS)
                .build();
    }

    /** Whether the node at {@code origin} speaks HTTP/2; a {@link ConnectException} where it cannot be reached. */
    boolean isSpokenAt(String origin) throws IOException {
        return openings.isHttp2(origin);
    }

    private boolean opensHttp2(String origin) throws IOException {
        var question = HttpRequest.newBuilder(URI.create(origin + PUBLIC)).build();
        long deadline = System.nanoTime() + opening.toNanos();
        return answered(client.sendAsync(question, BodyHandlers.discarding()), deadline)
                        .version()
                == HttpClient.Version.HTTP_2;
    }

    /** As {@link PeerCalls#send}; a reading, and what may be done twice, is sent again where no answer came. */
    Answer send(String method, String origin, String target, Fields fields, Body body, Duration within, Room bodies)
            throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            return sendOnce(method, origin, target, fields, body, deadline, bodies);
        } catch (BrokenException broken) {
            openings.forget(origin);
            if (!REPEATABLE.contains(method) || !openings.isHttp2(origin)) {
                throw broken;
            }
            return sendOnce(method, origin, target, fields, body, deadline, bodies);
        }
    }

    private Answer sendOnce(
            String method, String origin, String target, Fields fields, Body body, long deadline, Room bodies)
            throws IOException {
        var request = request(method, URI.create(origin + target), fields, body);
        var response = answered(client.sendAsync(request, AnswerOctets.handler(method, bodies)), deadline);
        openings.used(origin);
        if (response.version() != HttpClient.Version.HTTP_2) {
            openings.forget(origin);
        }
        var octets = response.body();
        try (octets) {
            return new Answer(response.statusCode(), head(response.headers()), octets.take(bodies, deadline));
        }
    }

    private static HttpRequest request(String method, URI uri, Fields fields, Body body) {
        boolean hasNone = body.isEmpty() && READINGS.contains(method);
        var request = HttpRequest.newBuilder(uri)
                .method(method, hasNone ? BodyPublishers.noBody() : new OnceBody(body.octets()));
        for (String name : fields.names()) {
            for (String value : fields.all(name)) {
                request.header(name, value);
            }
        }
        return request.build();
    }

    /** The head of the answer, and of a small one its body. */
    private static <T> HttpResponse<T> answered(CompletableFuture<HttpResponse<T>> answer, long deadline)
            throws IOException {
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new SocketTimeoutException("The answer is late");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted before an answer came", e);
        } catch (ExecutionException e) {
            throw Failures.of(e);
        }
    }

    private static Fields head(HttpHeaders headers) throws IOException {
        var fields = new Fields();
        long left = LARGEST_HEAD;
        for (var field : headers.map().entrySet()) {
            for (String value : field.getValue()) {
                left -= field.getKey().length() + value.length() + 4;
                if (!field.getKey().startsWith(":")) {
                    fields.add(field.getKey(), value);
                }
            }
        }
        if (left < 0) {
            throw new IOException("The head of the answer is longer than " + LARGEST_HEAD + " octets");
        }
        return fields;
    }

    /** Goes when the last exchange that uses it must have ended. */
    void retire() {
        CompletableFuture.delayedExecutor(LONGEST_EXCHANGE.toSeconds(), TimeUnit.SECONDS)
                .execute(client::shutdownNow);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
