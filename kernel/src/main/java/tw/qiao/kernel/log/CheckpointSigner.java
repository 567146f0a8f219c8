package tw.qiao.kernel.log;

import java.time.Clock;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** The keys with which one log signs its states: one of Ed25519, and beside it any that withstand quantum computers. */
final class CheckpointSigner {
    private final String origin;
    private final List<NoteSigner> signers;
    private final Clock clock;

    CheckpointSigner(String origin, List<SigningKey> keys, Clock clock) {
        if (keys.isEmpty() || keys.getFirst().algorithm() != SignatureAlgorithm.ED25519) {
            throw Problem.invalid("evidence_key_not_ed25519", "Checkpoints are signed with Ed25519");
        }
        this.origin = origin;
        this.signers = keys.stream().map(key -> NoteSigner.ofLog(origin, key)).toList();
        this.clock = clock;
    }

    String origin() {
        return origin;
    }

    Checkpoint sign(long size, Hash root) {
        String text = new TreeHead(origin, size, root, false).text();
        return new Checkpoint(
                origin, size, root, Note.sign(text, signers, clock.instant()).toString());
    }

    /** The checkpoint in {@code note}, if this log signed it, be it before it had its further keys. */
    Checkpoint verify(String note) {
        return Checkpoint.verify(note, origin, List.of(signers.getFirst().key()));
    }

    /** Whether every key of this log signed {@code checkpoint}. */
    boolean isWhole(Checkpoint checkpoint) {
        var note = Note.parse(checkpoint.note());
        return signers.stream().map(NoteSigner::key).allMatch(note::isSignedBy);
    }
}
