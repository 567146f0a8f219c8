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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

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
        try (var none = new OnceBody(Body.EMPTY, opening.toNanos())) {
            var answer = answered(client.sendAsync(question, BodyHandlers.discarding()), none);
            return answer.version() == HttpClient.Version.HTTP_2;
        }
    }

    /** As {@link PeerCalls#send}; a reading, and what may be done twice, is sent again where no answer came. */
    Answer send(String method, String origin, String target, Fields fields, Body body, Duration within, Room bodies)
            throws IOException {
        try {
            return sendOnce(method, origin, target, fields, body, within, bodies);
        } catch (BrokenException broken) {
            openings.forget(origin);
            if (!REPEATABLE.contains(method) || !openings.isHttp2(origin)) {
                throw broken;
            }
            return sendOnce(method, origin, target, fields, body, within, bodies);
        }
    }

    private Answer sendOnce(
            String method, String origin, String target, Fields fields, Body body, Duration within, Room bodies)
            throws IOException {
        try (var sent = new OnceBody(body, within.toNanos())) {
            var request = request(method, URI.create(origin + target), fields, body, sent);
            var response = answered(client.sendAsync(request, AnswerOctets.handler(method, bodies)), sent);
            openings.used(origin);
            if (response.version() != HttpClient.Version.HTTP_2) {
                openings.forget(origin);
            }
            var head = head(response.headers());
            return new Answer(response.statusCode(), head, response.body().take(bodies, sent.deadline()));
        }
    }

    private static HttpRequest request(String method, URI uri, Fields fields, Body body, OnceBody sent) {
        boolean hasNone = body.isEmpty() && READINGS.contains(method);
        var request = HttpRequest.newBuilder(uri)
                .method(method, hasNone ? BodyPublishers.noBody() : sent)
                .expectContinue(body.isLarge());
        for (String name : fields.names()) {
            for (String value : fields.all(name)) {
                request.header(name, value);
            }
        }
        return request.build();
    }

    /** The head of the answer, and of a small one its body, before the deadline, which large bodies move. */
    private static <T> HttpResponse<T> answered(CompletableFuture<HttpResponse<T>> answer, OnceBody sent)
            throws IOException {
        try {
            for (long left = patience(sent); left > 0; left = patience(sent)) {
                var there = within(Math.min(left, LOOK), answer);
                if (there.isPresent()) {
                    return there.get();
                }
            }
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

    private static long patience(OnceBody sent) {
        return sent.deadline() - System.nanoTime();
    }

    private static <T> Optional<T> within(long nanoseconds, Future<T> answer)
            throws InterruptedException, ExecutionException {
        try {
            return Optional.of(answer.get(nanoseconds, TimeUnit.NANOSECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
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
