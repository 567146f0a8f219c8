package tw.qiao.node.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.settings.NodeSettings;

/**
 * Takes a new signing key or TLS certificate into use while the node runs, when their files change or somebody asks.
 * What is under way finishes as it began. Files that do not fit leave everything as it is.
 */
public final class KeyReload implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KeyReload.class.getName());

    private final Path home;
    private final long period;
    private final boolean isInToken;
    private final TlsIdentity identity;
    private final MessageSigner signer;
    private final Runnable renewConnections;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("keys").daemon().factory());
    private List<FileTime> seen;

    /** @param renewConnections has connections made again, with the certificate then in use */
    public KeyReload(NodeSettings settings, TlsIdentity identity, MessageSigner signer, Runnable renewConnections) {
        this.home = settings.home();
        this.period = settings.options().rhythm().keys().toMillis();
        this.isInToken = settings.options().operations().token().isPresent();
        this.identity = identity;
        this.signer = signer;
        this.renewConnections = renewConnections;
        this.seen = times();
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        try {
            var present = times();
            if (!present.equals(seen)) {
                seen = present;
                now();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The changed keys are not taken into use: {0}", e.getMessage());
        }
    }

    private List<FileTime> times() {
        var times = new ArrayList<FileTime>();
        for (String name : List.of("signing.pem", "tls.pem", "tls.crt")) {
            try {
                times.add(Files.getLastModifiedTime(home.resolve(name)));
            } catch (IOException beingReplaced) {
                times.add(FileTime.fromMillis(0));
            }
        }
        return times;
    }

    /**
     * Takes what lies on the disk into use, and says what that is.
     *
     * @throws Problem when the files do not fit
     */
    public synchronized String now() {
        var keys = NodeKeys.read(home).requireMatching();
        if (!keys.certificate().equals(identity.certificate())) {
            identity.use(keys);
            renewConnections.run();
            LOG.log(System.Logger.Level.INFO, "A new TLS certificate is in use");
        }
        if (!isInToken && !keys.signing().verificationKey().equals(signer.key().verificationKey())) {
            signer.use(keys.signing());
            LOG.log(System.Logger.Level.INFO, "A new signing key is in use");
        }
        var json = CanonicalJson.MAPPER.createObjectNode();
        json.put("signing_key", signer.key().verificationKey().id());
        json.put("tls_spki_sha256", NodeKeys.keyId(identity.certificate()));
        json.put(
                "certificate_ends",
                identity.certificate().getNotAfter().toInstant().toString());
        return json.toString();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
