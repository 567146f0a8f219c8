package tw.qiao.platform.reconciliation;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rows of exchanges that were settled long ago. What was found, what is still waited for, and the entries of either
 * stay; the logs themselves lie in the mirrors as before.
 */
@Repository
class OldRows {
    private static final String ENTRIES = """
            with old as (
              select distinct e.gx_id
              from reconciliation.entry e
              where e.seen < :before
                and not exists (
                  select from reconciliation.entry newer where newer.gx_id = e.gx_id and newer.seen >= :before)
                and not exists (select from reconciliation.finding f where f.gx_id = e.gx_id)
                and not exists (select from reconciliation.waiting w where w.gx_id = e.gx_id)
              limit :most)
            delete from reconciliation.entry e using old where e.gx_id = old.gx_id
            """;

    /** Counted refusals answer for exchanges of about their time, which are settled within days. */
    private static final Duration SETTLED = Duration.ofDays(30);

    private final JdbcClient database;

    OldRows(JdbcClient database) {
        this.database = database;
    }

    /**
     * Removes the entries of at most {@code exchanges} settled exchanges that were all seen before {@code before}. Of
     * several processes one works.
     *
     * @return how many entries went; 0 when there are no more, or another process is at it
     */
    @Transactional
    public int remove(Instant before, int exchanges) {
        boolean isOurs = database.sql("select pg_try_advisory_xact_lock(hashtext('reconciliation pruning'))")
                .query(Boolean.class)
                .single();
        if (!isOurs) {
            return 0;
        }
        database.sql("delete from reconciliation.counted where second < :second")
                .param("second", before.minus(SETTLED).getEpochSecond())
                .update();
        return database.sql(ENTRIES)
                .param("before", Timestamp.from(before))
                .param("most", exchanges)
                .update();
    }
}
