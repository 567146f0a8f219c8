package tw.qiao.platform.reconciliation;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares what both parties' logs say about the exchanges that are waiting. One pass looks at all of them in sets.
 * What lacks is waited for until the other party's log has been seen long after; what is decided is looked at again
 * only when a new entry about it comes.
 *
 * <p>A consumer that got no answer says so, and needs none from the provider. An answer that refuses needs a refusal in
 * the provider's log, be it one of a flood that the provider counted about that time.
 */
@Repository
class Comparison {
    private static final String JUDGE = """
            create temp table judged on commit drop as
            with side as (
              select e.gx_id, e.consumer, e.provider, max(e.seen) seen,
                bool_or(side = 'c' and kind = 'q') cq,
                bool_or(side = 'c' and kind = 'a' and code is null) ca,
                bool_or(side = 'c' and kind = 'a' and code is not null) ce,
                bool_or(side = 'c' and kind = 'r') cr,
                bool_or(side = 'p' and kind = 'q') pq,
                bool_or(side = 'p' and kind = 'a') pa,
                bool_or(side = 'c' and again) c_again,
                bool_or(side = 'p' and again) p_again,
                min(facts) filter (where side = 'c' and kind = 'q') c_least,
                max(facts) filter (where side = 'c' and kind = 'q') c_most,
                min(facts) filter (where side = 'p' and kind = 'q') p_least,
                max(facts) filter (where side = 'p' and kind = 'q') p_most,
                min(service) filter (where side = 'c' and kind = 'q') c_service,
                max(service) filter (where side = 'c' and kind = 'q') c_service_most,
                min(service) filter (where side = 'p' and kind = 'q') p_service,
                max(service) filter (where side = 'p' and kind = 'q') p_service_most,
                min(answer) filter (where side = 'c' and kind = 'a' and code is null) c_answer,
                max(answer) filter (where side = 'c' and kind = 'a' and code is null) c_answer_most,
                min(answer) filter (where side = 'p' and kind = 'a') p_answer,
                max(answer) filter (where side = 'p' and kind = 'a') p_answer_most,
                min(at) filter (where side = 'c' and kind = 'q') c_at,
                min(at) filter (where side = 'p' and kind = 'q') p_at,
                min(at) filter (where side = 'c' and kind = 'a' and code is null) c_answered,
                min(at) filter (where side = 'p' and kind = 'a') p_answered,
                min(at) filter (where side = 'c' and kind = 'a' and code is not null) c_refused,
                min(code) filter (where side = 'c' and kind = 'a') code
              from reconciliation.waiting join reconciliation.entry e using (gx_id)
              where e.consumer is not null and e.provider is not null
              group by e.gx_id, e.consumer, e.provider),
            checked as (
              select party, min(coalesce(checked_at, '-infinity')) at from reconciliation.log group by party),
            lacking as (
              select side.*,
                not cq and (ca or ce or pq or pa) lacks_cq,
                cq and not (ca or ce or cr) lacks_ca,
                not pq and (ca or pa) lacks_pq,
                not pa and ca and pq lacks_pa,
                ce and not exists (
                  select from reconciliation.entry r
                  where r.gx_id = side.gx_id and r.provider = side.provider and r.side = 'p' and r.kind = 'r')
                and not exists (
                  select from reconciliation.counted k join reconciliation.log l on l.id = k.log
                  where l.party = side.provider and k.code = side.code
                    and k.second between extract(epoch from c_refused)::bigint - 90
                      and extract(epoch from c_refused)::bigint + 90) lacks_pr,
                coalesce(c.at > side.seen + make_interval(secs => :grace), false) c_over,
                coalesce(p.at > side.seen + make_interval(secs => :grace), false) p_over
              from side left join checked c on c.party = side.consumer left join checked p on p.party = side.provider)
            select *,
              cq and pq and (c_least <> p_least or c_most <> p_most
                or coalesce(c_service <> p_service or c_service_most <> p_service_most, false)) differs_q,
              ca and pa and (c_answer <> p_answer or c_answer_most <> p_answer_most) differs_a,
              coalesce(abs(extract(epoch from c_at - p_at)) > :late, false) late_q,
              coalesce(abs(extract(epoch from c_answered - p_answered)) > :late, false) late_a
            from lacking
            """;

    /** What came after all is no longer missing but late. */
    private static final String CAME = """
            update reconciliation.finding f set kind = 'late'
            from judged j
            where f.gx_id = j.gx_id and f.consumer = j.consumer and f.provider = j.provider and f.kind = 'missing'
              and not case
                when f.part = 'request' and f.party = f.consumer then lacks_cq
                when f.part = 'outcome' then lacks_ca
                when f.part = 'request' then lacks_pq
                when f.part = 'response' then lacks_pa
                else lacks_pr end
            """;

    private static final String FIND = """
            insert into reconciliation.finding (kind, part, gx_id, consumer, provider, party, found_at)
            select f.kind, f.part, gx_id, consumer, provider, f.party, :now
            from judged cross join lateral (values
              ('missing', 'request', consumer, lacks_cq and c_over),
              ('missing', 'outcome', consumer, lacks_ca and c_over),
              ('missing', 'request', provider, lacks_pq and p_over),
              ('missing', 'response', provider, lacks_pa and p_over),
              ('missing', 'refusal', provider, lacks_pr and p_over),
              ('differing', 'request', null, differs_q),
              ('differing', 'response', null, differs_a),
              ('late', 'request', null, late_q),
              ('late', 'response', null, late_a),
              ('doubled', 'entry', consumer, c_again),
              ('doubled', 'entry', provider, p_again)) f (kind, part, party, found)
            where f.found
            on conflict do nothing
            """;

    private static final String SETTLE = """
            with settled as (
              delete from reconciliation.waiting w
              where not exists (
                select from judged j
                where j.gx_id = w.gx_id
                  and (((lacks_cq or lacks_ca) and not c_over)
                    or ((lacks_pq or lacks_pa or lacks_pr) and not p_over)))
              returning gx_id)
            update reconciliation.progress
            set compared = compared + (select count(distinct gx_id) from settled join judged using (gx_id))
            """;

    private final JdbcClient database;
    private final ReconciliationProperties properties;

    Comparison(JdbcClient database, ReconciliationProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /** Looks at all that is waiting. Of several processes one works. */
    @Transactional
    public void run(Instant now) {
        boolean isOurs = database.sql("select pg_try_advisory_xact_lock(hashtext('reconciliation'))")
                .query(Boolean.class)
                .single();
        if (!isOurs) {
            return;
        }
        database.sql(JUDGE)
                .param("grace", (double) properties.grace().toMillis() / 1000)
                .param("late", properties.late().toSeconds())
                .update();
        database.sql(CAME).update();
        database.sql(FIND).param("now", Timestamp.from(now)).update();
        database.sql(SETTLE).update();
    }

    /** How many exchanges both parties' logs were compared about, each time that one was looked at and decided. */
    long compared() {
        return database.sql("select compared from reconciliation.progress")
                .query(Long.class)
                .single();
    }

    /** How many are still waited for. */
    long waiting() {
        return database.sql("select count(*) from reconciliation.waiting")
                .query(Long.class)
                .single();
    }
}
