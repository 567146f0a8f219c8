package tw.qiao.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;

/** What happened to the safety of accounts: sign-ins, keys, codes, roles. Each owner sees her own. */
@Repository
class SecurityEvents {
    private static final int SALT_OCTETS = 32;

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    SecurityEvents(JdbcClient database, Clock clock, Ids ids, ApplicationEventPublisher events) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.events = events;
    }

    /** Records what the owner of {@code account} did, or what happened to it. */
    void record(UUID account, String kind, String client) {
        insert(ids.uuid(), account, null, kind, client, now(), "");
    }

    /** Records what an administrator did to {@code account}, and tells other modules. */
    void recordPrivileged(UUID account, UUID actor, String kind) {
        UUID id = ids.uuid();
        Instant now = now();
        String salt = ids.token(SALT_OCTETS);
        insert(id, account, actor, kind, "", now, salt);
        events.publishEvent(PrivilegedAction.of(id, kind, actor, account, now, salt));
    }

    // As exact as the database keeps it, so that the statement of the evidence can be made again.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The newest events of an account. */
    List<SecurityEvent> ofAccount(UUID account, int limit) {
        return database.sql("""
                select kind, client, at, actor from identity.security_event
                where account = :account order by at desc, id desc limit :limit
                """)
                .param("account", account)
                .param("limit", limit)
                .query((row, _) -> event(row))
                .list();
    }

    private void insert(
            UUID id, UUID account, @Nullable UUID actor, String kind, String client, Instant now, String salt) {
        database.sql("""
                insert into identity.security_event (id, account, actor, kind, client, at, salt)
                values (:id, :account, :actor, :kind, :client, :now, :salt)
                """)
                .param("id", id)
                .param("account", account)
                .param("actor", actor)
                .param("kind", kind)
                .param("client", client)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("salt", salt)
                .update();
    }

    private static SecurityEvent event(ResultSet row) throws SQLException {
        return new SecurityEvent(
                row.getString("kind"),
                row.getString("client"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("actor", UUID.class) != null);
    }
}
