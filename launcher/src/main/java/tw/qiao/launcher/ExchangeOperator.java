package tw.qiao.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.registry.SignedRevocations;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** The folder of whoever runs an exchange (登錄檔的管理者): what is agreed, the key that signs it, and its public log. */
final class ExchangeOperator {
    /** What is agreed, as the operator writes it. */
    static final String AGREED = "exchange.json";

    /** What every node's settings need to know of the operator. */
    static final String FOR_NODES = "for-nodes.json";

    static final String REGISTRY = "registry.json";
    private static final String LOG = "exchange.qiao/registry";

    /** The form of the registry; a misspelt restriction is refused. */
    static final JsonMapper MAPPER = CanonicalJson.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path home;
    private final Clock clock;

    /** The members and grants of an exchange. */
    record Agreed(List<Member> members, List<Grant> grants) {}

    /** What is to be revoked. */
    record Named(List<String> grants, List<String> members, List<String> keys) {}

    ExchangeOperator(Path home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /** Signs what is agreed and records it; the first time, of nobody. */
    Registry publish(Duration validity) throws IOException {
        Files.createDirectories(home);
        var key = key();
        var agreed = agreed();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var registry = new Registry(nextNumber(key, now), now, now.plus(validity), agreed.members(), agreed.grants());
        var logKey = SigningKey.readOrGenerate(home.resolve("registry-log.pem"), SignatureAlgorithm.ED25519);
        try (var log = EvidenceLog.open(home.resolve("log"), LOG, logKey, clock)) {
            replace(REGISTRY, SignedRegistry.publish(registry, key, log));
        }
        var forNodes = new TreeMap<String, Object>(Map.of(
                "registryKey",
                key.verificationKey().base64(),
                "registryPolicy",
                "log " + Note.vkey(LOG, logKey.verificationKey()) + "\nquorum none\n"));
        replace(FOR_NODES, MAPPER.writeValueAsString(forNodes) + "\n");
        return registry;
    }

    /** Adds to what is revoked, or revokes nothing else; a name that nobody has is refused, as it may be misspelt. */
    Revocations revoke(Named named, boolean anew) throws IOException {
        var key = SigningKey.read(home.resolve("registry.pem"));
        var before = revoked(key);
        var agreed = agreed();
        var grants = new TreeSet<>(anew ? Set.of() : before.grants());
        var keys = new TreeSet<>(anew ? Set.of() : before.keys());
        named.grants()
                .forEach(id -> grants.add(
                        requireKnown(id, agreed.grants().stream().map(Grant::id).toList())));
        named.members().forEach(id -> keys.addAll(keysOf(id, agreed.members())));
        keys.addAll(named.keys());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var revocations = new Revocations(Math.max(before.number() + 1, now.getEpochSecond()), now, grants, keys);
        replace(Revocations.FILE, SignedRevocations.sign(revocations, key));
        return revocations;
    }

    private static List<String> keysOf(String id, List<Member> members) {
        requireKnown(id, members.stream().map(Member::id).toList());
        return members.stream()
                .filter(member -> member.id().equals(id))
                .flatMap(member -> member.nodes().stream())
                .flatMap(node ->
                        Stream.of(node.tlsSpkiSha256(), node.signingKey().id()))
                .toList();
    }

    private static String requireKnown(String id, List<String> known) {
        if (!known.contains(id)) {
            throw Problem.invalid("revoked_unknown", id + " is not in " + AGREED + ", which has " + known);
        }
        return id;
    }

    /** The members and grants as they are written down; nobody where nothing is. */
    Agreed agreed() throws IOException {
        Path file = home.resolve(AGREED);
        if (!Files.exists(file)) {
            Files.writeString(file, MAPPER.writeValueAsString(new Agreed(List.of(), List.of())) + "\n");
        }
        try {
            return MAPPER.readValue(Files.readString(file), Agreed.class);
        } catch (JacksonException unfit) {
            throw Problem.invalid("exchange_unfit", file + " does not fit: " + unfit.getOriginalMessage());
        }
    }

    /** Editions are numbered by the second of their making, and by one more where that second has one. */
    private long nextNumber(SigningKey key, Instant now) throws IOException {
        Path last = home.resolve(REGISTRY);
        return Files.exists(last)
                ? Math.max(
                        now.getEpochSecond(),
                        SignedRegistry.seen(Files.readString(last), key.verificationKey())
                                        .number()
                                + 1)
                : now.getEpochSecond();
    }

    private SigningKey key() {
        return SigningKey.readOrGenerate(home.resolve("registry.pem"), SignatureAlgorithm.ECDSA_P256_SHA256);
    }

    private Revocations revoked(SigningKey key) throws IOException {
        try {
            return SignedRevocations.verify(
                    Files.readString(home.resolve(Revocations.FILE)), key.verificationKey(), Revocations.NONE);
        } catch (NoSuchFileException nothing) {
            return Revocations.NONE;
        }
    }

    /** In one step, because nodes look every second. */
    private void replace(String name, String content) throws IOException {
        Path fresh = home.resolve(name + ".new");
        Files.writeString(fresh, content);
        Files.move(fresh, home.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
