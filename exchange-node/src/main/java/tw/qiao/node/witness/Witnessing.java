package tw.qiao.node.witness;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.peer.PeerClient;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.registry.RegistryIndex;
import tw.qiao.node.settings.NodeSettings;

/**
 * Has the checkpoints of this node's log cosigned by its witnesses, the nodes of other members. It works beside the
 * exchanges and holds none up: one round at a time, each witness once in a round, and one that fails rests for up to a
 * minute. The world is shown a checkpoint once half of the witnesses cosigned it, or once a minute whatever it has.
 */
public final class Witnessing implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Witnessing.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LONGEST_SHOWN = Duration.ofMinutes(1);

    /** With the two of the log itself, as many signatures as every verifier of notes accepts (C2SP signed-note). */
    private static final int MOST = 14;

    private final EvidenceLog log;
    private final NodeSettings settings;
    private final RegistryCache registry;
    private final PeerClient client;
    private final Clock clock;
    private final Duration period;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("witnesses").daemon().factory());
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<NodeAddress, WitnessPeer> peers = new HashMap<>();
    private final Map<NodeAddress, List<Note.Signature>> lines = new LinkedHashMap<>();
    private volatile Quorum quorum = new Quorum(0, 0);
    private Checkpoint current;
    private volatile Instant shownAt;

    public Witnessing(EvidenceLog log, NodeSettings settings, RegistryCache registry, PeerClient client, Clock clock) {
        this.log = log;
        this.settings = settings;
        this.registry = registry;
        this.client = client;
        this.clock = clock;
        this.period = settings.options().rhythm().witnesses();
        this.current = log.checkpoint();
        this.shownAt = clock.instant();
    }

    /**
     * How many witnesses there are, and how many of them have cosigned the newest checkpoint so far.
     *
     * @param witnesses those of this node
     * @param cosigned those that cosigned
     */
    public record Quorum(int witnesses, int cosigned) {
        public boolean isThere() {
            return 2 * cosigned >= witnesses;
        }
    }

    /** The state of the newest round. */
    public Quorum quorum() {
        return quorum;
    }

    /** When the world was last shown a checkpoint, cosigned by half of the witnesses or not. */
    public Instant shownAt() {
        return shownAt;
    }

    /** Asks once before it returns, so that a node with an old log stops before its first exchange; then goes on. */
    public void start() {
        round();
        var _ = timer.scheduleWithFixedDelay(this::round, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            if (!log.history().isStopped()) {
                askAll();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The witnesses cannot be asked: {0}", e.getMessage());
        }
    }

    private void askAll() throws InterruptedException {
        var newest = log.checkpoint();
        if (!newest.equals(current)) {
            current = newest;
            lines.clear();
        }
        var witnesses = witnesses();
        lines.keySet().retainAll(witnesses);
        peers.keySet().retainAll(witnesses);
        var now = clock.instant();
        var due = witnesses.stream()
                .filter(node -> !lines.containsKey(node) && peer(node).isDue(now))
                .toList();
        ask(due, witnesses.size(), now);
        show(witnesses.size(), now);
        quorum = new Quorum(witnesses.size(), lines.size());
    }

    /** Shows what is enough as soon as it is, and does not wait long for the rest. */
    private void ask(List<NodeAddress> due, int witnesses, Instant now) throws InterruptedException {
        var answers = new ExecutorCompletionService<Answer>(asking);
        var asked = due.stream().map(node -> answers.submit(question(node))).toList();
        var silent = new HashSet<>(due);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!silent.isEmpty()) {
            var answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                break;
            }
            silent.remove(note(answer.resultNow(), now));
            show(witnesses, now);
        }
        asked.forEach(answer -> answer.cancel(true));
        silent.forEach(node -> peer(node).failed(now, "it does not answer in time"));
    }

    private List<NodeAddress> witnesses() {
        return peersThatWitness().map(RegistryIndex.Peer::node).toList();
    }

    /** The nodes that come after this one in the registry, in a circle, so that many nodes share the work evenly. */
    private Stream<RegistryIndex.Peer> peersThatWitness() {
        var before = new ArrayList<RegistryIndex.Peer>();
        var after = new ArrayList<RegistryIndex.Peer>();
        var peersSoFar = before;
        for (var peer : registry.current().witnesses()) {
            String member = peer.member().id();
            if (member.equals(settings.member())) {
                peersSoFar = after;
            } else if (settings.options().witnesses().isEmpty()
                    || settings.options().witnesses().contains(member)) {
                peersSoFar.add(peer);
            }
        }
        return Stream.concat(after.stream(), before.stream()).limit(MOST);
    }

    /** Whether enough of the witnesses cosigned {@code checkpoint}. */
    public boolean isWitnessed(Checkpoint checkpoint) {
        try {
            WitnessPolicy.parse(policy().getBytes(StandardCharsets.UTF_8)).verify(checkpoint.note());
            return true;
        } catch (Problem tooFew) {
            return false;
        }
    }

    /** The rule under which checkpoints are shown, for offline verifiers (C2SP tlog-policy): half of the witnesses. */
    public String policy() {
        var out = new StringBuilder();
        for (var key : registry.current().keysOfLog(log.origin())) {
            out.append("log ").append(key.vkey()).append('\n');
        }
        var names = new ArrayList<String>();
        peersThatWitness()
                .forEach(peer -> peer.node().witnessNoteKey().ifPresent(key -> {
                    out.append("witness ")
                            .append(key.name())
                            .append(' ')
                            .append(key.vkey())
                            .append('\n');
                    names.add(key.name());
                }));
        if (names.isEmpty()) {
            return out.append("quorum none\n").toString();
        }
        return out.append("group half ")
                .append((names.size() + 1) / 2)
                .append(' ')
                .append(String.join(" ", names))
                .append("\nquorum half\n")
                .toString();
    }

    private WitnessPeer peer(NodeAddress node) {
        return peers.computeIfAbsent(node, fresh -> new WitnessPeer(fresh, log, client));
    }

    /** What a witness answered: its lines, or none and the reason. */
    private record Answer(NodeAddress node, List<Note.Signature> lines, String reason) {}

    private Callable<Answer> question(NodeAddress node) {
        var peer = peer(node);
        var checkpoint = current;
        return () -> {
            try {
                return new Answer(node, peer.cosign(checkpoint), "");
            } catch (RuntimeException e) {
                return new Answer(node, List.of(), String.valueOf(e.getMessage()));
            }
        };
    }

    private NodeAddress note(Answer answer, Instant now) {
        if (answer.lines().isEmpty()) {
            peer(answer.node()).failed(now, answer.reason());
        } else {
            lines.put(answer.node(), answer.lines());
        }
        return answer.node();
    }

    private void show(int witnesses, Instant now) {
        boolean isEnough = 2 * lines.size() >= witnesses;
        if (isEnough || now.isAfter(shownAt.plus(LONGEST_SHOWN))) {
            log.show(current.with(lines.values().stream().flatMap(List::stream).toList()));
            shownAt = now;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        asking.shutdownNow();
    }
}
