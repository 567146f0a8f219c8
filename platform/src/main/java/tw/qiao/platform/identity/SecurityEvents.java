package tw.qiao.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
        insert(account, null, kind, client);
    }

    /** Records what an administrator did to {@code account}, and tells other modules. */
    void recordPrivileged(UUID account, UUID actor, String kind) {
        insert(account, actor, kind, "");
        events.publishEvent(new PrivilegedAction(kind, actor, account, clock.instant()));
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

    private void insert(UUID account, @Nullable UUID actor, String kind, String client) {
        database.sql("""
                insert into identity.security_event (id, account, actor, kind, client, at)
                values (:id, :account, :actor, :kind, :client, :now)
                """)
                .param("id", ids.uuid())
                .param("account", account)
                .param("actor", actor)
                .param("kind", kind)
                .param("client", client)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
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
