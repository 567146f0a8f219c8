package tw.qiao.node;

import io.helidon.common.mapper.MapperManager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.node.bundle.KeptMessages;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.StampedReceipts;
import tw.qiao.node.evidence.StoppedLog;
import tw.qiao.node.health.Doctor;
import tw.qiao.node.health.Health;
import tw.qiao.node.health.OperationsFront;
import tw.qiao.node.keys.CertificateRenewal;
import tw.qiao.node.keys.KeyReload;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.limit.Limits;
import tw.qiao.node.limit.Quotas;
import tw.qiao.node.listener.HttpErrors;
import tw.qiao.node.listener.HttpListener;
import tw.qiao.node.message.MessageSigner;
import tw.qiao.node.monitoring.NodeGauges;
import tw.qiao.node.monitoring.Observation;
import tw.qiao.node.monitoring.OperationalRecord.Role;
import tw.qiao.node.monitoring.OperationalRecords;
import tw.qiao.node.ocsp.PeerCertificates;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.operations.ProcessLog;
import tw.qiao.node.parts.LazyRegister;
import tw.qiao.node.parts.NodeParts;
import tw.qiao.node.peer.PeerClient;
import tw.qiao.node.registry.KnownNames;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.restoration.LostLog;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.Spool;
import tw.qiao.node.store.PrivateStore;
import tw.qiao.node.timestamp.CheckpointStamps;
import tw.qiao.node.timestamp.StampFiles;
import tw.qiao.node.timestamp.TimeStampClient;
import tw.qiao.node.trace.Tracer;
import tw.qiao.node.trailer.Passages;
import tw.qiao.node.witness.OwnWitness;
import tw.qiao.node.witness.WitnessFront;
import tw.qiao.node.witness.Witnessing;

/**
 * A running exchange node (交換節點): one side for the member's own systems, one for the nodes of other members, and one
 * evidence log of what crossed or was refused.
 */
public final class ExchangeNode implements AutoCloseable {
    private static final Duration STAMPING = Duration.ofSeconds(5);

    static {
        shareMappers();
    }

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final StandingServer server;

    private ExchangeNode(NodeSettings settings, Clock clock, Ids ids) {
        try {
            this.server = assembled(settings, clock, ids);
        } catch (RuntimeException e) {
            closeParts();
            throw e;
        }
    }

    private StandingServer assembled(NodeSettings settings, Clock clock, Ids ids) {
        LostLog.requireNone(settings.home());
        var keys = NodeKeys.used(settings, clock, ids);
        var log = opened(EvidenceLog.open(
                settings.home().resolve("log"), settings.logOrigin(), List.of(keys.log(), keys.logMlDsa()), clock));
        var metrics = new Metrics(clock);
        log.watch(metrics);
        var tracer = opened(new Tracer(settings.options().operations().otlpEndpoint(), settings.member(), clock));
        var registry = opened(new RegistryCache(settings, clock));
        var bodies = settings.options().bodies();
        var parts = new NodeParts(
                settings,
                registry,
                PrivateStore.open(
                        settings.home().resolve("private"), log, settings.answersKept(), bodies.largestKept(), clock),
                limits(registry, settings.member(), keys, log, clock),
                Room.in(Spool.open(settings.home().resolve("spool"), bodies), bodies.largestBody()));
        opened(Erasing.of(parts.store()));
        var certificates =
                opened(new PeerCertificates(settings.options().operations().ocsp(), clock));
        var identity = new TlsIdentity(keys, certificates::admits);
        var signer = new MessageSigner(keys.signing(), settings.options().signsInGroups(), clock, ids);
        var client = opened(new PeerClient(
                identity, metrics.peers(), clock, settings.options().peerProtocol()));
        metrics.counter("qiao_peer_multiplexed_total", "Answers of other nodes over HTTP/2", client::overHttp2);
        certificates.start(client::renew);
        var courier = new Courier(signer, client, clock);
        var verifier = new PeerVerifier(parts.registry(), clock);
        var observation = new Observation(metrics, tracer, new KnownNames(parts.registry()));
        var services = new Services(parts, opened(new LazyRegister(settings.database())), clock, observation::of);
        var asConsumer = opened(new Evidence(log, "consumer", clock, ids));
        var asProvider = opened(new Evidence(log, "provider", clock, ids));
        var witnessing = opened(new Witnessing(log, settings, registry, client, clock));
        var stamping = opened(new TimeStampClient(settings.options().timeStampAuthorities(), STAMPING, clock));
        var stamps = opened(stamps(settings, keys, log, witnessing, stamping, clock));
        var evidence = new EvidenceExchange(
                parts.registry(),
                asConsumer,
                asProvider,
                new StampedReceipts(log, keys.log().verificationKey().id(), stamps, new KeptMessages(parts.store())),
                verifier,
                courier);
        var bundles = new EvidenceBundles(parts, evidence, stamping, witnessing::policy, clock, ids);
        var pages = new PublicPages(settings, parts.registry(), log);
        var logs = new LogFront(pages, log.origin(), parts.registry(), client);
        var passages = new Passages(metrics);
        var broken = new BrokenAnswers(asProvider, verifier, courier, ids);
        var consumerFront = new ConsumerFront(
                new ConsumerSide(parts, asConsumer, courier, passages, broken, ids, clock),
                evidence,
                new ProofFront(parts, bundles, asConsumer, asProvider, stamps),
                pages,
                services,
                parts,
                ids);
        var sisters = new Sisters(parts, asProvider, verifier, courier, signer, ids);
        var providerFront = new ProviderFront(
                new ProviderSide(parts, asProvider, verifier, services, sisters, clock),
                evidence,
                sisters,
                asProvider,
                signer,
                parts.store(),
                passages,
                broken,
                ids);
        var records = new OperationalRecords(parts.registry(), clock, OperationalRecords.MOST);
        witnessing.start();
        NodeGauges.add(metrics, registry, log, witnessing, tracer);
        var health = new Health(parts, log, witnessing, identity, certificates, signer, metrics, clock);
        var reload = opened(new KeyReload(settings, identity, signer, client::renew));
        reload.start();
        settings.options()
                .operations()
                .acme()
                .ifPresent(acme -> opened(new CertificateRenewal(acme, settings.home(), reload::now, clock))
                        .start());
        var operations = new OperationsFront(parts, log, health, metrics::text, reload::now);
        var witness =
                new WitnessFront(opened(OwnWitness.open(settings, keys, parts.registry(), clock)), witnessing::policy);
        return Listeners.start(
                settings,
                identity,
                new Doorkeeper(parts.registry(), asProvider, clock, ids),
                new HttpListener(
                        operations.before(witness.before(logs.beforeConsumer(observation.ofConsumer(
                                new StoppedLog(log).before(records.watching(Role.CLIENT, consumerFront::answer)))))),
                        HttpErrors.toSystems(settings),
                        parts.room()),
                new HttpListener(
                        new RevokedPeers(certificates)
                                .before(witness.before(new RevocationsFront(parts.registry())
                                        .before(logs.beforeProvider(observation.ofProvider(
                                                records.watching(Role.PRODUCER, providerFront::answer)))))),
                        HttpErrors.toNodes(),
                        parts.room()),
                this::opened);
    }

    private static Limits limits(RegistryCache registry, String member, NodeKeys keys, EvidenceLog log, Clock clock) {
        String signingKey = keys.signing().verificationKey().id();
        var quotas = new Quotas(new OwnShare(registry, member, signingKey), clock);
        QuotaRecall.from(log, quotas, clock);
        return new Limits(quotas);
    }

    private static CheckpointStamps stamps(
            NodeSettings settings,
            NodeKeys keys,
            EvidenceLog log,
            Witnessing witnessing,
            TimeStampClient stamping,
            Clock clock) {
        var logKey = NoteKey.ofLog(log.origin(), keys.log().verificationKey());
        var files = new StampFiles(settings.home().resolve("stamps"), logKey);
        return new CheckpointStamps(files, log, witnessing::isWitnessed, stamping, clock).start();
    }

    /** Starts a node in this process. */
    public static ExchangeNode start(NodeSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    /** Starts a node in this process, on the given clock. */
    public static ExchangeNode start(NodeSettings settings, Clock clock) {
        return new ExchangeNode(settings, clock, Ids.secure(clock));
    }

    /**
     * Starts a node as a process: {@code --home DIR}. Prints {@code ready CONSUMER_PORT PROVIDER_PORT}. With
     * {@code doctor DIR} looks at one.
     */
    public static void main(String[] arguments) {
        if (arguments.length == 2 && arguments[0].equals("doctor")) {
            System.exit(new Doctor(Path.of(arguments[1]), Clock.systemUTC()).print(System.out));
        }
        if (arguments.length != 2 || !arguments[0].equals("--home")) {
            System.err.println("Usage: java -jar exchange-node.jar --home DIR | doctor DIR");
            System.exit(2);
        }
        try {
            var settings = NodeSettings.read(Path.of(arguments[1]));
            ProcessLog.install(settings.options().operations().jsonLogs());
            var node = start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop"));
            System.out.println("ready " + node.consumerPort() + " " + node.providerPort());
        } catch (RuntimeException e) {
            System.err.println("The node cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Helidon makes new mappers at each look at a typed header otherwise, which costs a sixth of an exchange. */
    @SuppressWarnings("removal") // its successor cannot be shared yet
    private static void shareMappers() {
        MapperManager.global(MapperManager.create());
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** The loopback port for the member's own systems. */
    public int consumerPort() {
        return server.consumerPort();
    }

    /** The port for the nodes of other members. */
    public int providerPort() {
        return server.providerPort();
    }

    /** Stops taking requests, finishes those under way, and signs a last checkpoint. */
    @Override
    public void close() {
        server.close();
        closeParts();
    }

    private void closeParts() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the node cannot be closed", e);
            }
        }
    }
}
