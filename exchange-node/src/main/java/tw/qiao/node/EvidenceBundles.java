package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.archive.StoredArchive;
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
        this.stamping = stamping;
        this.policy = policy;
        this.clock = clock;
        this.ids = ids;
    }

    /** The bundle of an exchange of this node with its entries of the {@code wanted} kinds. */
    byte[] bundle(String gxId, Predicate<String> wanted) {
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

    private SequencedMap<String, byte[]> content(String gxId, Predicate<String> wanted) {
        var gathered = evidence.gathered(gxId, ids);
        var files = new LinkedHashMap<String, byte[]>();
        for (JsonNode side : gathered.json().path("sides")) {
            String role = side.path("role").stringValue("");
            var keys = parts.registry().current().keysOfLog(side.path("origin").stringValue(""));
            BundleSide.files(side, keys, wanted).ifPresentOrElse(files::putAll, () -> gathered.cannotBeAsked(role));
            opening(role, gxId).ifPresent(opening -> files.put(role + "/opening.json", opening));
        }
        files.put("bundle.json", index(gxId, gathered.json()));
        files.put("registry.json", parts.registry().signed().getBytes(UTF_8));
        files.put("registry-key.txt", parts.settings().registryKey().base64().getBytes(UTF_8));
        files.put("policy.txt", policy.get().getBytes(UTF_8));
        return files;
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
