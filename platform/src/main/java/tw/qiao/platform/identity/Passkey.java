package tw.qiao.platform.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey (通行金鑰) of an account, as its owner sees it.
 *
 * @param synced whether it may be copied to her other devices by whoever keeps it (backup eligible)
 * @param lastUsed null until she signs in with it
 * @param suspended since when it is refused because it may have been copied; null for a good one
 */
public record Passkey(
        UUID id,
        String name,
        boolean synced,
        Instant created,
        @Nullable Instant lastUsed,
        @Nullable Instant suspended) {}
