package tw.qiao.platform.forms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When applications were begun, consented to, submitted or given up: moments alone, which outlive the drafts. */
@Repository
public class Milestones {
    private static final Duration LIFE = Duration.ofDays(2 * 366L);

    private final JdbcClient database;
    private final Clock clock;

    Milestones(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How far the applications came that were begun since a moment. Those who choose to answer by themselves count as
     * having consented, since that is the same step of the way.
     *
     * @param begun where nothing was consented to yet
     * @param consented where something was, and nothing submitted yet
     * @param submitted what became submissions
     */
    public record Reached(Stage begun, Stage consented, Stage submitted, List<UUID> submissions) {
        /** Refuses to be changed from outside. */
        public Reached {
            submissions = List.copyOf(submissions);
        }
    }

    /**
     * The applications that came to a step and no further.
     *
     * @param staying how many may still go on
     * @param givenUp how many were deleted by the applicant or expired
     * @param median how long all took from the step before who came to this one or further; zero where nobody did
     */
    public record Stage(long staying, long givenUp, Duration median) {}

    /** How far the applications came that were begun since this moment. */
    public Reached reachedSince(Instant moment) {
        List<UUID> submissions = database.sql("""
                select submission.id from forms.milestone join forms.submission on submission.draft = milestone.draft
                where begun >= :since and milestone.submitted is not null
                """)
                .param("since", at(moment))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
        return database.sql("""
                select
                  count(*) filter (where consented is null and submitted is null and given_up is null) as begun_staying,
                  count(*) filter (where consented is null and given_up is not null) as begun_given_up,
                  0 as begun_median,
                  count(*) filter (where consented is not null and submitted is null and given_up is null)
                    as consented_staying,
                  count(*) filter (where consented is not null and given_up is not null) as consented_given_up,
                  percentile_cont(0.5) within group (order by extract(epoch from consented - begun))
                    as consented_median,
                  count(*) filter (where submitted is not null) as submitted_staying,
                  0 as submitted_given_up,
                  percentile_cont(0.5) within group (order by extract(epoch from submitted - consented))
                    as submitted_median
                from forms.milestone where begun >= :since
                """)
                .param("since", at(moment))
                .query((row, _) ->
                        new Reached(stage(row, "begun"), stage(row, "consented"), stage(row, "submitted"), submissions))
                .single();
    }

    private static Stage stage(ResultSet row, String step) throws SQLException {
        return new Stage(
                row.getLong(step + "_staying"),
                row.getLong(step + "_given_up"),
                Duration.ofSeconds(Math.round(row.getDouble(step + "_median"))));
    }

    void begun(UUID draft) {
        database.sql("insert into forms.milestone (draft, begun) values (:draft, :now)")
                .param("draft", draft)
                .param("now", at(clock.instant()))
                .update();
    }

    /** Keeps the first time at which the applicant decided about data of agencies. */
    void consented(UUID draft) {
        database.sql("update forms.milestone set consented = :now where draft = :draft and consented is null")
                .param("draft", draft)
                .param("now", at(clock.instant()))
                .update();
    }

    /** A form without data of agencies has no step before this one. */
    void submitted(UUID draft) {
        database.sql("""
                update forms.milestone set submitted = :now, consented = coalesce(consented, :now) where draft = :draft
                """)
                .param("draft", draft)
                .param("now", at(clock.instant()))
                .update();
    }

    void givenUp(UUID draft) {
        database.sql("update forms.milestone set given_up = :now where draft = :draft")
                .param("draft", draft)
                .param("now", at(clock.instant()))
                .update();
    }

    /** Notes what lost its draft without having been submitted, and forgets what is too old to be counted. */
    void closeThoseWithoutDraft() {
        database.sql("""
                update forms.milestone set given_up = :now
                where submitted is null and given_up is null
                  and not exists (select from forms.draft where draft.id = milestone.draft)
                """).param("now", at(clock.instant())).update();
        database.sql("delete from forms.milestone where begun < :old")
                .param("old", at(clock.instant().minus(LIFE)))
                .update();
    }

    private static OffsetDateTime at(Instant moment) {
        return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
