package tw.qiao.node;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;

/** Carries messages to other nodes over pooled connections; a peer is recognised by its key in the registry. */
final class PeerClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PeerClient.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long an answer may take, unless the asking system says otherwise. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final TlsIdentity identity;
    private final ConcurrentMap<String, HttpCalls> peers = new ConcurrentHashMap<>();

    PeerClient(TlsIdentity identity) {
        this.identity = identity;
    }

    /** Sends a request whose answer may take the usual time. */
    Reply send(List<NodeAddress> nodes, RequestHead head, Body body) {
        return send(nodes, head, body, ANSWER);
    }

    /** Sends a request to the first of {@code nodes} that can be reached, and waits for its answer. */
    Reply send(List<NodeAddress> nodes, RequestHead head, Body body, Duration patience) {
        for (var node : nodes) {
            try {
                return send(node, head, body, patience);
            } catch (ConnectException e) {
                LOG.log(System.Logger.Level.WARNING, "The node at {0} cannot be reached", node.url());
            } catch (SocketTimeoutException e) {
                throw Faults.unavailable("network_error", "The provider's node did not answer in time");
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "The node at {0} fails: {1}", node.url(), e.getMessage());
                throw unreachable("The provider's node broke the connection, or is not the one in the registry");
            }
        }
        throw unreachable("The provider's node cannot be reached");
    }

    private Reply send(NodeAddress node, RequestHead head, Body body, Duration patience) throws IOException {
        var calls = peers.computeIfAbsent(node.tlsSpkiSha256(), this::calls);
        String target = head.path() + (head.query().isEmpty() ? "" : "?" + head.query());
        var answer = calls.send(head.method(), node.url(), target, head.fields(), body, patience);
        return new Reply(new ResponseHead(answer.status(), answer.fields()), answer.body());
    }

    private HttpCalls calls(String key) {
        return new HttpCalls(Optional.of(identity.accepting(key::equals)), CONNECT, ANSWER, LARGEST_ANSWER);
    }

    private static Problem unreachable(String message) {
        return Faults.unavailable("network_error", message);
    }

    @Override
    public void close() {
        peers.values().forEach(HttpCalls::close);
    }
}
