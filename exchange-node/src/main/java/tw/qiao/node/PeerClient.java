package tw.qiao.node;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;

/** Carries messages to other nodes over pooled connections; a peer is recognised by its key in the registry. */
final class PeerClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PeerClient.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final TlsIdentity identity;
    private final ConcurrentMap<String, HttpClient> clients = new ConcurrentHashMap<>();

    PeerClient(TlsIdentity identity) {
        this.identity = identity;
    }

    /** Sends a request to the first of {@code nodes} that can be reached, and waits for its answer. */
    Reply send(List<NodeAddress> nodes, RequestHead head, Body body) {
        for (var node : nodes) {
            try {
                return send(node, head, body);
            } catch (ConnectException | HttpConnectTimeoutException e) {
                LOG.log(System.Logger.Level.WARNING, "The node at {0} cannot be reached", node.url());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "The node at {0} fails: {1}", node.url(), e.getMessage());
                throw unreachable("The provider's node broke the connection, or is not the one in the registry");
            }
        }
        throw unreachable("The provider's node cannot be reached");
    }

    private Reply send(NodeAddress node, RequestHead head, Body body) throws IOException {
        var client = clients.computeIfAbsent(node.tlsSpkiSha256(), this::client);
        var pending = client.sendAsync(
                request(node, head, body), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            return reply(pending.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw Faults.unavailable("network_error", "The provider's node did not answer in time");
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable("This node is stopping");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }

    private HttpClient client(String key) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .sslContext(identity.accepting(key::equals))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    private static HttpRequest request(NodeAddress node, RequestHead head, Body body) {
        String query = head.query().isEmpty() ? "" : "?" + head.query();
        var builder = HttpRequest.newBuilder(URI.create(node.url() + head.path() + query))
                .timeout(ANSWER)
                .method(
                        head.method(),
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.octets()));
        for (String name : head.fields().names()) {
            head.fields().all(name).forEach(value -> builder.header(name, value));
        }
        return builder.build();
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        var fields = new Fields();
        response.headers().map().forEach((name, values) -> values.forEach(value -> fields.add(name, value)));
        return new Reply(new ResponseHead(response.statusCode(), fields), Body.of(response.body()));
    }

    private static Problem unreachable(String message) {
        return Faults.unavailable("network_error", message);
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }
}
