package tw.qiao.platform.identity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import tw.qiao.kernel.log.Commitment;

/**
 * Somebody who runs the platform changed an account: opened it, gave a link, changed its roles or ended its sessions.
 * Says who did what to whom only under a salted commitment, so that it may become public.
 *
 * @param id the record of it in the security events of the account
 * @param kind a stable word such as {@code account-opened}
 * @param commitment a {@link Commitment} to the {@link #statement}
 */
public record PrivilegedAction(UUID id, String kind, String commitment, Instant at) {
    static PrivilegedAction of(UUID id, String kind, UUID actor, UUID account, Instant at, String salt) {
        return new PrivilegedAction(id, kind, Commitment.to(statement(id, kind, actor, account, at), salt), at);
    }

    /** What is committed to. */
    static Map<String, Object> statement(UUID id, String kind, UUID actor, UUID account, Instant at) {
        return Map.of(
                "v", 1,
                "id", id.toString(),
                "kind", kind,
                "actor", actor.toString(),
                "account", account.toString(),
                "at", at.toString());
    }
}
