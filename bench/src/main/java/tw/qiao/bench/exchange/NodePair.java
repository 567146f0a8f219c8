package tw.qiao.bench.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/** Two exchange nodes: signed, authorised, durably logged on both sides and verified. */
final class NodePair {
    private static final String CONSUMER = "TW/BENCH/ASKING";
    private static final String PROVIDER = "TW/BENCH/ANSWERING";
    private static final String SERVICE = "/system/files";
    private static final String PURPOSE = "measurement";

    private final Clock clock = Clock.systemUTC();
    private final Ids ids = Ids.secure(clock);
    private final SigningKey registryKey = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final Path folder;
    private final Party asking = new Party(CONSUMER, FreePort.find(), FreePort.find());
    private final Party answering = new Party(PROVIDER, FreePort.find(), FreePort.find());

    private record Party(String member, int consumerPort, int providerPort) {
        String code() {
            return member.substring(member.lastIndexOf('/') + 1);
        }
    }

    private final String signing;
    private final String protocol;

    private NodePair(Path folder, String signing, String protocol) {
        this.folder = folder;
        this.signing = signing;
        this.protocol = protocol;
    }

    /** Two nodes that sign the messages of a group together. */
    static Topology start(Path home, Path folder, int system) {
        return start("qiao", home, new NodePair(folder, "group", "http1"), system);
    }

    /** Two nodes that sign each message for itself. */
    static Topology startSigningEach(Path home, Path folder, int system) {
        return start("each", home, new NodePair(folder, "message", "http1"), system);
    }

    /** Two nodes of which the one tries {@code protocol} first with the other. */
    static Topology startSpeaking(String protocol, Path home, Path folder, int system) {
        return start(protocol, home, new NodePair(folder, "group", protocol), system);
    }

    private static Topology start(String name, Path home, NodePair pair, int system) {
        pair.prepare(system);
        Daemon provider = pair.start(home, pair.answering);
        Daemon consumer = pair.start(home, pair.asking);
        return new Topology(name, pair.asking.consumerPort(), consumer, provider, NodePair::request);
    }

    private void prepare(int system) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("registry.json"), SignedRegistry.sign(registry(), registryKey));
            settings(asking, List.of());
            settings(
                    answering,
                    List.of(Map.of(
                            "subsystem", "system",
                            "code", "files",
                            "titleZh", "檔案",
                            "titleEn", "Files",
                            "upstream", "http://127.0.0.1:" + system)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Registry registry() {
        Instant now = clock.instant();
        var grant = new Grant(
                "bench",
                CONSUMER + "/client",
                PROVIDER + SERVICE,
                Set.of("GET"),
                "/{size}",
                Set.of(PURPOSE),
                PURPOSE,
                Set.of(),
                now.minusSeconds(60),
                now.plus(Duration.ofDays(1)));
        return new Registry(
                1,
                now,
                now.plus(Duration.ofDays(1)),
                List.of(member(asking, "client"), member(answering, "system")),
                List.of(grant));
    }

    private Member member(Party party, String subsystem) {
        NodeKeys keys = NodeKeys.readOrCreate(folder.resolve(party.code()), clock, ids);
        var address = keys.address("https://127.0.0.1:" + party.providerPort(), NodeSettings.originOf(party.member()));
        return new Member(party.member(), party.code(), party.code(), List.of(subsystem), List.of(address));
    }

    private void settings(Party party, List<Map<String, String>> services) throws IOException {
        Map<String, Object> settings = Map.of(
                "member", party.member(),
                "signing", signing,
                "peerProtocol", protocol,
                "consumerPort", party.consumerPort(),
                "providerPort", party.providerPort(),
                "registry", folder.resolve("registry.json").toString(),
                "registryKey", registryKey.verificationKey().base64(),
                "services", services);
        Files.write(folder.resolve(party.code()).resolve(NodeSettings.FILE), CanonicalJson.bytes(settings));
    }

    private Daemon start(Path home, Party party) {
        return Daemon.start(
                folder.resolve(party.code() + ".log"),
                party.consumerPort(),
                Daemon.java(
                        home.resolve("exchange-node/target/exchange-node.jar"),
                        "256m",
                        "--home",
                        folder.resolve(party.code()).toString()));
    }

    private static byte[] request(Size size) {
        String head = """
                GET /r1/%s%s%s HTTP/1.1
                Host: qiao
                Accept: application/json
                X-Road-Client: %s/client
                Gx-Purpose: %s
                Gx-Basis: %s

                """.formatted(PROVIDER, SERVICE, size.path(), CONSUMER, PURPOSE, PURPOSE);
        return head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
