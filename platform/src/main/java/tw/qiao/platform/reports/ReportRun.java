package tw.qiao.platform.reports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tw.qiao.platform.site.Bilingual;

/**
 * One making of a report (執行紀錄).
 *
 * @param account who asked for it, or whose schedule did; it has the figures that she may see
 * @param due when a schedule wanted it; empty when a person asked
 * @param attempts how often it was begun
 * @param problem the code of what went wrong last; empty when nothing did
 * @param provenance each table that was read with its snapshot, and the hash of the statement
 */
public record ReportRun(
        UUID id,
        String report,
        Bilingual title,
        Map<String, String> parameters,
        UUID account,
        Optional<Instant> due,
        State state,
        int attempts,
        String problem,
        List<String> provenance,
        Instant asked,
        Optional<Instant> ended) {
    /** Keeps copies. */
    public ReportRun {
        parameters = Map.copyOf(parameters);
        provenance = List.copyOf(provenance);
    }

    /** How far it is. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /** Whether it will go on by itself. */
    public boolean isOpen() {
        return state == State.WAITING || state == State.RUNNING;
    }
}
