package tw.qiao.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.node.message.Faults;

/**
 * The newest signed registry that this node knows. It looks for a newer one every {@value #PERIOD_SECONDS} seconds,
 * never goes back to an older one, and keeps a copy, so that it starts when the source is away.
 */
final class RegistryCache implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RegistryCache.class.getName());
    private static final int PERIOD_SECONDS = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A member together with the one of its nodes that was looked for. */
    record Peer(Member member, NodeAddress node) {}

    private record Snapshot(String signed, Registry registry) {}

    private final NodeSettings settings;
    private final Clock clock;
    private final Path copy;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("registry").daemon().factory());
    private volatile Snapshot newest;
    private volatile Instant renewed;
    private String seen = "";

    RegistryCache(NodeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.copy = settings.home().resolve("registry-copy.json");
        this.renewed = clock.instant();
        this.newest = first();
        var _ = timer.scheduleWithFixedDelay(this::refresh, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private Snapshot first() {
        Optional<Snapshot> kept = kept();
        try {
            String signed = fetch();
            var registry = kept.isPresent()
                    ? SignedRegistry.verify(
                            signed, settings.registryKey(), clock, kept.get().registry())
                    : SignedRegistry.verify(signed, settings.registryKey(), clock);
            return keep(new Snapshot(signed, registry));
        } catch (IOException | Problem e) {
            LOG.log(System.Logger.Level.WARNING, "The registry cannot be renewed: {0}", e.getMessage());
            return kept.orElseThrow(() -> Problem.unavailable(
                    "registry_unavailable", "There is no valid registry at " + settings.registry(), e));
        }
    }

    private Optional<Snapshot> kept() {
        try {
            if (Files.exists(copy)) {
                String signed = Files.readString(copy);
                return Optional.of(new Snapshot(signed, SignedRegistry.verify(signed, settings.registryKey(), clock)));
            }
        } catch (IOException | Problem e) {
            LOG.log(System.Logger.Level.WARNING, "The copy of the registry is of no use: {0}", e.getMessage());
        }
        return Optional.empty();
    }

    private Snapshot keep(Snapshot snapshot) throws IOException {
        var fresh = copy.resolveSibling(copy.getFileName() + ".new");
        Files.writeString(fresh, snapshot.signed());
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return snapshot;
    }

    /** The registry at its source, as a look at it. */
    static Registry fetchOnce(NodeSettings settings, Clock clock) {
        try {
            return SignedRegistry.verify(fetch(settings), settings.registryKey(), clock);
        } catch (IOException e) {
            throw Problem.unavailable("registry_unavailable", "There is no registry at " + settings.registry(), e);
        }
    }

    private String fetch() throws IOException {
        return fetch(settings);
    }

    private static String fetch(NodeSettings settings) throws IOException {
        if (!settings.registry().startsWith("http")) {
            return Files.readString(settings.home().resolve(settings.registry()));
        }
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(URI.create(settings.registry()))
                    .timeout(PATIENCE)
                    .build();
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("The registry answered with status " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void refresh() {
        try {
            String signed = fetch();
            renewed = clock.instant();
            if (!signed.equals(newest.signed()) && !signed.equals(seen)) {
                seen = signed;
                var registry = SignedRegistry.verify(signed, settings.registryKey(), clock, newest.registry());
                newest = keep(new Snapshot(signed, registry));
                LOG.log(System.Logger.Level.INFO, "Registry {0} is in use", String.valueOf(registry.number()));
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The registry cannot be renewed: {0}", e.getMessage());
        }
    }

    /** The newest registry. Refuses to work with one that has ended. */
    Registry current() {
        var registry = newest.registry();
        if (!clock.instant().isBefore(registry.validUntil())) {
            throw Faults.unavailable("global_conf_outdated", "The registry of the exchange has ended");
        }
        return registry;
    }

    /** The newest registry, even if it has ended. */
    Registry newest() {
        return newest.registry();
    }

    /** When the source was last there, even if it held nothing new. */
    Instant renewed() {
        return renewed;
    }

    /** The newest registry as it was signed. */
    String signed() {
        return newest.signed();
    }

    /** The node whose messages carry the given key id. */
    Optional<Peer> peerBySigningKey(String keyId) {
        var now = clock.instant();
        return peers().filter(peer -> peer.node().signingKey(keyId, now).isPresent())
                .findFirst();
    }

    /** Whether some node of the exchange has a TLS key with the given hash. */
    boolean knowsTlsKey(String keyId) {
        var now = clock.instant();
        return peers().anyMatch(peer -> peer.node().hasTlsKey(keyId, now));
    }

    /** The keys of the log with the given origin; none if it is of no node of the exchange. */
    List<NoteKey> keysOfLog(String origin) {
        return peers().filter(peer -> peer.node().logOrigin().equals(origin))
                .findFirst()
                .map(peer -> peer.node().logNoteKeys())
                .orElse(List.of());
    }

    /** The nodes that can be witnesses of others. */
    List<Peer> witnesses() {
        return peers().filter(peer -> peer.node().witnessKey().isPresent()).toList();
    }

    private Stream<Peer> peers() {
        return current().members().stream()
                .flatMap(member -> member.nodes().stream().map(node -> new Peer(member, node)));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
