package tw.qiao.platform.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who runs the platform changed an account: opened it, gave a link, changed its roles or ended its sessions.
 *
 * @param kind a stable word such as {@code account-opened}
 */
public record PrivilegedAction(String kind, UUID actor, UUID subject, Instant at) {}
