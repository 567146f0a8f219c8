package tw.qiao.node;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;

/**
 * Writes the entries of one side of the node into its evidence log. An entry is durable when a method returns; when it
 * cannot be written, the exchange does not go on.
 */
final class Evidence {
    private final EvidenceLog log;
    private final String side;
    private final Clock clock;
    private final Ids ids;

    Evidence(EvidenceLog log, String side, Clock clock, Ids ids) {
        this.log = log;
        this.side = side;
        this.clock = clock;
        this.ids = ids;
    }

    String side() {
        return side;
    }

    /** Why an entry could not be written: that the log is stopped, if it is. */
    Problem cause(Problem problem) {
        if (!problem.code().endsWith(".logging_failed")) {
            return problem;
        }
        try {
            log.history().require();
            return problem;
        } catch (Problem stopped) {
            return stopped;
        }
    }

    /** Records that a request goes on. A retry of it does not record it again. */
    void request(Facts facts) {
        log.append(key("request", facts.gxId()), entry("request", facts));
    }

    /** The commitment under which the request with the given id was recorded. */
    Optional<String> requestCommitment(String gxId) {
        var index = log.indexOf(key("request", gxId));
        if (index.isEmpty()) {
            return Optional.empty();
        }
        var entry = CanonicalJson.MAPPER.readTree(log.entry(index.getAsLong()));
        return Optional.of(entry.path("request").stringValue(""));
    }

    /** Records what was answered. */
    void response(Facts facts) {
        log.append(key("response", facts.gxId()), entry("response", facts));
    }

    /** Records that a request was refused, or that it failed after it had been recorded. Each refusal is one entry. */
    void refusal(Facts facts, Problem problem) {
        facts.put("code", problem.code());
        byte[] entry = entry("refusal", facts);
        String key = key("refusal", facts.gxId());
        if (!Arrays.equals(log.entry(log.append(key, entry)), entry)) {
            log.append(key + "/" + ids.uuid(), entry);
        }
    }

    private String key(String kind, String gxId) {
        return side + "/" + kind + "/" + gxId;
    }

    private byte[] entry(String kind, Facts facts) {
        var entry = new TreeMap<>(facts.values());
        entry.put("v", 1);
        entry.put("node", log.origin());
        entry.put("side", side);
        entry.put("kind", kind);
        entry.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        return CanonicalJson.bytes(entry);
    }

    /** What the log says about an exchange: its first entry, be it of the request or of a refusal. */
    Optional<JsonNode> find(String gxId) {
        return entries(gxId).findFirst();
    }

    /** All that the log says about an exchange. */
    Stream<JsonNode> entries(String gxId) {
        return indices(gxId).stream().map(index -> CanonicalJson.MAPPER.readTree(log.entry(index)));
    }

    /** Where the entries of an exchange stand in the log, as far as there are any. */
    List<Long> indices(String gxId) {
        return Stream.of("request", "response", "refusal")
                .flatMap(kind -> log.indexOf(key(kind, gxId)).stream().boxed())
                .toList();
    }
}
