package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
 * @param otherSigningKeys keys that its messages may have besides, each for a time
 * @param otherTlsKeys keys that its TLS certificate may have besides, each for a time
 */
public record NodeAddress(
        String url,
        String tlsSpkiSha256,
        VerificationKey signingKey,
        String logOrigin,
        VerificationKey logKey,
        Optional<VerificationKey> logMlDsaKey,
        Optional<VerificationKey> witnessKey,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OtherSigningKey> otherSigningKeys,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OtherTlsKey> otherTlsKeys) {
    public NodeAddress {
        requireNonNull(url, "url");
        requireNonNull(tlsSpkiSha256, "tls_spki_sha256");
        requireNonNull(signingKey, "signing_key");
        requireNonNull(logOrigin, "log_origin");
        requireNonNull(logKey, "log_key");
        if (!url.startsWith("https://")) {
            throw new IllegalArgumentException("A node's url must start with https://");
        }
        otherSigningKeys = whole(otherSigningKeys);
        otherTlsKeys = whole(otherTlsKeys);
    }

    /** Registries of nodes that are not changing keys leave the list out. */
    private static <T> List<T> whole(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** A node that is not changing its keys. */
    public NodeAddress(
            String url,
            String tlsSpkiSha256,
            VerificationKey signingKey,
            String logOrigin,
            VerificationKey logKey,
            Optional<VerificationKey> logMlDsaKey,
            Optional<VerificationKey> witnessKey) {
        this(url, tlsSpkiSha256, signingKey, logOrigin, logKey, logMlDsaKey, witnessKey, List.of(), List.of());
    }

    /** A node that signs checkpoints with one key and is no witness. */
    public NodeAddress(
            String url, String tlsSpkiSha256, VerificationKey signingKey, String logOrigin, VerificationKey logKey) {
        this(url, tlsSpkiSha256, signingKey, logOrigin, logKey, Optional.empty(), Optional.empty());
    }

    /** The same node, which may use other keys too. */
    public NodeAddress changingTo(List<OtherSigningKey> signing, List<OtherTlsKey> tls) {
        return new NodeAddress(
                url, tlsSpkiSha256, signingKey, logOrigin, logKey, logMlDsaKey, witnessKey, signing, tls);
    }

    /** The key with the given id, if this node may sign messages with it at {@code now}. */
    public Optional<VerificationKey> signingKey(String id, Instant now) {
        if (signingKey.id().equals(id)) {
            return Optional.of(signingKey);
        }
        return otherSigningKeys.isEmpty()
                ? Optional.empty()
                : otherSigningKeys.stream()
                        .filter(other -> other.key().id().equals(id) && other.isValid(now))
                        .map(OtherSigningKey::key)
                        .findFirst();
    }

    /** Whether this node may show the TLS key with the given hash at {@code now}. */
    public boolean hasTlsKey(String keyId, Instant now) {
        return tlsSpkiSha256.equals(keyId)
                || (!otherTlsKeys.isEmpty()
                        && otherTlsKeys.stream()
                                .anyMatch(other -> other.spkiSha256().equals(keyId) && other.isValid(now)));
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
