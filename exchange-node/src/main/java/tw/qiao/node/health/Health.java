package tw.qiao.node.health;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.ocsp.PeerCertificates;
import tw.qiao.node.operations.Calls;
import tw.qiao.node.operations.Finding;
import tw.qiao.node.operations.Machine;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.parts.NodeParts;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.witness.Witnessing;

/** Looks at everything that a running node lives on. */
public final class Health {
    static final Duration CERTIFICATE_SOON = Duration.ofDays(30);
    private static final Duration REGISTRY_SOON = Duration.ofHours(6);
    private static final Duration REGISTRY_STALE = Duration.ofMinutes(5);
    private static final Duration UNSHOWN = Duration.ofMinutes(3);
    private static final Duration RECENT = Duration.ofMinutes(5);
    private static final double MANY_FILES = 0.8;
    private static final int LONG_QUEUE = 2048;
    private static final long MEBIBYTE = 1L << 20;
    private static final long LITTLE = 1024 * MEBIBYTE;
    private static final long TOO_LITTLE = 100 * MEBIBYTE;

    private final NodeParts parts;
    private final EvidenceLog log;
    private final Witnessing witnessing;
    private final TlsIdentity identity;
    private final PeerCertificates certificates;
    private final MessageSigner signer;
    private final Metrics metrics;
    private final Clock clock;

    public Health(
            NodeParts parts,
            EvidenceLog log,
            Witnessing witnessing,
            TlsIdentity identity,
            PeerCertificates certificates,
            MessageSigner signer,
            Metrics metrics,
            Clock clock) {
        this.parts = parts;
        this.log = log;
        this.witnessing = witnessing;
        this.identity = identity;
        this.certificates = certificates;
        this.signer = signer;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What is found now. */
    List<Finding> findings() {
        var own = List.of(
                evidence(),
                witnesses(),
                registry(),
                keys(),
                certificate(identity.certificate().getNotAfter().toInstant(), clock.instant()),
                disk(parts.settings()),
                openFiles(),
                queue(),
                asked("peers", metrics.peers()),
                asked("services", metrics.services()));
        return Stream.concat(own.stream(), certificates.findings(this::nameOf).stream())
                .toList();
    }

    private Optional<String> nameOf(String tlsKey) {
        return parts.registry().newest().members().stream()
                .flatMap(member -> member.nodes().stream())
                .filter(node -> node.hasTlsKey(tlsKey, clock.instant()))
                .map(NodeAddress::logOrigin)
                .findFirst();
    }

    private Finding evidence() {
        if (log.history().isStopped()) {
            return Finding.failing("log", "stopped");
        }
        if (!log.isWritable()) {
            return Finding.failing("log", "unwritable");
        }
        var age = Duration.between(witnessing.shownAt(), clock.instant());
        return age.compareTo(UNSHOWN) > 0
                ? Finding.degraded("log", "unshown", age.toMinutes())
                : Finding.ok("log", log.size(), age.toSeconds());
    }

    private Finding witnesses() {
        var quorum = witnessing.quorum();
        return quorum.isThere()
                ? Finding.ok("witnesses", quorum.cosigned(), quorum.witnesses())
                : Finding.degraded("witnesses", "few", quorum.cosigned(), quorum.witnesses());
    }

    private Finding registry() {
        var registry = parts.registry().newest();
        var now = clock.instant();
        var unrenewed = Duration.between(parts.registry().renewed(), now);
        if (unrenewed.compareTo(REGISTRY_STALE) > 0 && now.isBefore(registry.validUntil())) {
            long hours = Duration.between(now, registry.validUntil()).toHours();
            return Finding.degraded(
                    "registry", "stale", String.valueOf(registry.number()), unrenewed.toMinutes(), hours);
        }
        return registry(registry, now);
    }

    static Finding registry(Registry registry, Instant now) {
        String number = String.valueOf(registry.number());
        if (!now.isBefore(registry.validUntil())) {
            return Finding.failing("registry", "ended", number);
        }
        var left = Duration.between(now, registry.validUntil());
        return left.compareTo(REGISTRY_SOON) < 0
                ? Finding.degraded("registry", "ending", number, left.toMinutes())
                : registry.lastsADay()
                        ? Finding.ok("registry", number, left.toHours())
                        : Finding.degraded("registry", "short", number, left.toHours());
    }

    private Finding keys() {
        return keys(
                parts.registry().newest(),
                parts.registry().revocations(),
                parts.settings(),
                signer.key().verificationKey(),
                identity.certificate(),
                clock);
    }

    /** Whether {@code registry} names the keys that a node uses, and none of them is revoked. */
    static Finding keys(
            Registry registry,
            Revocations revocations,
            NodeSettings settings,
            VerificationKey signing,
            X509Certificate tls,
            Clock clock) {
        var own = registry.member(settings.member()).stream()
                .flatMap(member -> member.nodes().stream())
                .filter(node -> node.logOrigin().equals(settings.logOrigin()))
                .findFirst();
        if (own.isEmpty()) {
            return Finding.failing("keys", "unknown");
        }
        if (revocations.revokes(own.get())) {
            return Finding.failing("keys", "revoked");
        }
        var now = clock.instant();
        if (own.get().signingKey(signing.id(), now).isEmpty()) {
            return Finding.failing("keys", "signing");
        }
        return own.get().hasTlsKey(NodeKeys.keyId(tls), now) ? Finding.ok("keys") : Finding.failing("keys", "tls");
    }

    /** Peers know a node by its key, so an old certificate is a warning only. */
    static Finding certificate(Instant end, Instant now) {
        long days = Duration.between(now, end).toDays();
        if (!now.isBefore(end)) {
            return Finding.degraded("certificate", "ended", -days);
        }
        return Duration.between(now, end).compareTo(CERTIFICATE_SOON) < 0
                ? Finding.degraded("certificate", "ending", days)
                : Finding.ok("certificate", days);
    }

    static Finding disk(NodeSettings settings) {
        try {
            long free = Files.getFileStore(settings.home()).getUsableSpace();
            if (free < TOO_LITTLE) {
                return Finding.failing("disk", "full", free / MEBIBYTE);
            }
            return free < LITTLE
                    ? Finding.degraded("disk", "little", free / MEBIBYTE)
                    : Finding.ok("disk", free / MEBIBYTE);
        } catch (IOException e) {
            return Finding.failing("disk", "unreadable");
        }
    }

    private static Finding openFiles() {
        double share = Machine.openFilesShare();
        long percent = Math.round(share * 100);
        return share > MANY_FILES ? Finding.degraded("files", "many", percent) : Finding.ok("files", percent);
    }

    private Finding queue() {
        int waiting = log.queued();
        return waiting > LONG_QUEUE ? Finding.degraded("queue", "long", waiting) : Finding.ok("queue", waiting);
    }

    private Finding asked(String check, Calls calls) {
        var seen = calls.lastSeen();
        var silent = seen.entrySet().stream()
                .filter(entry -> isRecent(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return silent.isEmpty()
                ? Finding.ok(check, seen.size())
                : Finding.degraded(check, "silent", String.join(", ", silent));
    }

    private boolean isRecent(Calls.LastSeen seen) {
        return seen.failing()
                .filter(moment -> moment.plus(RECENT).isAfter(clock.instant()))
                .isPresent();
    }
}
