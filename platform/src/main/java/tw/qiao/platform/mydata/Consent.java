package tw.qiao.platform.mydata;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent (同意書): a person lets named data items be asked for once each.
 *
 * @param document what she agreed to, in canonical JSON
 * @param expires the first moment at which it allows nothing any more
 */
public record Consent(
        UUID id,
        UUID account,
        String document,
        Instant given,
        Instant expires,
        @Nullable Instant withdrawn) {}
