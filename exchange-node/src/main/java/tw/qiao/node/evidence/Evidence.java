package tw.qiao.node.evidence;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Appending;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.NewEntry;

/**
 * Writes the entries of one side of the node into its evidence log. An entry is durable when a method returns, but for
 * {@link #begin}; when it cannot be written, the exchange does not go on.
 */
public final class Evidence implements AutoCloseable {
    private final EvidenceLog log;
    private final String side;
    private final Clock clock;
    private final Ids ids;
    private final Refusals refusals;

    public Evidence(EvidenceLog log, String side, Clock clock, Ids ids) {
        this.log = log;
        this.side = side;
        this.clock = clock;
        this.ids = ids;
        this.refusals = new Refusals(this::refusals, clock);
    }

    public String side() {
        return side;
    }

    /** Why an entry could not be written: that the log is stopped, if it is. */
    public Problem cause(Problem problem) {
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

    /**
     * Records a request or an answer. A retry of it is not recorded again.
     *
     * @param kept attaches to the entry under the given key what the node keeps with it
     * @return the signature of the message that came with the entry, if one did
     */
    public Optional<byte[]> record(String kind, Facts facts, BiFunction<NewEntry, String, NewEntry> kept) {
        return log.append(entry(kind, facts, kept)).signature();
    }

    /** As {@link #record}, also where it was recorded before: what is told twice is recorded twice. */
    public Optional<byte[]> recordAnew(String kind, Facts facts, BiFunction<NewEntry, String, NewEntry> kept) {
        String first = key(kind, facts.gxId());
        String key = log.indexOf(first).isEmpty() ? first : first + "/" + ids.uuid();
        return log.append(kept.apply(new NewEntry(key, entry(kind, facts)), key))
                .signature();
    }

    /** As {@link #record}, but the entry is known to be durable only once it, or a later one, was waited for. */
    public Appending begin(String kind, Facts facts, BiFunction<NewEntry, String, NewEntry> kept) {
        return log.begin(entry(kind, facts, kept));
    }

    private NewEntry entry(String kind, Facts facts, BiFunction<NewEntry, String, NewEntry> kept) {
        String key = key(kind, facts.gxId());
        return kept.apply(new NewEntry(key, entry(kind, facts)), key);
    }

    /** The commitment under which the request with the given id was recorded. */
    public Optional<String> requestCommitment(String gxId) {
        var index = log.indexOf(key("request", gxId));
        if (index.isEmpty()) {
            return Optional.empty();
        }
        var entry = CanonicalJson.MAPPER.readTree(log.entry(index.getAsLong()));
        return Optional.of(entry.path("request").stringValue(""));
    }

    /**
     * Records that a request was refused, or that it failed after it had been recorded. Each is one entry, unless they
     * are a flood.
     */
    public void refusal(Facts facts, Problem problem) {
        facts.put("code", problem.code());
        if (!refusals.isOwnEntry(facts, problem)) {
            return;
        }
        String key = key("refusal", facts.gxId());
        byte[] entry = entry("refusal", facts);
        if (!Arrays.equals(log.entry(log.append(key, entry)), entry)) {
            log.append(key + "/" + ids.uuid(), entry);
        }
    }

    private void refusals(Facts counted) {
        log.append(key("refusals", ids.uuid().toString()), entry("refusals", counted));
    }

    /** The key of the entry with which the given side of a node keeps its record of an exchange. */
    public static String keyOfRecord(String side, String gxId) {
        return side + (side.equals("consumer") ? "/request/" : "/response/") + gxId;
    }

    /** The key of an entry in the log. */
    public String key(String kind, String gxId) {
        return side + "/" + kind + "/" + gxId;
    }

    private byte[] entry(String kind, Facts facts) {
        var entry = facts.values();
        entry.put("v", 1);
        entry.put("node", log.origin());
        entry.put("side", side);
        entry.put("kind", kind);
        entry.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        return CanonicalJson.bytes(entry);
    }

    /** What the log says about an exchange: its first entry, be it of the request or of a refusal. */
    public Optional<JsonNode> find(String gxId) {
        return entries(gxId).findFirst();
    }

    /** What the log says about an exchange in the entry of one kind. */
    public Optional<JsonNode> find(String kind, String gxId) {
        var index = log.indexOf(key(kind, gxId));
        return index.isEmpty()
                ? Optional.empty()
                : Optional.of(CanonicalJson.MAPPER.readTree(log.entry(index.getAsLong())));
    }

    /** All that the log says about an exchange. */
    public Stream<JsonNode> entries(String gxId) {
        return indices(gxId).stream().map(index -> CanonicalJson.MAPPER.readTree(log.entry(index)));
    }

    /** Where the entries of an exchange stand in the log, as far as there are any. */
    public List<Long> indices(String gxId) {
        return Stream.of("request", "response", "refusal")
                .flatMap(kind -> log.indexOf(key(kind, gxId)).stream().boxed())
                .toList();
    }

    @Override
    public void close() {
        refusals.close();
    }
}
