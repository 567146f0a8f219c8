package tw.qiao.node.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.AddCheckpoint;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.log.WitnessAnswer;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.peer.PeerClient;

/**
 * Another node as a witness of this node's log: what it holds, as far as is known here, and when it may be asked again
 * after it failed. One thread at a time asks.
 */
final class WitnessPeer {
    private static final System.Logger LOG = System.getLogger(WitnessPeer.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final NodeAddress node;
    private final NoteKey key;
    private final EvidenceLog log;
    private final PeerClient client;
    private volatile long held;
    private volatile int failures;
    private volatile Instant next = Instant.MIN;

    WitnessPeer(NodeAddress node, EvidenceLog log, PeerClient client) {
        this.node = node;
        this.key = node.witnessNoteKey().orElseThrow();
        this.log = log;
        this.client = client;
    }

    /** A clock that was set back does not keep a witness waiting. */
    boolean isDue(Instant now) {
        return !now.isBefore(next) || now.plus(LONGEST_PAUSE).isBefore(next);
    }

    void failed(Instant now, String reason) {
        var pause = Duration.ofSeconds(1L << failures);
        next = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        if (failures == 0) {
            LOG.log(System.Logger.Level.WARNING, "The witness {0} does not cosign: {1}", key.name(), reason);
        }
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
    }

    /** The lines of this witness on {@code checkpoint}; otherwise says why there are none. */
    List<Note.Signature> cosign(Checkpoint checkpoint) {
        var reply = ask(checkpoint, Math.min(held, checkpoint.size()));
        if (reply.head().status() == 409) {
            held = size(reply);
            if (held <= checkpoint.size()) {
                reply = ask(checkpoint, held);
            }
        }
        if (reply.head().status() == 409 || reply.head().status() == 422) {
            compare();
        }
        if (reply.head().status() != 200) {
            throw refused("it answers with status " + reply.head().status());
        }
        var lines = lines(checkpoint, reply);
        held = checkpoint.size();
        if (failures > 0) {
            failures = 0;
            LOG.log(System.Logger.Level.INFO, "The witness {0} cosigns again", key.name());
        }
        return lines;
    }

    private Reply ask(Checkpoint checkpoint, long from) {
        var request =
                new AddCheckpoint(from, log.consistency(from, checkpoint.size()).hashes(), checkpoint.note());
        return send("POST", WitnessFront.ADD, Body.of(request.toString().getBytes(UTF_8)));
    }

    private Reply send(String method, String path, Body body) {
        return client.send(List.of(node), new RequestHead(method, "", path, "", new Fields()), body);
    }

    private static long size(Reply reply) {
        String text = reply.body().text().strip();
        boolean isSize = reply.head()
                .fields()
                .single("content-type")
                .filter(WitnessAnswer.SIZE::equals)
                .isPresent();
        if (!isSize || !text.matches("0|[1-9][0-9]{0,17}")) {
            throw refused("it tells no size");
        }
        return Long.parseLong(text);
    }

    /** A witness that disagrees shows what it holds. If this log signed that, the log stops here. */
    private void compare() {
        var reply = send("GET", WitnessFront.checkpointPath(log.origin()), Body.EMPTY);
        if (reply.head().status() != 200) {
            throw refused("it disagrees and shows no checkpoint");
        }
        if (!log.history().continues(reply.body().text())) {
            throw refused("it holds another history of this log");
        }
    }

    /** One line is enough; a witness that sends many would crowd out the others. */
    private List<Note.Signature> lines(Checkpoint checkpoint, Reply reply) {
        var lines = Note.parseSignatures(reply.body().text());
        var own = Note.parse(checkpoint.note()).with(lines);
        if (!own.isSignedBy(key)) {
            throw refused("its cosignature is not by the key in the registry");
        }
        return List.of(own.linesBy(key).getFirst());
    }

    private static Problem refused(String reason) {
        return Faults.unavailable("witness_refused", reason);
    }
}
