package tw.qiao.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Mirror;
import tw.qiao.kernel.log.Witness;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Characters;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.peer.PeerClient;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.spool.Room;

/**
 * The public logs over HTTP (C2SP tlog-tiles): to other nodes its own under {@code /log/}; to the member's own systems
 * those of all nodes in the registry under {@code /logs/<sha256 of the origin>/}, so that they can be mirrored by who
 * has no key of the exchange. Nothing that passes is vouched for: readers verify it.
 */
final class LogFront {
    private static final String OWN = "/log/";
    private static final String ALL = "/logs/";
    private static final String ENTRIES = OWN + "tile/entries/";
    private static final Room BUNDLE = Room.inMemory(Mirror.LONGEST_FILE);
    private static final int HASH = 64;
    private static final Characters NAME = Characters.digitsAndLowerCaseAnd("/.");

    private final PublicPages pages;
    private final String origin;
    private final RegistryCache registry;
    private final PeerClient client;

    LogFront(PublicPages pages, String origin, RegistryCache registry, PeerClient client) {
        this.pages = pages;
        this.origin = origin;
        this.registry = registry;
        this.client = client;
    }

    /** Answers other nodes, and leaves all else to {@code next}. */
    Function<Incoming, Reply> beforeProvider(Function<Incoming, Reply> next) {
        return in -> isRead(in, OWN) ? own(in.head().path()) : next.apply(in);
    }

    /** Answers the member's own systems, and leaves all else to {@code next}. */
    Function<Incoming, Reply> beforeConsumer(Function<Incoming, Reply> next) {
        return in -> isRead(in, ALL) ? any(in.head().path().substring(ALL.length())) : next.apply(in);
    }

    private static boolean isRead(Incoming in, String prefix) {
        return in.head().method().equals("GET") && in.head().path().startsWith(prefix);
    }

    private Reply own(String path) {
        return pages.find(path).orElseGet(PublicPages::missing);
    }

    private Reply any(String path) {
        int slash = path.indexOf('/');
        if (slash != HASH || !NAME.make(path, slash + 2, 200) || path.contains("..")) {
            return PublicPages.missing();
        }
        String hash = path.substring(0, slash);
        String file = OWN + path.substring(slash + 1);
        if (Witness.hash(origin).equals(hash)) {
            return own(file);
        }
        try {
            return node(hash).map(node -> fetched(node, file)).orElseGet(PublicPages::missing);
        } catch (Problem problem) {
            return Reply.error(problem, "");
        }
    }

    private Optional<NodeAddress> node(String hash) {
        return registry.current().members().stream()
                .flatMap(member -> member.nodes().stream())
                .filter(node -> Witness.hash(node.logOrigin()).equals(hash))
                .findFirst();
    }

    private Reply fetched(NodeAddress node, String file) {
        var head = new RequestHead("GET", "", file, "", new Fields());
        var reply = file.startsWith(ENTRIES)
                ? client.send(List.of(node), head, Body.EMPTY, PeerClient.ANSWER, BUNDLE)
                : client.send(List.of(node), head, Body.EMPTY);
        var told = Reply.of(reply.head().status(), "application/octet-stream", reply.body());
        return told.with(
                PublicPages.CACHE,
                reply.head().fields().single(PublicPages.CACHE).orElse("no-store"));
    }
}
