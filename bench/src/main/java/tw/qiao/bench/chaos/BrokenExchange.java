package tw.qiao.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.settings.NodeSettings;

/** Two nodes as processes that witness each other, the network between them, and a system behind the provider. */
final class BrokenExchange implements AutoCloseable {
    static final String CLIENT = "TW/BENCH/ASKING/client";
    static final String PURPOSE = "measurement";
    static final String SERVICE = "TW/BENCH/ANSWERING/system/files";

    private static final String PROVIDER = "TW/BENCH/ANSWERING";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final FaultySystem system = new FaultySystem();
    final FaultyLink link;
    final NodeProcess consumer;
    final NodeProcess provider;
    final LogAudit consumerLog;
    final LogAudit providerLog;
    final int consumerPort;
    final URI healthOfProvider;

    private final SigningKey registryKey = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    /** All that has a time is older than the clocks of the nodes jump back. */
    private final Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));

    private final Ids ids = Ids.secure(clock);
    private final Path folder;

    private record Party(String member, Path home, NodeKeys keys, int consumerPort, int providerPort) {}

    BrokenExchange(Path folder) {
        this(folder, Map.of());
    }

    /** @param environment of the provider's node */
    BrokenExchange(Path folder, Map<String, String> environment) {
        this.folder = folder;
        Party asking = party("TW/BENCH/ASKING");
        Party answering = party(PROVIDER);
        link = new FaultyLink(answering.providerPort());
        try {
            Files.writeString(folder.resolve("registry.json"), registry(asking, answering));
            settings(asking, List.of());
            settings(
                    answering,
                    List.of(Map.of(
                            "subsystem", "system",
                            "code", "files",
                            "titleZh", "檔案",
                            "titleEn", "Files",
                            "upstream", "http://127.0.0.1:" + system.port())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        consumerPort = asking.consumerPort();
        healthOfProvider = URI.create("http://127.0.0.1:" + answering.consumerPort() + "/health");
        consumer = new NodeProcess(asking.home(), Map.of());
        provider = new NodeProcess(answering.home(), environment);
        consumerLog = audit(asking);
        providerLog = audit(answering);
        if (NodeProcess.canLearn()) {
            learnToStart();
        }
        provider.start();
        consumer.start();
    }

    /** What nodes do at their first exchanges belongs to what they learn: every start is followed by some. */
    private void learnToStart() {
        provider.startToLearn();
        consumer.startToLearn();
        try (var driver = new Driver(consumerPort)) {
            driver.awaitAnswer(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        provider.close();
    }

    private Party party(String member) {
        Path home = home(folder, member);
        return new Party(member, home, NodeKeys.readOrCreate(home, clock, ids), FreePort.find(), FreePort.find());
    }

    private static Path home(Path folder, String member) {
        return folder.resolve(member.substring(member.lastIndexOf('/') + 1));
    }

    /** The folder of the provider's node in that of the exchange. */
    static Path providersHome(Path folder) {
        return home(folder, PROVIDER);
    }

    private static LogAudit audit(Party party) {
        return new LogAudit(party.consumerPort(), NodeSettings.originOf(party.member()), party.keys());
    }

    private String registry(Party asking, Party answering) {
        Instant now = clock.instant();
        var grant = new Grant(
                "chaos",
                CLIENT,
                SERVICE,
                Set.of("GET", "POST"),
                "/{what}",
                Set.of(PURPOSE),
                PURPOSE,
                Set.of(),
                now,
                now.plus(Duration.ofDays(1)));
        var members =
                List.of(member(asking, "client", asking.providerPort()), member(answering, "system", link.port()));
        return SignedRegistry.sign(
                new Registry(1, now, now.plus(Duration.ofDays(1)), members, List.of(grant)), registryKey);
    }

    private static Member member(Party party, String subsystem, int port) {
        var address = party.keys().address("https://127.0.0.1:" + port, NodeSettings.originOf(party.member()));
        return new Member(party.member(), party.member(), party.member(), List.of(subsystem), List.of(address));
    }

    private void settings(Party party, List<Map<String, String>> services) throws IOException {
        Map<String, Object> settings = Map.of(
                "member", party.member(),
                "consumerPort", party.consumerPort(),
                "providerPort", party.providerPort(),
                "registry", folder.resolve("registry.json").toString(),
                "registryKey", registryKey.verificationKey().base64(),
                "services", services);
        Files.write(party.home().resolve(NodeSettings.FILE), CanonicalJson.bytes(settings));
    }

    @Override
    public void close() {
        consumer.close();
        provider.close();
        link.close();
        system.close();
    }
}
