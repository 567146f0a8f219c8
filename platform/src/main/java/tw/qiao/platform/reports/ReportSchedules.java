package tw.qiao.platform.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** All schedules. What is due becomes a run in the transaction that moves its schedule on, so it does so once. */
@Repository
class ReportSchedules {
    private static final int MOST = 20;
    private static final int AT_ONCE = 20;

    private final JdbcClient database;
    private final ReportRuns runs;
    private final ReportShelf shelf;
    private final Clock clock;
    private final Ids ids;

    ReportSchedules(JdbcClient database, ReportRuns runs, ReportShelf shelf, Clock clock, Ids ids) {
        this.database = database;
        this.runs = runs;
        this.shelf = shelf;
        this.clock = clock;
        this.ids = ids;
    }

    /** Makes {@code report} again and again for {@code owner}. */
    void add(Report report, Map<String, String> parameters, UUID owner, Rhythm rhythm) {
        if (of(owner).size() >= MOST) {
            throw Problem.conflict("report_schedules", "You have " + MOST + " schedules; remove one first");
        }
        database.sql("""
                insert into reports.schedule (id, report, parameters, owner, rhythm, day, hour, next, active, made)
                values (:id, :report, :parameters::jsonb, :owner, :rhythm, :day, :hour, :next, true, :now)
                """)
                .param("id", ids.uuid())
                .param("report", report.key())
                .param("parameters", ParameterValues.json(parameters))
                .param("owner", owner)
                .param("rhythm", rhythm.every().word())
                .param("day", rhythm.day())
                .param("hour", rhythm.hour())
                .param("next", utc(rhythm.after(clock.instant())))
                .param("now", utc(clock.instant()))
                .update();
    }

    /** Those of {@code owner}, the next first. */
    List<Schedule> of(UUID owner) {
        return database.sql("select * from reports.schedule where owner = :owner order by active desc, next, id")
                .param("owner", owner)
                .query((row, _) -> schedule(row))
                .list();
    }

    /** Pauses a schedule, or lets it go on from now. */
    void set(UUID id, UUID owner, boolean active) {
        for (Schedule schedule : of(owner)) {
            if (schedule.id().equals(id) && schedule.active() != active) {
                move(schedule, schedule.rhythm().after(clock.instant()), active);
            }
        }
    }

    /** Forgets a schedule; what it made stays. */
    void remove(UUID id, UUID owner) {
        database.sql("delete from reports.schedule where id = :id and owner = :owner")
                .param("id", id)
                .param("owner", owner)
                .update();
    }

    /**
     * Turns what is due into runs. After a time in which nobody looked, each schedule has one run for the last time
     * that it missed: the figures are those of now, so more would be the same.
     */
    @Transactional
    int fire() {
        Instant now = clock.instant();
        List<Schedule> due = database.sql("""
                select * from reports.schedule where active and next <= :now order by next, id limit :most
                for update skip locked
                """)
                .param("now", utc(now))
                .param("most", AT_ONCE)
                .query((row, _) -> schedule(row))
                .list();
        for (Schedule schedule : due) {
            Instant latest = schedule.rhythm().latest(schedule.next(), now);
            var report = shelf.find(schedule.report());
            report.ifPresent(found -> runs.due(found, schedule, latest));
            move(schedule, schedule.rhythm().after(latest), report.isPresent());
        }
        return due.size();
    }

    private void move(Schedule schedule, Instant next, boolean active) {
        database.sql("update reports.schedule set next = :next, active = :active where id = :id")
                .param("next", utc(next))
                .param("active", active)
                .param("id", schedule.id())
                .update();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                row.getObject("id", UUID.class),
                row.getString("report"),
                ParameterValues.read(row.getString("parameters")),
                row.getObject("owner", UUID.class),
                new Rhythm(
                        Rhythm.Every.valueOf(row.getString("rhythm").toUpperCase(Locale.ROOT)),
                        row.getInt("day"),
                        row.getInt("hour")),
                row.getObject("next", OffsetDateTime.class).toInstant(),
                row.getBoolean("active"));
    }
}
