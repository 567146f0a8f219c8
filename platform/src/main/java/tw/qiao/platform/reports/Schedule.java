package tw.qiao.platform.reports;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** That a report is made again and again (排程). */
public record Schedule(
        UUID id,
        String report,
        Map<String, String> parameters,
        UUID owner,
        Rhythm rhythm,
        Instant next,
        boolean active) {
    /** Keeps a copy. */
    public Schedule {
        parameters = Map.copyOf(parameters);
    }
}
