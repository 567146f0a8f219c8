package tw.qiao.platform.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token (存取權杖) by which a program asks in the name of its owner, without the token itself.
 *
 * @param lastUsed when it was last used, to the hour
 */
public record AccessToken(
        UUID id,
        String name,
        Instant made,
        Instant expires,
        @Nullable Instant revoked,
        @Nullable Instant lastUsed) {
    /** Whether it still opens anything at {@code moment}. */
    public boolean isGood(Instant moment) {
        return revoked == null && expires.isAfter(moment);
    }
}
