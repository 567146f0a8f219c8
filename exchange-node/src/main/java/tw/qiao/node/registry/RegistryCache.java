package tw.qiao.node.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.DurableFile;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Faults;
import tw.qiao.node.settings.NodeSettings;

/**
 * The newest signed registry that this node knows, less what was revoked since. It looks for newer ones all the time,
 * never goes back to an older one, not even after it was restarted or the one it has ended, and keeps a copy, so that
 * it starts when the source is away.
 */
public final class RegistryCache implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RegistryCache.class.getName());

    private record Snapshot(String signed, Registry registry, RegistryIndex index) {
        static Snapshot of(String signed, Registry registry, Revocations revocations) {
            return new Snapshot(signed, registry, new RegistryIndex(revocations.applyTo(registry)));
        }
    }

    private final NodeSettings settings;
    private final Clock clock;
    private final Optional<WitnessPolicy> policy;
    private final RegistrySource source;
    private final KnownRevocations revocations;
    private final DurableFile copy;
    private final RegistryEditions editions;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("registry").daemon().factory());
    private volatile @Nullable Snapshot newest;
    private volatile Instant confirmed = Instant.MIN;
    private volatile boolean forked;
    private RegistryState told = RegistryState.FRESH;
    private String complaint = "";

    public RegistryCache(NodeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.policy = settings.options()
                .registryPolicy()
                .map(text -> WitnessPolicy.parse(text.getBytes(StandardCharsets.UTF_8)));
        this.source = new RegistrySource(settings.registry(), settings.home());
        this.revocations = new KnownRevocations(settings, source.beside(Revocations.FILE));
        this.copy = new DurableFile(settings.home().resolve("registry-copy.json"));
        this.editions = new RegistryEditions(settings.home().resolve("registries"), settings.registryKey());
        recall();
        renew();
        var first = newest;
        if (first == null || isOver(first.registry())) {
            close();
            throw Problem.unavailable(
                    "registry_unavailable", "There is no valid registry at " + settings.registry() + ": " + complaint);
        }
        long period = settings.options().rhythm().registry().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::refresh, period, period, TimeUnit.MILLISECONDS);
    }

    /** Takes up the edition that was known before the node was started, be it over or not. */
    private void recall() {
        try {
            var kept = copy.read();
            if (kept.isPresent()) {
                var registry = SignedRegistry.seen(kept.get(), settings.registryKey());
                newest = Snapshot.of(kept.get(), registry, revocations.current());
                editions.keep(registry, kept.get());
                confirmed = registry.issuedAt();
            }
        } catch (IOException | Problem e) {
            LOG.log(System.Logger.Level.ERROR, "The copy of the registry is of no use: {0}", e.getMessage());
        }
    }

    private void refresh() {
        renewRevocations();
        renew();
        var state = state();
        if (state != told) {
            told = state;
            LOG.log(state.level(), "The registry is {0}; its source confirmed it at {1}", state.word(), confirmed);
        }
    }

    private void renewRevocations() {
        if (revocations.renewed()) {
            revoke();
        }
    }

    private synchronized void revoke() {
        var known = newest;
        if (known != null) {
            newest = Snapshot.of(known.signed(), known.registry(), revocations.current());
        }
    }

    private synchronized void use(String signed, Registry registry) {
        newest = Snapshot.of(signed, registry, revocations.current());
    }

    /** Takes up revocations that came by another way than the source, if they are signed as those are, and newer. */
    public long takeRevocations(String signed) throws IOException {
        if (revocations.take(signed)) {
            revoke();
        }
        return revocations.current().number();
    }

    private void renew() {
        try {
            var changed = source.changed();
            if (changed.isPresent()) {
                accept(changed.get());
            }
            confirmed = clock.instant();
            complaint = "";
        } catch (NoSuchFileException e) {
            complain("there is nothing at " + settings.registry());
        } catch (IOException | RuntimeException e) {
            source.forget();
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            LOG.log(System.Logger.Level.WARNING, "The registry cannot be renewed: {0}", reason);
        }
        complaint = reason;
    }

    private void accept(String signed) throws IOException {
        var known = newest;
        if (known != null && known.signed().equals(signed)) {
            return;
        }
        var registry = verified(signed, known);
        policy.ifPresent(asked -> SignedRegistry.requireLogged(signed, asked));
        editions.keep(registry, signed);
        copy.write(signed);
        use(signed, registry);
        if (!registry.lastsADay()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Registry {0} is valid for less than a day",
                    String.valueOf(registry.number()));
        }
        forked = false;
        LOG.log(System.Logger.Level.INFO, "Registry {0} is in use", String.valueOf(registry.number()));
    }

    private Registry verified(String signed, @Nullable Snapshot known) throws IOException {
        if (known == null) {
            return SignedRegistry.verify(signed, settings.registryKey(), clock);
        }
        try {
            return SignedRegistry.verify(signed, settings.registryKey(), clock, known.registry());
        } catch (Problem problem) {
            if (problem.code().equals("registry_forked")) {
                keepAsEvidence(signed, known.registry().number());
            }
            throw problem;
        }
    }

    /** Both editions are signed, so together they prove what their signer did. */
    private void keepAsEvidence(String signed, long number) throws IOException {
        String hash =
                Base64.getUrlEncoder().encodeToString(ContentDigest.sha256(signed.getBytes(StandardCharsets.UTF_8)));
        var file = settings.home().resolve("registry-forked-" + number + "-" + hash.substring(0, 16) + ".json");
        new DurableFile(file).write(signed);
        forked = true;
    }

    /** How much the newest registry is to be trusted to be the newest. */
    RegistryState state() {
        return RegistryState.of(known().registry(), confirmed, forked, clock.instant());
    }

    /** The newest registry. Refuses to work with one that has ended. */
    public RegistryIndex current() {
        var snapshot = known();
        if (isOver(snapshot.registry())) {
            throw Faults.unavailable("global_conf_outdated", "The registry of the exchange has ended");
        }
        return snapshot.index();
    }

    private boolean isOver(Registry registry) {
        return !clock.instant().isBefore(registry.validUntil());
    }

    private Snapshot known() {
        var snapshot = newest;
        if (snapshot == null) {
            throw new IllegalStateException("A node without a registry was started");
        }
        return snapshot;
    }

    /** The number of the newest registry, be it over or not. */
    public long number() {
        return known().registry().number();
    }

    /** The newest registry, even if it has ended. */
    public Registry newest() {
        return known().registry();
    }

    /** The registry at its source, as a look at it. */
    public static Registry fetchOnce(NodeSettings settings, Clock clock) {
        try {
            String signed = new RegistrySource(settings.registry(), settings.home())
                    .changed()
                    .orElseThrow();
            return SignedRegistry.verify(signed, settings.registryKey(), clock);
        } catch (IOException e) {
            throw Problem.unavailable("registry_unavailable", "There is no registry at " + settings.registry(), e);
        }
    }

    /** The revocations at their source, as a look at them. */
    public static Revocations fetchRevocationsOnce(NodeSettings settings) {
        try {
            return KnownRevocations.fetchOnce(settings);
        } catch (IOException e) {
            throw Problem.unavailable(
                    "revocations_unavailable", "The revocations beside " + settings.registry() + " cannot be read", e);
        }
    }

    /** What holds no more although the newest registry still says so. */
    public Revocations revocations() {
        return revocations.current();
    }

    /** When the source was last there, even if it held nothing new. */
    public Instant renewed() {
        return confirmed;
    }

    /** The newest registry as it was signed. */
    public String signed() {
        return known().signed();
    }

    /** The edition that was in use at {@code time}, as it was signed, where it is kept. */
    public Optional<String> editionAt(Instant time) {
        return editions.at(time);
    }

    /** The newest revocations as they were signed; empty where there never were any. */
    public String signedRevocations() {
        return revocations.signed();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        source.close();
        revocations.close();
    }
}
