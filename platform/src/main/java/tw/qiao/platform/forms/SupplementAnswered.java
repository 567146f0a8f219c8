package tw.qiao.platform.forms;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A person answered what an officer asked her to correct. */
public record SupplementAnswered(UUID submission, UUID supplement, List<Change> changes, Instant at) {
    public SupplementAnswered {
        changes = List.copyOf(changes);
    }
}
