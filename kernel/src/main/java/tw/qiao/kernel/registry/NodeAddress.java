package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import tw.qiao.kernel.signature.VerificationKey;

/**
 * Where a member's exchange node is reached and how it is recognised.
 *
 * @param url the base of its node-to-node address, for example {@code https://127.0.0.1:7443}
 * @param tlsSpkiSha256 SHA-256 of the SPKI in its TLS certificate, unpadded base64url
 * @param signingKey the key of its messages
 * @param logOrigin the origin line of its evidence log
 * @param logKey the key of its log's checkpoints, Ed25519
 */
public record NodeAddress(
        String url, String tlsSpkiSha256, VerificationKey signingKey, String logOrigin, VerificationKey logKey) {
    public NodeAddress {
        requireNonNull(url, "url");
        requireNonNull(tlsSpkiSha256, "tls_spki_sha256");
        requireNonNull(signingKey, "signing_key");
        requireNonNull(logOrigin, "log_origin");
        requireNonNull(logKey, "log_key");
        if (!url.startsWith("https://")) {
            throw new IllegalArgumentException("A node's url must start with https://");
        }
    }
}
