package tw.qiao.platform.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * A session (工作階段) as its owner sees it.
 *
 * @param client the browser and system, as far as they are known
 * @param method how it was opened: {@code passkey}, {@code recovery}, {@code enrolment} or {@code demo}
 * @param current whether it is the one that asks
 */
public record OpenSession(
        UUID reference, String client, String method, Instant created, Instant lastAccess, boolean current) {}
