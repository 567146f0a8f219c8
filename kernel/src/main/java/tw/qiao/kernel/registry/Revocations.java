package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What holds no more although the registry still says so (緊急廢止): a small list that is spread within seconds, until a
 * registry without these grants and keys is.
 *
 * @param number grows by every change, apart from the registry's; a node never goes back to a smaller one
 * @param issuedAt when it was signed
 * @param grants the ids of revoked grants
 * @param keys the ids of revoked keys: of messages, of logs or of TLS certificates
 */
public record Revocations(long number, Instant issuedAt, Set<String> grants, Set<String> keys) {
    /** The name of the file beside the registry. */
    public static final String FILE = "revocations.json";

    /** Nothing is revoked. */
    public static final Revocations NONE = new Revocations(0, Instant.EPOCH, Set.of(), Set.of());

    private static final int MOST = 10_000;

    public Revocations {
        requireNonNull(issuedAt, "issued_at");
        grants = Collections.unmodifiableSortedSet(new TreeSet<>(grants));
        keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
        if (number < 0 || grants.size() + keys.size() > MOST) {
            throw new IllegalArgumentException("Revocations are numbered from 1, and at most " + MOST);
        }
    }

    /** What is left of {@code registry}: no revoked grant, and no node one of whose keys is revoked. */
    public Registry applyTo(Registry registry) {
        if (grants.isEmpty() && keys.isEmpty()) {
            return registry;
        }
        return new Registry(
                registry.number(),
                registry.issuedAt(),
                registry.validUntil(),
                registry.members().stream().map(this::withoutRevokedNodes).toList(),
                registry.grants().stream()
                        .filter(grant -> !grants.contains(grant.id()))
                        .toList());
    }

    private Member withoutRevokedNodes(Member member) {
        var nodes = member.nodes().stream().filter(node -> !revokes(node)).toList();
        return new Member(member.id(), member.nameZh(), member.nameEn(), member.subsystems(), nodes);
    }

    /** Whether {@code node} is none of the exchange any more, because one of its keys is revoked. */
    public boolean revokes(NodeAddress node) {
        return keys.contains(node.tlsSpkiSha256())
                || keys.contains(node.signingKey().id())
                || keys.contains(node.logKey().id())
                || node.otherSigningKeys().stream()
                        .anyMatch(other -> keys.contains(other.key().id()))
                || node.otherTlsKeys().stream().anyMatch(other -> keys.contains(other.spkiSha256()));
    }
}
