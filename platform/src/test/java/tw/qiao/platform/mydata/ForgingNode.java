package tw.qiao.platform.mydata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.platform.support.FaultyNode;

/** The platform's node, with real logs of a consumer and a provider behind it that say what a test makes them say. */
final class ForgingNode implements AutoCloseable {
    private final Path folder;
    private final FaultyNode node = FaultyNode.start();
    private final SigningKey registryKey = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final SigningKey logKey = SigningKey.generate(SignatureAlgorithm.ED25519);
    private final Map<String, EvidenceLog> logs = new LinkedHashMap<>();

    private ForgingNode(Path folder) {
        this.folder = folder;
    }

    static ForgingNode start(Path folder) throws IOException {
        var forging = new ForgingNode(folder);
        forging.openLog("consumer", "QIAO", forging.logKey);
        forging.openLog("provider", "RIS", forging.logKey);
        forging.openLog("impostor", "RIS", SigningKey.generate(SignatureAlgorithm.ED25519));
        forging.publishRegistry();
        return forging;
    }

    /** The settings with which a platform uses this node. */
    String[] platformSettings() {
        return new String[] {
            "qiao.exchange.node=" + node.address(), "qiao.exchange.registry-key=" + folder.resolve("registry.der")
        };
    }

    private void openLog(String role, String code, SigningKey key) throws IOException {
        Path home = Files.createDirectory(folder.resolve(role));
        logs.put(role, EvidenceLog.open(home, origin(code), key, Clock.systemUTC()));
    }

    private static String origin(String code) {
        return "exchange.qiao/TW/GOV/" + code;
    }

    private void publishRegistry() throws IOException {
        var now = Clock.systemUTC().instant();
        var members = List.of(member("QIAO", "portal"), member("RIS", "household"));
        var registry = new Registry(1, now, now.plus(Duration.ofDays(1)), members, List.of());
        Files.write(
                folder.resolve("registry.der"), registryKey.verificationKey().spki());
        node.page("/registry", SignedRegistry.sign(registry, registryKey));
    }

    private Member member(String code, String subsystem) {
        var address = new NodeAddress(
                "https://127.0.0.1:1", "none", registryKey.verificationKey(), origin(code), logKey.verificationKey());
        return new Member("TW/GOV/" + code, "機關 " + code, "Agency " + code, List.of(subsystem), List.of(address));
    }

    /** A use that the provider tells. The node fails to tell its evidence until a test says what each party shows. */
    Use use() {
        var use = new Use(UUID.randomUUID());
        node.page("/r1/TW/GOV/RIS/household/findUsage", """
                {"usages":[{"gx_id":"%s","time":"2026-11-20T10:00:00Z","consumer":"TW/GOV/QIAO/portal",
                  "service":"TW/GOV/RIS/household/persons","fields":["name"],"consent":null,
                  "purpose":"construction-firm-registration","basis":"construction-industry-act-15"}],
                 "totalUsages":1}""".formatted(use.exchangeId));
        return use;
    }

    /** One use, and what the node tells of it. */
    final class Use {
        private final UUID exchangeId;
        private final ObjectNode evidence = CanonicalJson.MAPPER.createObjectNode();

        private Use(UUID exchangeId) {
            this.exchangeId = exchangeId;
            evidence.put("gx_id", exchangeId.toString());
            List.of("sides", "missing", "unreachable").forEach(evidence::putArray);
        }

        String page() {
            return "/my/data-uses/" + exchangeId;
        }

        /** A party shows its record, from its own log. */
        Use shows(String role, String request, String response) {
            return shows(role, role, Map.of("request", request, "response", response));
        }

        /** A party shows entries, by kind and commitment, from the log of that name. */
        Use shows(String role, String log, Map<String, String> entries) {
            EvidenceLog evidenceLog = Objects.requireNonNull(logs.get(log));
            long[] indices = entries.entrySet().stream()
                    .mapToLong(entry -> evidenceLog.append(
                            exchangeId + entry.getKey(), entry(role, entry.getKey(), entry.getValue())))
                    .toArray();
            ObjectNode side = CanonicalJson.MAPPER.valueToTree(evidenceLog.receipt(indices));
            evidence.withArray("sides").add(side.put("role", role));
            return tell();
        }

        /** A list of the answer, {@code missing} or {@code unreachable}, names a party. */
        Use lists(String list, String role) {
            evidence.withArray(list).add(role);
            return tell();
        }

        private byte[] entry(String role, String kind, String commitment) {
            return CanonicalJson.bytes(Map.of(
                    "gx_id",
                    exchangeId.toString(),
                    "side",
                    role,
                    "kind",
                    kind,
                    "time",
                    "2026-11-20T10:00:00Z",
                    kind,
                    commitment));
        }

        private Use tell() {
            node.page("/evidence/" + exchangeId, evidence.toString());
            return this;
        }
    }

    @Override
    public void close() {
        node.close();
        logs.values().forEach(EvidenceLog::close);
    }
}
