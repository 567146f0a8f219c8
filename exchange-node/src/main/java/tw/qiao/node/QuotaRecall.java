package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.LogEntry;
import tw.qiao.node.limit.Quotas;

/**
 * Tells the quotas what the node answered since yesterday. Every admitted request is in the evidence log before it is
 * answered, so no restart and no crash gives a quota back, and requests need no counter on disk.
 */
final class QuotaRecall {
    private static final Duration LONGEST_WINDOW = Duration.ofHours(25);

    private final EvidenceLog log;
    private final Quotas quotas;

    private QuotaRecall(EvidenceLog log, Quotas quotas) {
        this.log = log;
        this.quotas = quotas;
    }

    static void from(EvidenceLog log, Quotas quotas, Clock clock) {
        var recall = new QuotaRecall(log, quotas);
        log.forEach(recall.firstSince(clock.instant().minus(LONGEST_WINDOW)), recall::count);
    }

    /** The index of the first entry that is not older than {@code moment}; times grow with indices, more or less. */
    private long firstSince(Instant moment) {
        long older = 0;
        long newer = log.size();
        while (older < newer) {
            long middle = (older + newer) >>> 1;
            if (time(log.entry(middle)).isBefore(moment)) {
                older = middle + 1;
            } else {
                newer = middle;
            }
        }
        return older;
    }

    /** When an entry was made; one that does not say so counts as new, so that nothing is left out. */
    private static Instant time(byte[] entry) {
        try {
            return Instant.parse(
                    CanonicalJson.MAPPER.readTree(entry).path("time").stringValue(""));
        } catch (JacksonException | DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    private void count(LogEntry logged) {
        byte[] content = logged.content();
        if (!new String(content, UTF_8).contains("\"grant\":")) {
            return; // not worth to be parsed: there may be millions
        }
        JsonNode entry = CanonicalJson.MAPPER.readTree(content);
        boolean admitted = entry.path("kind").stringValue("").equals("request")
                && entry.path("side").stringValue("").equals("provider");
        if (admitted) {
            quotas.recall(entry.path("grant").stringValue(""), logged.appendedAt());
        }
    }
}
