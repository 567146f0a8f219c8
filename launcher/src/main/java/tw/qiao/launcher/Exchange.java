package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.timestamp.TimeStampAuthority;

/** Sets up the demo's exchange: the home of every party's node, and the signed registry of members and grants. */
final class Exchange {
    private static final Duration REGISTRY_VALIDITY = Duration.ofDays(7);
    static final String PLATFORM_LOG = "qiao.example/platform";
    private static final String REGISTRY_LOG = "exchange.qiao/registry";
    private static final Duration GRANT_VALIDITY = Duration.ofDays(365);

    private final DataFolder data;
    private final Clock clock;
    private final Ids ids;
    private final Map<Party, NodePorts> ports;

    /** Where a node listens. */
    record NodePorts(int consumer, int provider) {}

    Exchange(DataFolder data, Clock clock, Ids ids, Map<Party, NodePorts> ports) {
        this.data = data;
        this.clock = clock;
        this.ids = ids;
        this.ports = ports;
    }

    /** Writes the settings of all nodes and a new edition of the registry; {@code authority} stamps their logs. */
    void prepare(Postgres postgres, URI authority) {
        SigningKey registryKey =
                SigningKey.readOrGenerate(data.keys().resolve("registry.pem"), SignatureAlgorithm.ECDSA_P256_SHA256);
        try {
            Files.createDirectories(data.platform());
            Files.writeString(registryKeyFile(), pem(registryKey.verificationKey()));
            var members = new ArrayList<Member>();
            for (Party party : Party.ALL) {
                members.add(member(party));
                writeSettings(party, registryKey, postgres, authority);
            }
            publish(members, registryKey);
            Files.writeString(platformPolicyFile(), platformPolicy(members));
        } catch (IOException failure) {
            throw new UncheckedIOException("The exchange cannot be set up in " + data, failure);
        }
    }

    private static String pem(VerificationKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + key.base64() + "\n-----END PUBLIC KEY-----\n";
    }

    /** The public key that signs the registry, for the platform. */
    Path registryKeyFile() {
        return data.platform().resolve("registry.pem");
    }

    /** The policy of the platform's log, for the platform: half of the nodes must have seen a checkpoint. */
    Path platformPolicyFile() {
        return data.platform().resolve("witness-policy.txt");
    }

    private String platformPolicy(List<Member> members) {
        var out = new StringBuilder("log " + platformLog() + "\n");
        var names = new ArrayList<String>();
        for (int i = 0; i < members.size(); i++) {
            NoteKey witness = members.get(i).nodes().getFirst().witnessNoteKey().orElseThrow();
            out.append("witness %s %s http://127.0.0.1:%d/witness\n"
                    .formatted(
                            witness.name(),
                            witness.vkey(),
                            portsOf(Party.ALL.get(i)).consumer()));
            names.add(witness.name());
        }
        return out.append("group half %d %s\nquorum half\n".formatted((names.size() + 1) / 2, String.join(" ", names)))
                .toString();
    }

    /** The verifier key of the platform's log, which the platform finds where it would make one. */
    private String platformLog() {
        SigningKey key = SigningKey.readOrGenerate(
                data.platform().resolve("keys").resolve("log.pem"), SignatureAlgorithm.ED25519);
        return Note.vkey(PLATFORM_LOG, key.verificationKey());
    }

    private Member member(Party party) {
        NodeKeys keys = NodeKeys.readOrCreate(data.node(party.code()), clock, ids);
        NodeAddress address =
                keys.address("https://127.0.0.1:" + portsOf(party).provider(), NodeSettings.originOf(party.member()));
        return new Member(party.member(), party.nameZh(), party.nameEn(), List.of(party.subsystem()), List.of(address));
    }

    private NodePorts portsOf(Party party) {
        NodePorts found = ports.get(party);
        if (found == null) {
            throw new IllegalArgumentException("No ports for " + party.code());
        }
        return found;
    }

    private void publish(List<Member> members, SigningKey key) throws IOException {
        Instant now = clock.instant();
        // Editions are numbered by the second of their making, so that they grow over restarts without a counter file.
        var registry = new Registry(now.getEpochSecond(), now, now.plus(REGISTRY_VALIDITY), members, grants(now));
        Path fresh = data.registry().resolveSibling("registry.new");
        try (var log = EvidenceLog.open(data.registryLog(), REGISTRY_LOG, logKey(), clock)) {
            Files.writeString(fresh, SignedRegistry.publish(registry, key, log));
        }
        Files.move(fresh, data.registry(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private SigningKey logKey() {
        return SigningKey.readOrGenerate(data.keys().resolve("registry-log.pem"), SignatureAlgorithm.ED25519);
    }

    /** Which log must hold an edition before a node believes it (C2SP tlog-policy). */
    private String registryPolicy() {
        return "log " + Note.vkey(REGISTRY_LOG, logKey().verificationKey()) + "\nquorum none\n";
    }

    private static List<Grant> grants(Instant now) {
        var grants = new ArrayList<Grant>();
        for (Party party : Party.ALL) {
            for (Party.Service service : party.services()) {
                if (service.use() != Party.Use.NONE) {
                    grants.add(grant(
                            party,
                            service.code(),
                            "/{" + service.parameter() + "}",
                            service.use().purpose,
                            service.use().basis,
                            Set.copyOf(service.fields()),
                            now));
                }
            }
            if (party.isAgency()) {
                grants.add(grant(
                        party, "findUsage", "", "usage-inquiry", "personal-data-protection-act-10", Set.of(), now));
            }
        }
        return grants;
    }

    private static Grant grant(
            Party provider,
            String service,
            String path,
            String purpose,
            String basis,
            Set<String> fields,
            Instant now) {
        Party consumer = Party.ALL.getFirst();
        return new Grant(
                consumer.subsystem() + "-" + provider.code() + "-" + service,
                consumer.member() + "/" + consumer.subsystem(),
                provider.member() + "/" + provider.subsystem() + "/" + service,
                Set.of("GET"),
                path,
                Set.of(purpose),
                basis,
                fields,
                now.minus(Duration.ofDays(1)),
                now.plus(GRANT_VALIDITY));
    }

    private void writeSettings(Party party, SigningKey registryKey, Postgres postgres, URI authority)
            throws IOException {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("member", party.member());
        settings.put("consumerPort", portsOf(party).consumer());
        settings.put("providerPort", portsOf(party).provider());
        settings.put("registry", data.registry().toString());
        settings.put("registryKey", registryKey.verificationKey().base64());
        settings.put("registryPolicy", registryPolicy());
        settings.put("witnessedLogs", List.of(platformLog()));
        settings.put(
                "timeStampAuthorities",
                List.of(Map.of(
                        "url",
                        authority.toString(),
                        "certificate",
                        TimeStampAuthority.certificateFile(data.authority()).toString())));
        Path home = data.node(party.code());
        if (party.isAgency()) {
            String role = Databases.role(party);
            writeSecret(home.resolve("database.secret"), data.secret(role, ids));
            settings.put(
                    "database",
                    Map.of("url", postgres.url(Databases.REGISTERS), "user", role, "passwordFile", "database.secret"));
            settings.put(
                    "services",
                    party.services().stream()
                            .map(service -> declaration(party, service))
                            .toList());
        }
        Files.write(home.resolve(NodeSettings.FILE), CanonicalJson.bytes(settings));
    }

    private static Map<String, Object> declaration(Party party, Party.Service service) {
        return Map.of(
                "subsystem", party.subsystem(),
                "code", service.code(),
                "view", service.view(party.schema()),
                "parameter", service.parameter(),
                "fields", service.fields(),
                "people", service.people(),
                "titleZh", service.titleZh(),
                "titleEn", service.titleEn());
    }

    private static void writeSecret(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, secret.getBytes(StandardCharsets.UTF_8));
    }
}
