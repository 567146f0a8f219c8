package tw.qiao.node.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.shredzone.acme4j.exception.AcmeException;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.DurableFile;
import tw.qiao.node.settings.Operations;

/**
 * Renews the TLS certificate when a third of its life is left, by ACME and for the same key, so that other nodes need
 * not be told. A failure leaves the certificate as it is; the node tries again in an hour.
 */
public final class CertificateRenewal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CertificateRenewal.class.getName());

    private final AcmeOrder order;
    private final Path home;
    private final Supplier<String> reload;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("certificate").daemon().factory());

    public CertificateRenewal(Operations.Acme acme, Path home, Supplier<String> reload, Clock clock) {
        this.order = new AcmeOrder(acme, home);
        this.home = home;
        this.reload = reload;
        this.clock = clock;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.HOURS);
    }

    private void look() {
        try {
            if (isDue(NodeKeys.read(home).certificate())) {
                renew();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (AcmeException | IOException | GeneralSecurityException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The TLS certificate is not renewed: {0}", e.getMessage());
        }
    }

    private boolean isDue(X509Certificate certificate) {
        boolean isOwn = certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
        var end = certificate.getNotAfter().toInstant();
        var life = Duration.between(certificate.getNotBefore().toInstant(), end);
        return isOwn || clock.instant().isAfter(end.minus(life.dividedBy(3)));
    }

    /** Refuses what the authority sends if it is not for the key, before anything is written. */
    private void renew() throws AcmeException, IOException, GeneralSecurityException, InterruptedException {
        var keys = NodeKeys.read(home);
        List<X509Certificate> chain = order.certificates(keys.tls());
        if (!NodeKeys.keyId(chain.getFirst())
                .equals(keys.tls().verificationKey().id())) {
            throw Problem.of("node_keys_mismatch", 500, false, "The authority certified another key");
        }
        var text = new StringBuilder();
        for (var certificate : chain) {
            text.append(NodeKeys.pem(certificate.getEncoded()));
        }
        new DurableFile(home.resolve("tls.crt")).write(text.toString());
        var _ = reload.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
