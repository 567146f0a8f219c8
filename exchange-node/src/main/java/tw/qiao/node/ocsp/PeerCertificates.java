package tw.qiao.node.ocsp;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tw.qiao.kernel.Problem;
import tw.qiao.node.ocsp.SeenCertificate.State;
import tw.qiao.node.operations.Finding;

/**
 * The certificates that other nodes show. Keys of the registry decide who may connect; beside that, issuers are asked
 * whether they revoked a certificate: in the background, and again when their answer has run out.
 */
public final class PeerCertificates implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PeerCertificates.class.getName());
    private static final Duration BETWEEN_CERTIFICATES = Duration.ofSeconds(10);

    private final Optional<OcspRule> rule;
    private final Clock clock;
    private final Optional<OcspClient> client;
    private final Map<String, SeenCertificate> seen = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ocsp").daemon().factory());
    private volatile Runnable refused = () -> {};

    /** @param rule how issuers are asked, if they are */
    public PeerCertificates(Optional<OcspRule> rule, Clock clock) {
        this.rule = rule;
        this.clock = clock;
        this.client = rule.map(_ -> new OcspClient(clock));
    }

    /** Asks from now on, and has {@code action} done whenever a node is not accepted any more. */
    public PeerCertificates start(Runnable action) {
        refused = action;
        if (rule.isPresent()) {
            var _ = timer.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
        }
        return this;
    }

    /** Whether the node with a key of the registry may connect with this certificate, by what is known now. */
    public boolean admits(String keyId, X509Certificate certificate) {
        var known = seen.get(keyId);
        if (known == null || !known.isOf(certificate)) {
            known = seen.compute(keyId, (_, before) -> first(certificate, Optional.ofNullable(before)));
            wake();
        }
        return !isRefused(known);
    }

    /** Whether the node with the given key may not go on. */
    public boolean refuses(String keyId) {
        var known = seen.get(keyId);
        return known != null && isRefused(known);
    }

    private boolean isRefused(SeenCertificate known) {
        return known.state() == State.REVOKED
                || (known.state() == State.UNCHECKED
                        && rule.map(OcspRule::refusesUnchecked).orElse(false));
    }

    /** A node that shows one certificate after the other does not have issuers asked at each. */
    private SeenCertificate first(X509Certificate certificate, Optional<SeenCertificate> before) {
        if (before.filter(known -> known.isOf(certificate)).isPresent()) {
            return before.get();
        }
        boolean asked = rule.isPresent() && OcspClient.responder(certificate).isPresent();
        return asked
                ? SeenCertificate.pending(
                        certificate, before.isPresent() ? clock.instant().plus(BETWEEN_CERTIFICATES) : Instant.MIN)
                : SeenCertificate.unasked(certificate);
    }

    private void wake() {
        if (rule.isPresent()) {
            try {
                timer.execute(this::check);
            } catch (RejectedExecutionException closed) {
                LOG.log(System.Logger.Level.DEBUG, "No certificate is checked any more");
            }
        }
    }

    /** Asks about every certificate whose time has come. */
    synchronized void check() {
        var now = clock.instant();
        seen.forEach((keyId, known) -> {
            if (!known.due().isAfter(now)) {
                var fresh = asked(known);
                seen.computeIfPresent(keyId, (_, current) -> current.isOf(fresh.certificate()) ? fresh : current);
                if (isRefused(fresh) && !isRefused(known)) {
                    LOG.log(System.Logger.Level.ERROR, "A node is refused for its certificate: {0}", keyId);
                    refused.run();
                }
            }
        });
    }

    private SeenCertificate asked(SeenCertificate known) {
        try {
            var responder = OcspClient.responder(known.certificate()).orElseThrow();
            var answer = client.orElseThrow().ask(responder, known.certificate(), issuer(known.certificate()));
            return known.told(answer, clock.instant());
        } catch (Problem problem) {
            return known.untold(problem.code(), clock.instant());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A certificate cannot be checked", e);
            return known.untold("ocsp_unreadable", clock.instant());
        }
    }

    private X509Certificate issuer(X509Certificate certificate) {
        for (X509Certificate issuer : rule.map(OcspRule::issuers).orElse(List.of())) {
            if (issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
                try {
                    certificate.verify(issuer.getPublicKey());
                    return issuer;
                } catch (GeneralSecurityException another) {
                    LOG.log(System.Logger.Level.DEBUG, "Another issuer of that name");
                }
            }
        }
        throw Problem.forbidden("ocsp_unknown_issuer", "The settings name no such issuer");
    }

    /**
     * How well the certificates are.
     *
     * @param names the name of the node with a given key, if it is still one of the registry
     */
    public List<Finding> findings(Function<String, Optional<String>> names) {
        var now = clock.instant();
        String ended = names(
                names, known -> known.certificate().getNotAfter().toInstant().isBefore(now));
        var times = ended.isEmpty()
                ? Finding.ok("peerCertificates", seen.size())
                : Finding.degraded("peerCertificates", "ended", ended);
        return rule.isPresent() ? List.of(times, statuses(names)) : List.of(times);
    }

    private Finding statuses(Function<String, Optional<String>> names) {
        String revoked = names(names, known -> known.state() == State.REVOKED);
        if (!revoked.isEmpty()) {
            return Finding.degraded("ocsp", "revoked", revoked);
        }
        String unchecked = names(names, known -> known.state() == State.UNCHECKED);
        String reasons = seen.values().stream()
                .filter(known -> known.state() == State.UNCHECKED)
                .map(SeenCertificate::reason)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return unchecked.isEmpty()
                ? Finding.ok(
                        "ocsp",
                        seen.values().stream()
                                .filter(known -> known.state() == State.GOOD)
                                .count())
                : Finding.degraded("ocsp", "unchecked", unchecked, reasons);
    }

    private String names(Function<String, Optional<String>> names, Predicate<SeenCertificate> such) {
        return seen.entrySet().stream()
                .filter(entry -> such.test(entry.getValue()))
                .flatMap(entry -> names.apply(entry.getKey()).stream())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.ifPresent(OcspClient::close);
    }
}
