package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * Where a member's exchange node is reached and how it is recognised.
 *
 * @param url the base of its node-to-node address, for example {@code https://127.0.0.1:7443}
 * @param tlsSpkiSha256 SHA-256 of the SPKI in its TLS certificate, unpadded base64url
 * @param signingKey the key of its messages
 * @param logOrigin the origin line of its evidence log
 * @param logKey the key of its log's checkpoints, Ed25519
 * @param logMlDsaKey the second key of its log's checkpoints, ML-DSA-44; a node that has none signs with one key
 * @param witnessKey the key with which it cosigns the checkpoints of others; a node that has none is no witness
 */
public record NodeAddress(
        String url,
        String tlsSpkiSha256,
        VerificationKey signingKey,
        String logOrigin,
        VerificationKey logKey,
        Optional<VerificationKey> logMlDsaKey,
        Optional<VerificationKey> witnessKey) {
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

    /** A node that signs checkpoints with one key and is no witness. */
    public NodeAddress(
            String url, String tlsSpkiSha256, VerificationKey signingKey, String logOrigin, VerificationKey logKey) {
        this(url, tlsSpkiSha256, signingKey, logOrigin, logKey, Optional.empty(), Optional.empty());
    }

    /** The keys that sign the checkpoints of its log, every one of them. */
    public List<NoteKey> logNoteKeys() {
        return Stream.concat(Stream.of(logKey), logMlDsaKey.stream())
                .map(key -> NoteKey.ofLog(logOrigin, key))
                .toList();
    }

    /** The name and key of the node as a witness. */
    public Optional<NoteKey> witnessNoteKey() {
        return witnessKey.map(key -> NoteKey.ofWitness(witnessName(logOrigin), key));
    }

    /** The name as a witness of the node whose log is {@code logOrigin}. */
    public static String witnessName(String logOrigin) {
        return logOrigin + "/witness";
    }
}
