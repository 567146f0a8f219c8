package tw.qiao.platform.forms;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * A request to correct single answers of a submission (補正).
 *
 * @param reasons what the officer wrote, by the field of each questioned answer
 * @param due the last day for the answer
 */
public record Supplement(UUID id, UUID submission, Map<String, String> reasons, LocalDate due) {
    public Supplement {
        reasons = Map.copyOf(reasons);
    }
}
