package tw.qiao.kernel.log;

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
        String text = origin + "\n" + size + "\n" + root.base64() + "\n";
        return new Checkpoint(origin, size, root, Note.sign(text, origin, key).toString());
    }

    /** The checkpoint in {@code note}, if it is of the log {@code origin} and signed by its key. */
    public static Checkpoint verify(String note, String origin, VerificationKey key) {
        var signed = Note.parse(note);
        List<String> lines = signed.text().lines().toList();
        if (!lines.getFirst().equals(origin)) {
            throw Problem.forbidden("checkpoint_of_other_log", "Expected a checkpoint of " + origin);
        }
        if (!signed.isSignedBy(origin, key)) {
            throw Problem.forbidden("checkpoint_not_signed", "The checkpoint is not signed by the key of " + origin);
        }
        if (lines.size() < 3) {
            throw malformed();
        }
        return new Checkpoint(origin, size(lines.get(1)), Hash.ofBase64(lines.get(2)), note);
    }

    private static long size(String line) {
        try {
            long size = Long.parseLong(line);
            if (size >= 0 && Long.toString(size).equals(line)) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static Problem malformed() {
        return Problem.invalid(
                "checkpoint_malformed", "A checkpoint is an origin, a size and a root (C2SP tlog-checkpoint)");
    }
}
