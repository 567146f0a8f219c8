package tw.qiao.platform.forms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** Requests to correct single answers (補正). */
@Repository
public class Supplements {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient database;
    private final Submissions submissions;
    private final Ids ids;
    private final Clock clock;

    Supplements(JdbcClient database, Submissions submissions, Ids ids, Clock clock) {
        this.database = database;
        this.submissions = submissions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Asks the applicant to correct some answers, in the caller's transaction. She answers at
     * {@code /applications/{submission}/supplement}.
     *
     * @param reasons why, by the field of each questioned answer
     * @return the id that {@link SupplementAnswered} will name
     * @throws Problem when a field is not of the submission, or an earlier request is still open
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public UUID request(UUID submission, Map<String, String> reasons, LocalDate due) {
        List<String> fields = submissions
                .find(submission)
                .orElseThrow(() -> Problem.notFound("submission_unknown", "There is no such submission"))
                .answers()
                .stream()
                .map(Answer::field)
                .toList();
        if (reasons.isEmpty() || !fields.containsAll(reasons.keySet())) {
            throw Problem.invalid("supplement_fields_unknown", "A supplement questions answers of the submission");
        }
        UUID id = ids.uuid();
        int added = database.sql("""
                insert into forms.supplement (id, submission, reasons, due, requested)
                values (:id, :submission, cast(:reasons as jsonb), :due, :now)
                on conflict (submission) where answered is null and cancelled is null do nothing
                """)
                .param("id", id)
                .param("submission", submission)
                .param("reasons", CanonicalJson.MAPPER.writeValueAsString(new TreeMap<>(reasons)))
                .param("due", due)
                .param("now", now())
                .update();
        if (added == 0) {
            throw Problem.conflict("supplement_open", "The applicant has not answered the last request yet");
        }
        return id;
    }

    /**
     * Takes back the request that the applicant has not answered, in the caller's transaction; does nothing when there
     * is none. Who answers it later is told so.
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public void cancel(UUID submission) {
        database.sql("""
                update forms.supplement set cancelled = :now
                where submission = :submission and answered is null and cancelled is null
                """).param("submission", submission).param("now", now()).update();
    }

    /** Whether the last request for corrections of the submission was taken back. */
    boolean isLastCancelled(UUID submission) {
        return database.sql("""
                select cancelled is not null from forms.supplement where submission = :submission
                order by requested desc, id desc limit 1
                """)
                .param("submission", submission)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Whether this request was taken back. */
    boolean isCancelled(UUID submission, String supplement) {
        return database.sql("""
                select exists (select 1 from forms.supplement
                where submission = :submission and id::text = :supplement and cancelled is not null)
                """)
                .param("submission", submission)
                .param("supplement", supplement)
                .query(Boolean.class)
                .single();
    }

    /** The request that the applicant has to answer, if there is one. */
    public Optional<Supplement> open(UUID submission) {
        return database.sql("""
                select * from forms.supplement
                where submission = :submission and answered is null and cancelled is null
                """)
                .param("submission", submission)
                .query(Supplements::supplement)
                .optional();
    }

    /** The request that the applicant has to answer, locked until the transaction ends. */
    Optional<Supplement> openLocked(UUID submission) {
        return database.sql("""
                select * from forms.supplement
                where submission = :submission and answered is null and cancelled is null
                for update
                """)
                .param("submission", submission)
                .query(Supplements::supplement)
                .optional();
    }

    /** Keeps that a request is answered, and what changed. */
    void answered(UUID id, List<Change> changes) {
        database.sql("update forms.supplement set answered = :now, changes = cast(:changes as jsonb) where id = :id")
                .param("id", id)
                .param("now", now())
                .param("changes", CanonicalJson.MAPPER.writeValueAsString(changes))
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Supplement supplement(ResultSet row, int number) throws SQLException {
        return new Supplement(
                row.getObject("id", UUID.class),
                row.getObject("submission", UUID.class),
                CanonicalJson.MAPPER.readValue(row.getString("reasons"), TEXTS),
                row.getObject("due", LocalDate.class));
    }
}
