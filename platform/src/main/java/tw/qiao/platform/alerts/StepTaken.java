package tw.qiao.platform.alerts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.log.Commitment;

/**
 * Something happened to an alert. Says what only under a salted commitment, so that it may become public.
 *
 * @param commitment a {@link Commitment} to what happened
 */
record StepTaken(UUID id, String kind, String commitment, Instant at) {
    static StepTaken of(UUID id, long alert, String kind, @Nullable UUID actor, String note, Instant at, String salt) {
        Map<String, Object> statement = Map.of(
                "v",
                1,
                "id",
                id.toString(),
                "kind",
                "alert-" + kind,
                "alert",
                Long.toString(alert),
                "actor",
                actor == null ? "" : actor.toString(),
                "note",
                note,
                "at",
                at.toString());
        return new StepTaken(id, "alert-" + kind, Commitment.to(statement, salt), at);
    }
}
