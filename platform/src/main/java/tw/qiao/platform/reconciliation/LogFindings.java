package tw.qiao.platform.reconciliation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Findings about a log as a whole: it is silent, or shows two histories. */
@Repository
class LogFindings {
    private final JdbcClient database;

    LogFindings(JdbcClient database) {
        this.database = database;
    }

    void forked(LogState log, Instant now) {
        database.sql("""
                insert into reconciliation.finding (kind, part, log, party, found_at)
                select 'forked', 'log', id, party, :now from reconciliation.log where id = :id
                on conflict do nothing
                """)
                .param("now", Timestamp.from(now))
                .param("id", log.id())
                .update();
    }

    /**
     * Finds those of the logs {@code origins} that have shown nothing valid since {@code last}, and ends what was found
     * of those that have. A node that left the exchange may be silent.
     */
    void silent(Set<String> origins, Instant last, Instant now) {
        database.sql("""
                insert into reconciliation.finding (kind, part, log, party, found_at)
                select 'silent', 'log', id, party, :now from reconciliation.log
                where coalesce(checked_at, first_seen) < :last and origin in (:origins)
                on conflict do nothing
                """)
                .param("now", Timestamp.from(now))
                .param("last", Timestamp.from(last))
                .param("origins", origins)
                .update();
        database.sql("""
                update reconciliation.finding f set closed_at = :now from reconciliation.log l
                where f.kind = 'silent' and f.closed_at is null and l.id = f.log and l.checked_at >= :last
                """)
                .param("now", Timestamp.from(now))
                .param("last", Timestamp.from(last))
                .update();
    }
}
