package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * A key that a node may sign messages with beside its usual one, for a time, while it changes keys.
 *
 * @param key the key
 * @param notBefore from when it counts
 * @param notAfter the first moment at which it counts no more
 */
public record OtherSigningKey(VerificationKey key, Instant notBefore, Instant notAfter) {
    public OtherSigningKey {
        requireNonNull(key, "key");
        requireNonNull(notBefore, "not_before");
        requireNonNull(notAfter, "not_after");
    }

    boolean isValid(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(notAfter);
    }
}
