package tw.qiao.platform.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.Bilingual;

/**
 * What the check of the evidence of one crossing found (收據核驗).
 *
 * @param sides what each party's log says, as far as it was told
 * @param findings the last parts of message keys that say what does not hold; empty when all holds
 */
public record ReceiptCheck(UUID exchangeId, List<Side> sides, List<String> findings) {
    public ReceiptCheck {
        sides = List.copyOf(sides);
        findings = List.copyOf(findings);
    }

    /** Whether both logs hold the crossing and agree about it. */
    public boolean holds() {
        return findings.isEmpty();
    }

    /** Whether nothing was disproved; something could only not be looked at now. */
    public boolean isOpen() {
        return !findings.isEmpty() && findings.stream().allMatch("unreachable"::equals);
    }

    /** The side with this role, {@code consumer} or {@code provider}. */
    public Optional<Side> side(String role) {
        return sides.stream().filter(side -> side.role().equals(role)).findFirst();
    }

    /**
     * One party's log.
     *
     * @param origin the log's name
     * @param keyId the key of the registry under which its checkpoint holds; empty when none does
     * @param treeSize the size of the log at the checkpoint
     * @param root the root of its tree in base64
     */
    public record Side(
            String role,
            String member,
            Bilingual memberName,
            String origin,
            String keyId,
            long treeSize,
            String root,
            boolean proved,
            List<Entry> entries) {
        public Side {
            entries = List.copyOf(entries);
        }

        /** The commitment of this kind, {@code request} or {@code response}; empty when there is none. */
        public String commitment(String kind) {
            return entries.stream()
                    .filter(entry -> entry.kind().equals(kind))
                    .map(Entry::commitment)
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * One entry of a log.
     *
     * @param kind {@code request}, {@code response}, {@code refusal} or {@code other}
     * @param leaf the hash of the entry in base64
     * @param steps how many hashes the proof has
     * @param commitment the salted commitment to what crossed; empty when the entry has none
     */
    public record Entry(String kind, long index, @Nullable Instant time, String leaf, int steps, String commitment) {}
}
