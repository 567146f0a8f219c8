package tw.qiao.platform.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tw.qiao.platform.forms.Milestones;
import tw.qiao.platform.site.OperationFigures;

/** How far applications come, from their beginning to the decision. */
@Component
class JourneyOperation implements OperationFigures {
    private final Milestones milestones;
    private final JdbcClient database;

    JourneyOperation(Milestones milestones, JdbcClient database) {
        this.milestones = milestones;
        this.database = database;
    }

    @Override
    public List<Table> since(Instant moment) {
        return List.of();
    }

    @Override
    public List<Way> waysSince(Instant moment) {
        var reached = milestones.reachedSince(moment);
        var outcome = outcome(reached.submissions());
        return List.of(new Way(
                "journeys",
                List.of(
                        step("begun", reached.begun()),
                        step("consented", reached.consented()),
                        new Step(
                                "submitted",
                                reached.submitted().staying() - outcome.decided() - outcome.withdrawn(),
                                outcome.withdrawn(),
                                reached.submitted().median()),
                        new Step("decided", outcome.decided(), 0, outcome.median()))));
    }

    private static Step step(String name, Milestones.Stage stage) {
        return new Step(name, stage.staying(), stage.givenUp(), stage.median());
    }

    private record Outcome(long decided, long withdrawn, Duration median) {}

    private Outcome outcome(List<UUID> submissions) {
        return database.sql("""
                select count(decided) as decided,
                  count(*) filter (where decided is null and state = 'withdrawn') as withdrawn,
                  percentile_cont(0.5) within group (order by extract(epoch from decided - opened)) as median
                from (
                  select opened, state, (
                    select min(at) from casework.case_event
                    where case_id = case_file.id and to_state in ('approved', 'rejected')) as decided
                  from casework.case_file where submission = any(:submissions)
                ) as cases
                """)
                .param("submissions", submissions.toArray(UUID[]::new))
                .query((row, _) -> new Outcome(
                        row.getLong("decided"),
                        row.getLong("withdrawn"),
                        Duration.ofSeconds(Math.round(row.getDouble("median")))))
                .single();
    }
}
