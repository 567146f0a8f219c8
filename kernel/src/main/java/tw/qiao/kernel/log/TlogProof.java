package tw.qiao.kernel.log;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/**
 * A proof in one file that an entry is in a log and that witnesses saw it (C2SP tlog-proof). It holds no entry.
 *
 * @param extra bytes for the application, which nothing vouches for, in base64
 * @param index the place of the entry, from 0
 * @param hashes the audit path, from the leaf up
 * @param checkpoint the signed note that the path leads to
 */
public record TlogProof(Optional<String> extra, long index, List<Hash> hashes, String checkpoint) {
    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int LONGEST = 63;

    public TlogProof {
        requireNonNull(checkpoint, "checkpoint");
        hashes = List.copyOf(hashes);
        extra.ifPresent(Base64Form::decode);
        if (index < 0 || hashes.size() > LONGEST) {
            throw malformed();
        }
    }

    /** The proof for one entry of a receipt. */
    public static TlogProof of(Receipt receipt, ProvenEntry entry) {
        return new TlogProof(Optional.empty(), entry.index(), entry.proof(), receipt.checkpoint());
    }

    /** The same proof with {@code bytes} for the application. */
    public TlogProof withExtra(byte[] bytes) {
        return new TlogProof(Optional.of(Base64.getEncoder().encodeToString(bytes)), index, hashes, checkpoint);
    }

    /** Reads a proof; verifies nothing. */
    public static TlogProof parse(String text) {
        int split = text.indexOf("\n\n");
        if (split < 0) {
            throw malformed();
        }
        var lines = new ArrayList<>(List.of(text.substring(0, split).split("\n", -1)));
        if (!lines.removeFirst().equals(FIRST)) {
            throw malformed();
        }
        var extra = value(lines, EXTRA);
        long index = TreeHead.size(value(lines, INDEX).orElseThrow(TlogProof::malformed));
        var hashes = lines.stream().map(Hash::ofBase64).toList();
        String checkpoint = text.substring(split + 2);
        return new TlogProof(extra, index, hashes, Note.parse(checkpoint).toString());
    }

    private static Optional<String> value(List<String> lines, String label) {
        return lines.isEmpty() || !lines.getFirst().startsWith(label)
                ? Optional.empty()
                : Optional.of(lines.removeFirst().substring(label.length()));
    }

    /**
     * Promises that {@code entry} is in a log of {@code policy} at a state that enough of its witnesses saw, and
     * returns that state; otherwise says in a {@link Problem} what does not hold.
     */
    public Checkpoint verify(byte[] entry, WitnessPolicy policy) {
        return proven(entry, policy.verify(checkpoint));
    }

    /**
     * As {@link #verify(byte[], WitnessPolicy)}, where the log is known from elsewhere, such as the registry.
     *
     * @param keys the keys of the log, all of which must have signed
     */
    public Checkpoint verify(byte[] entry, String origin, List<NoteKey> keys, WitnessPolicy policy) {
        return proven(entry, policy.verify(checkpoint, origin, keys));
    }

    private Checkpoint proven(byte[] entry, Checkpoint signed) {
        if (!new InclusionProof(index, signed.size(), hashes).proves(entry, signed.root())) {
            throw Problem.forbidden(
                    "receipt_not_proved", "Entry " + index + " is not in the log at size " + signed.size());
        }
        return signed;
    }

    private static Problem malformed() {
        return Problem.invalid(
                "proof_malformed",
                "A proof is " + FIRST + ", an index, hashes, an empty line and a checkpoint (C2SP tlog-proof)");
    }

    /** The proof as a file, by custom named {@code *.tlog-proof}. */
    @Override
    public String toString() {
        var out = new StringBuilder(FIRST).append('\n');
        extra.ifPresent(bytes -> out.append(EXTRA).append(bytes).append('\n'));
        out.append(INDEX).append(index).append('\n');
        hashes.forEach(hash -> out.append(hash.base64()).append('\n'));
        return out.append('\n').append(checkpoint).toString();
    }
}
