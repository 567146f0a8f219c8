package tw.qiao.node.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.OtherTlsKey;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.operations.Calls;
import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.SpoolFullException;
import tw.qiao.node.spool.TooLargeException;
import tw.qiao.node.spool.Unread;
import tw.qiao.node.trace.Tracer;

/** Carries messages to other nodes over pooled connections; a peer is recognised by its key in the registry. */
public final class PeerClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PeerClient.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long an answer may take, unless the asking system says otherwise. */
    public static final Duration ANSWER = Duration.ofSeconds(10);

    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final TlsIdentity identity;
    private final Calls seen;
    private final Clock clock;
    private final PeerProtocol first;
    private final LongAdder overHttp2 = new LongAdder();
    private volatile ConcurrentMap<Pinned, PeerCalls> peers = new ConcurrentHashMap<>();

    /** The keys of a node; connections to it are kept together while they stay the same. */
    private record Pinned(List<String> usual, List<OtherTlsKey> others) {
        static Pinned of(List<NodeAddress> nodes) {
            return new Pinned(
                    nodes.stream().map(NodeAddress::tlsSpkiSha256).toList(),
                    nodes.stream().flatMap(node -> node.otherTlsKeys().stream()).toList());
        }
    }

    public PeerClient(TlsIdentity identity, Calls seen, Clock clock) {
        this(identity, seen, clock, PeerProtocol.HTTP1);
    }

    /** @param first what is tried first with a node */
    public PeerClient(TlsIdentity identity, Calls seen, Clock clock, PeerProtocol first) {
        this.first = first;
        this.clock = clock;
        this.seen = seen;
        this.identity = identity;
    }

    /** Whether answers are read with their trailers, which is so over HTTP/1.1. */
    public boolean readsTrailers() {
        return first == PeerProtocol.HTTP1;
    }

    /** Sends a request whose answer may take the usual time. */
    public Reply send(List<NodeAddress> nodes, RequestHead head, Body body) {
        return send(nodes, head, body, ANSWER);
    }

    /** Sends a request to the first of {@code nodes} that can be reached, and waits for its answer. */
    public Reply send(List<NodeAddress> nodes, RequestHead head, Body body, Duration patience) {
        return send(nodes, head, body, patience, Room.inMemory(LARGEST_ANSWER));
    }

    /** As {@link #send(List, RequestHead, Body, Duration)}, where the answer's body goes into {@code bodies}. */
    public Reply send(List<NodeAddress> nodes, RequestHead head, Body body, Duration patience, Room bodies) {
        Tracer.handOn(head.fields());
        for (var node : nodes) {
            try {
                return send(node, behind(nodes, node), head, body, patience, bodies);
            } catch (SpoolFullException e) {
                throw Unread.SPOOL_FULL.at("server.clientproxy.");
            } catch (TooLargeException e) {
                throw Faults.consumerNode("body_too_large", "The answer is longer than this node carries");
            } catch (ConnectException e) {
                seen.failed(node.logOrigin());
                LOG.log(System.Logger.Level.WARNING, "The node at {0} cannot be reached", node.url());
            } catch (SocketTimeoutException e) {
                seen.failed(node.logOrigin());
                throw Faults.unavailable("network_error", "The provider's node did not answer in time");
            } catch (IOException e) {
                seen.failed(node.logOrigin());
                LOG.log(System.Logger.Level.WARNING, "The node at {0} fails: {1}", node.url(), e.getMessage());
                throw unreachable("The provider's node broke the connection, or is not the one in the registry");
            }
        }
        throw unreachable("The provider's node cannot be reached");
    }

    /** Those of {@code nodes} that answer at the address of {@code node}: several behind one balancer. */
    private static List<NodeAddress> behind(List<NodeAddress> nodes, NodeAddress node) {
        return nodes.size() == 1
                ? nodes
                : nodes.stream().filter(other -> other.url().equals(node.url())).toList();
    }

    private Reply send(
            NodeAddress node, List<NodeAddress> behind, RequestHead head, Body body, Duration patience, Room bodies)
            throws IOException {
        var calls = peers.computeIfAbsent(Pinned.of(behind), _ -> calls(behind));
        String target = head.path() + (head.query().isEmpty() ? "" : "?" + head.query());
        long start = System.nanoTime();
        var answer = calls.send(head.method(), node.url(), target, head.fields(), body, patience, bodies);
        seen.answered(node.logOrigin(), System.nanoTime() - start);
        return new Reply(new ResponseHead(answer.status(), answer.fields()), answer.body());
    }

    private PeerCalls calls(List<NodeAddress> behind) {
        var pinned = identity.accepting(key -> behind.stream().anyMatch(node -> node.hasTlsKey(key, clock.instant())));
        return new PeerCalls(first, pinned, CONNECT, overHttp2);
    }

    /** How many answers came over HTTP/2. */
    public long overHttp2() {
        return overHttp2.sum();
    }

    /** Makes new connections from now on, which show the identity's newest certificate; those in use finish. */
    public void renew() {
        var old = peers;
        peers = new ConcurrentHashMap<>();
        old.values().forEach(PeerCalls::retire);
    }

    private static Problem unreachable(String message) {
        return Faults.unavailable("network_error", message);
    }

    @Override
    public void close() {
        peers.values().forEach(PeerCalls::close);
    }
}
