package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A key that a node may have in its TLS certificate beside its usual one, for a time, while it changes keys.
 *
 * @param spkiSha256 SHA-256 of its SPKI, unpadded base64url
 * @param notBefore from when it counts
 * @param notAfter the first moment at which it counts no more
 */
public record OtherTlsKey(String spkiSha256, Instant notBefore, Instant notAfter) {
    public OtherTlsKey {
        requireNonNull(spkiSha256, "spki_sha256");
        requireNonNull(notBefore, "not_before");
        requireNonNull(notAfter, "not_after");
    }

    boolean isValid(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(notAfter);
    }
}
