package tw.qiao.platform.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.reports.ReportRun.State;
import tw.qiao.platform.site.Bilingual;

/**
 * All runs. One is claimed for a while; when who claimed it dies, the claim ends by itself and somebody else begins
 * again. Whoever lost a claim cannot end the run any more.
 */
@Repository
class ReportRuns {
    /** How many runs of one person may wait at once. */
    private static final int MOST_WAITING = 10;

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;

    ReportRuns(JdbcClient database, Clock clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /** Asks for a run. */
    UUID ask(Report report, Map<String, String> parameters, UUID account) {
        int waiting =
                database.sql("""
                        select count(*) from reports.run
                        where account = :account and state in ('waiting', 'running') and schedule is null
                        """).param("account", account).query(Integer.class).single();
        if (waiting >= MOST_WAITING) {
            throw Problem.conflict("report_runs", "You have " + MOST_WAITING + " runs that are not done yet; wait");
        }
        return insert(report, parameters, account, null, null);
    }

    /** Notes what a schedule wants; nothing when it was noted before. */
    void due(Report report, Schedule schedule, Instant due) {
        insert(report, schedule.parameters(), schedule.owner(), schedule.id(), due.atOffset(ZoneOffset.UTC));
    }

    private UUID insert(
            Report report,
            Map<String, String> parameters,
            UUID account,
            @Nullable UUID schedule,
            @Nullable OffsetDateTime due) {
        UUID id = ids.uuid();
        database.sql("""
                insert into reports.run
                  (id, report, title_zh, title_en, parameters, account, schedule, due, state, next_attempt, asked)
                values
                  (:id, :report, :zh, :en, :parameters::jsonb, :account, :schedule, :due, 'waiting', :now, :now)
                on conflict (schedule, due) do nothing
                """)
                .param("id", id)
                .param("report", report.key())
                .param("zh", report.declaration().title().zh())
                .param("en", report.declaration().title().en())
                .param("parameters", ParameterValues.json(parameters))
                .param("account", account)
                .param("schedule", schedule)
                .param("due", due)
                .param("now", now())
                .update();
        return id;
    }

    /** Claims the run that waited longest; nobody else gets it before {@code lease} has passed. */
    Optional<ReportRun> claim(Duration lease) {
        return database.sql("""
                update reports.run
                set state = 'running', attempts = attempts + 1, next_attempt = :leaseEnd
                where id in (
                  select id from reports.run
                  where state in ('waiting', 'running') and next_attempt <= :now
                  order by next_attempt, id limit 1
                  for update skip locked)
                returning *
                """)
                .param("leaseEnd", clock.instant().plus(lease).atOffset(ZoneOffset.UTC))
                .param("now", now())
                .query((row, _) -> run(row))
                .optional();
    }

    /** Notes that a run is done and what its parameters were in the end; false when its claim was lost. */
    boolean done(ReportRun run, Map<String, String> values, List<String> provenance) {
        return end(run, "done", "", values, provenance);
    }

    /** Notes that a run cannot be done. */
    void failed(ReportRun run, String problem) {
        end(run, "failed", problem, run.parameters(), List.of());
    }

    private boolean end(
            ReportRun run, String state, String problem, Map<String, String> values, List<String> provenance) {
        return database.sql("""
                        update reports.run
                        set state = :state, problem = :problem, parameters = :values::jsonb, provenance = :provenance,
                          ended = :now
                        where id = :id and state = 'running' and attempts = :attempts
                        """)
                        .param("state", state)
                        .param("problem", problem)
                        .param("values", ParameterValues.json(values))
                        .param("provenance", provenance.toArray(String[]::new))
                        .param("now", now())
                        .param("id", run.id())
                        .param("attempts", run.attempts())
                        .update()
                == 1;
    }

    /** Lets a run be tried again later. */
    void postpone(ReportRun run, Duration pause, String problem) {
        database.sql("""
                update reports.run set state = 'waiting', problem = :problem, next_attempt = :next
                where id = :id and state = 'running' and attempts = :attempts
                """)
                .param("problem", problem)
                .param("next", clock.instant().plus(pause).atOffset(ZoneOffset.UTC))
                .param("id", run.id())
                .param("attempts", run.attempts())
                .update();
    }

    /** One run; a problem {@code report_run_unknown} when there is none. */
    ReportRun require(UUID id) {
        return database.sql("select * from reports.run where id = :id")
                .param("id", id)
                .query((row, _) -> run(row))
                .optional()
                .orElseThrow(() -> Problem.notFound("report_run_unknown", "There is no such run"));
    }

    /** The newest runs of a report, or of all when it is empty, one page of {@code size}. */
    List<ReportRun> page(String report, int number, int size) {
        return database.sql("""
                select * from reports.run where report = :report or :report = ''
                order by asked desc, id desc limit :size offset :offset
                """)
                .param("report", report)
                .param("size", size)
                .param("offset", (number - 1L) * size)
                .query((row, _) -> run(row))
                .list();
    }

    /** How many runs {@link #page} has in all. */
    int count(String report) {
        return database.sql("select count(*) from reports.run where report = :report or :report = ''")
                .param("report", report)
                .query(Integer.class)
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ReportRun run(ResultSet row) throws SQLException {
        return new ReportRun(
                row.getObject("id", UUID.class),
                row.getString("report"),
                new Bilingual(row.getString("title_zh"), row.getString("title_en")),
                ParameterValues.read(row.getString("parameters")),
                row.getObject("account", UUID.class),
                moment(row, "due"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                row.getString("problem"),
                List.of((String[]) row.getArray("provenance").getArray()),
                row.getObject("asked", OffsetDateTime.class).toInstant(),
                moment(row, "ended"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
