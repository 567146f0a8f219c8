package tw.qiao.platform.casework;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Ids;

/** The ids, salts and times that are written into histories. */
@Component
class Stamps {
    private static final int SALT_BYTES = 16;

    private final Ids ids;
    private final Clock clock;

    Stamps(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    // PostgreSQL keeps microseconds, and a hash must cover what is kept.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    UUID id() {
        return ids.uuid();
    }

    String salt() {
        return ids.token(SALT_BYTES);
    }
}
