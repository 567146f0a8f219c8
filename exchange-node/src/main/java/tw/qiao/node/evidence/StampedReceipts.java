package tw.qiao.node.evidence;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.node.bundle.KeptMessages;
import tw.qiao.node.timestamp.CheckpointStamps;

/**
 * Receipts whose proofs lead to the first stamped checkpoint that holds the entries and that enough witnesses saw, with
 * its stamp in {@code checkpoint_stamp}; to the newest checkpoint where there is none yet.
 */
public final class StampedReceipts {
    private final EvidenceLog log;
    private final String logKeyId;
    private final CheckpointStamps stamps;
    private final KeptMessages messages;

    public StampedReceipts(EvidenceLog log, String logKeyId, CheckpointStamps stamps, KeptMessages messages) {
        this.log = log;
        this.logKeyId = logKeyId;
        this.stamps = stamps;
        this.messages = messages;
    }

    /** Waits a moment until enough witnesses saw the entries at {@code indices}. */
    public void awaitWitnesses(List<Long> indices) {
        indices.stream().mapToLong(Long::longValue).max().ifPresent(stamps::awaitWitnesses);
    }

    /**
     * The receipt of the entries of one side of this node about an exchange, with its {@code role}, and in
     * {@code signatures} the other party's signatures, in base64, while they are kept; empty where there are no
     * entries.
     */
    public Optional<ObjectNode> find(Evidence side, String gxId) {
        return find(side.indices(gxId)).map(receipt -> {
            var signatures = messages.signatures(side.side(), gxId);
            if (!signatures.isEmpty()) {
                receipt.set("signatures", CanonicalJson.MAPPER.valueToTree(signatures));
            }
            return receipt.put("role", side.side());
        });
    }

    private Optional<ObjectNode> find(List<Long> indices) {
        if (indices.isEmpty()) {
            return Optional.empty();
        }
        long[] places = indices.stream().mapToLong(Long::longValue).toArray();
        long last = indices.stream().mapToLong(Long::longValue).max().orElseThrow();
        var stamped = stamps.firstWith(last);
        var receipt =
                stamped.map(found -> log.receipt(found.checkpoint(), places)).orElseGet(() -> log.receipt(places));
        ObjectNode side = CanonicalJson.MAPPER.valueToTree(receipt);
        stamped.ifPresent(found -> side.put("checkpoint_stamp", found.token()));
        return Optional.of(side.put("key_id", logKeyId));
    }
}
