package tw.qiao.kernel.log;

import java.time.Clock;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * The signed state of a log (C2SP tlog-checkpoint): whoever holds it can prove what stood in the log, and that the log
 * changed if it did.
 *
 * @param origin the name of the log
 * @param size the number of its entries
 * @param root the root of their tree
 * @param note the signed note that says so
 */
public record Checkpoint(String origin, long size, Hash root, String note) {
    static Checkpoint sign(String origin, long size, Hash root, SigningKey key) {
        return new CheckpointSigner(origin, List.of(key), Clock.systemUTC()).sign(size, root);
    }

    /** The checkpoint in {@code note}, if it is of the log {@code origin} and signed by its key. */
    public static Checkpoint verify(String note, String origin, VerificationKey key) {
        return verify(note, origin, List.of(NoteKey.ofLog(origin, key)));
    }

    /** The checkpoint in {@code note}, if it is of the log {@code origin} and signed by every one of its keys. */
    public static Checkpoint verify(String note, String origin, List<NoteKey> keys) {
        var signed = Note.parse(note);
        if (!signed.text().startsWith(origin + "\n")) {
            throw Problem.forbidden("checkpoint_of_other_log", "Expected a checkpoint of " + origin);
        }
        if (keys.isEmpty() || !keys.stream().allMatch(signed::isSignedBy)) {
            throw Problem.forbidden("checkpoint_not_signed", "The checkpoint is not signed by the key of " + origin);
        }
        return of(signed);
    }

    /** What {@code note} says; to be believed only once its signatures have been checked. */
    static Checkpoint of(Note note) {
        var head = TreeHead.parse(note.text());
        return new Checkpoint(head.origin(), head.size(), head.root(), note.toString());
    }

    /** The same state with {@code lines} added to its note, such as those of witnesses. */
    public Checkpoint with(List<Note.Signature> lines) {
        return new Checkpoint(origin, size, root, Note.parse(note).with(lines).toString());
    }
}
