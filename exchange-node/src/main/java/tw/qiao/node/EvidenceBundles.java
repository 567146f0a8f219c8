package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.archive.StoredArchive;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.bundle.BundleSide;
import tw.qiao.node.bundle.KeptMessages;
import tw.qiao.node.bundle.ToldSignatures;
import tw.qiao.node.bundle.Wanted;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.parts.NodeParts;
import tw.qiao.node.registry.RegistryIndex;
import tw.qiao.node.timestamp.TimeStampClient;

/**
 * Makes evidence bundles (證據包): all that can be proved of one exchange, in one file that is checked without this node.
 * It is an ASiC-S container (ETSI EN 319 162-1): the data object {@code evidence.zip} under one RFC 3161 time stamp.
 */
final class EvidenceBundles {
    /** The media type of a bundle. */
    static final String TYPE = "application/vnd.etsi.asic-s+zip";

    private static final String NOT_STAMPED =
            "尚未蓋時戳：目前沒有時戳機構可用。\nNot yet stamped: no time-stamp authority answers now.\n";

    private final NodeParts parts;
    private final EvidenceExchange evidence;
    private final KeptMessages messages;
    private final TimeStampClient stamping;
    private final Supplier<String> policy;
    private final Clock clock;
    private final Ids ids;

    EvidenceBundles(
            NodeParts parts,
            EvidenceExchange evidence,
            TimeStampClient stamping,
            Supplier<String> policy,
            Clock clock,
            Ids ids) {
        this.parts = parts;
        this.evidence = evidence;
        this.messages = new KeptMessages(parts.store());
        this.stamping = stamping;
        this.policy = policy;
        this.clock = clock;
        this.ids = ids;
    }

    /** The bundle of an exchange of this node with what is {@code wanted} of it. */
    byte[] bundle(String gxId, Wanted wanted) {
        byte[] content = StoredArchive.write(content(gxId, wanted));
        var container = new LinkedHashMap<String, byte[]>();
        container.put("mimetype", TYPE.getBytes(UTF_8));
        container.put("evidence.zip", content);
        try {
            container.put("META-INF/timestamp.tst", stamping.stamp(content).encoded());
        } catch (Problem notNow) {
            container.put("META-INF/not-yet-stamped.txt", NOT_STAMPED.getBytes(UTF_8));
        }
        return StoredArchive.write(container);
    }

    /** The rule under which checkpoints of this node's log are believed. */
    String policy() {
        return policy.get();
    }

    private SequencedMap<String, byte[]> content(String gxId, Wanted wanted) {
        var gathered = evidence.forBundle(gxId, ids);
        var edition = edition(gathered.json().path("sides"));
        var files = new LinkedHashMap<String, byte[]>();
        for (JsonNode side : gathered.json().path("sides")) {
            String role = side.path("role").stringValue("");
            BundleSide.files(side, edition.keys(side), wanted)
                    .ifPresentOrElse(
                            proved -> {
                                files.putAll(proved);
                                files.putAll(messages.files(role, gxId, wanted));
                            },
                            () -> gathered.cannotBeAsked(role));
            opening(role, gxId).ifPresent(opening -> files.put(role + "/opening.json", opening));
        }
        var told = new ToldSignatures(edition::signingKey);
        gathered.json()
                .path("sides")
                .forEach(side -> told.add(files, EvidenceExchange.other(side), side.path("signatures")));
        files.put("bundle.json", index(gxId, gathered.json()));
        files.put("registry.json", edition.signed().getBytes(UTF_8));
        files.put("registry-key.txt", parts.settings().registryKey().base64().getBytes(UTF_8));
        files.put("policy.txt", policy.get().getBytes(UTF_8));
        return files;
    }

    /** A registry as it was signed, and arranged, for what was done at a time. */
    private record Edition(String signed, RegistryIndex index, Instant time) {
        Optional<VerificationKey> signingKey(String keyId) {
            return index.peerBySigningKey(keyId).flatMap(peer -> peer.node().signingKey(keyId, time));
        }

        List<NoteKey> keys(JsonNode side) {
            return index.keysOfLog(side.path("origin").stringValue(""));
        }
    }

    /** Keys change, so what was done is proved by the registry of its time; by the newest where that one cannot. */
    private Edition edition(JsonNode sides) {
        var registry = parts.registry();
        var time = time(sides);
        var at = time.orElseGet(clock::instant);
        return time.flatMap(registry::editionAt)
                .map(signed -> new Edition(
                        signed,
                        new RegistryIndex(
                                SignedRegistry.seen(signed, parts.settings().registryKey())),
                        at))
                .filter(then -> sides.valueStream()
                        .allMatch(side -> BundleSide.files(side, then.keys(side), _ -> true)
                                .isPresent()))
                .orElseGet(() -> new Edition(registry.signed(), registry.current(), at));
    }

    /** When the first entry that is told was written. */
    private static Optional<Instant> time(JsonNode sides) {
        try {
            String entry = sides.path(0).path("entries").path(0).path("entry").stringValue("");
            var content = CanonicalJson.MAPPER.readTree(Base64.getDecoder().decode(entry));
            return Optional.of(Instant.parse(content.path("time").stringValue("")));
        } catch (IllegalArgumentException | JacksonException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private byte[] index(String gxId, JsonNode gathered) {
        return CanonicalJson.bytes(Map.of(
                "v",
                1,
                "gx_id",
                gxId,
                "made_at",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                "made_by",
                parts.settings().logOrigin(),
                "missing",
                gathered.path("missing"),
                "unreachable",
                gathered.path("unreachable")));
    }

    /** What opens the commitment to the request, unless it was erased. */
    private Optional<byte[]> opening(String role, String gxId) {
        return parts.store()
                .find(Evidence.keyOfRecord(role, gxId))
                .filter(record -> !record.wasErased())
                .map(record -> CanonicalJson.bytes(Map.of("salt", record.salt(), "content", record.content())));
    }
}
