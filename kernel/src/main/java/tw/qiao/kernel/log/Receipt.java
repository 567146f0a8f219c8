package tw.qiao.kernel.log;

import static java.util.Objects.requireNonNull;

import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * Entries of one log that anybody can check with nothing but the log's name and public key (收據).
 *
 * @param origin the name of the log
 * @param checkpoint the signed note that the proofs lead to
 * @param entries the entries, each with its proof
 */
public record Receipt(String origin, String checkpoint, List<ProvenEntry> entries) {
    public Receipt {
        requireNonNull(origin, "origin");
        requireNonNull(checkpoint, "checkpoint");
        entries = List.copyOf(entries);
    }

    /**
     * Promises that the log {@code trustedOrigin} signed a state that holds every entry of this receipt, and returns
     * that state; otherwise says in a {@link Problem} what does not hold. Name and key must come from a source that is
     * trusted, such as the registry, not from the receipt.
     */
    public Checkpoint verify(VerificationKey key, String trustedOrigin) {
        if (!origin.equals(trustedOrigin)) {
            throw Problem.forbidden("checkpoint_of_other_log", "Expected a receipt of " + trustedOrigin);
        }
        if (entries.isEmpty()) {
            throw Problem.invalid("receipt_empty", "A receipt must hold at least one entry");
        }
        var signed = Checkpoint.verify(checkpoint, trustedOrigin, key);
        for (ProvenEntry entry : entries) {
            if (!entry.isIn(signed)) {
                throw Problem.forbidden(
                        "receipt_not_proved", "Entry " + entry.index() + " is not in the log at size " + signed.size());
            }
        }
        return signed;
    }

    /** Whether {@link #verify} finds nothing wrong. */
    public boolean isProvenBy(VerificationKey key, String trustedOrigin) {
        try {
            return verify(key, trustedOrigin).origin().equals(trustedOrigin);
        } catch (Problem e) {
            return false;
        }
    }

    /** The proof of one of the entries as a file for other tools (C2SP tlog-proof), without the entry itself. */
    public String tlogProof(ProvenEntry entry) {
        return TlogProof.of(this, entry).toString();
    }
}
