package tw.qiao.platform.forms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.mydata.Provenance;

/** All drafts. */
@Repository
public class Drafts {
    static final Duration LIFE = Duration.ofDays(30);

    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;
    private final Milestones milestones;

    Drafts(JdbcClient database, Ids ids, Clock clock, Milestones milestones) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.milestones = milestones;
    }

    /** The drafts that a person can still go on with, the last changed first. */
    public List<Draft> ofApplicant(UUID applicant) {
        return database.sql("""
                select * from forms.draft
                where applicant = :applicant and submission is null and expires > :now
                order by changed desc
                """)
                .param("applicant", applicant)
                .param("now", now())
                .query(Drafts::draft)
                .list();
    }

    /** A new, empty draft. */
    @Transactional
    Draft begin(UUID applicant, FormDocument form) {
        UUID id = ids.uuid();
        database.sql("""
                insert into forms.draft (id, applicant, form, form_version, created, changed, expires)
                values (:id, :applicant, :form, :version, :now, :now, :expires)
                """)
                .param("id", id)
                .param("applicant", applicant)
                .param("form", form.id())
                .param("version", form.version())
                .param("now", now())
                .param("expires", now().plus(LIFE))
                .update();
        milestones.begun(id);
        return find(id, applicant).orElseThrow();
    }

    /** The draft, if it is this person's and has not expired. */
    Optional<Draft> find(UUID id, UUID applicant) {
        return database.sql("""
                select * from forms.draft
                where id = :id and applicant = :applicant and (submission is not null or expires > :now)
                """)
                .param("id", id)
                .param("applicant", applicant)
                .param("now", now())
                .query(Drafts::draft)
                .optional();
    }

    /** The draft, locked until the transaction ends. */
    Draft locked(UUID id, UUID applicant) {
        return database.sql("""
                select * from forms.draft
                where id = :id and applicant = :applicant and (submission is not null or expires > :now)
                for update
                """)
                .param("id", id)
                .param("applicant", applicant)
                .param("now", now())
                .query(Drafts::draft)
                .optional()
                .orElseThrow(Drafts::unknown);
    }

    static Problem unknown() {
        return Problem.notFound("draft_unknown", "You have no such draft; it may have been deleted or have expired");
    }

    /** The saved answers by question. */
    Map<String, DraftAnswer> answers(UUID draft) {
        var answers = new LinkedHashMap<String, DraftAnswer>();
        database.sql("select * from forms.answer where draft = :draft")
                .param("draft", draft)
                .query(Drafts::answer)
                .list()
                .forEach(answer -> answers.put(answer.field(), answer));
        return answers;
    }

    /**
     * Saves an answer unless it changed since the person saw revision {@code seen}, 0 for none; returns whether it is
     * saved.
     */
    boolean save(UUID draft, int seen, DraftAnswer answer) {
        int changed = database.sql("""
                insert into forms.answer as kept (draft, field, revision, value, provenance, correction)
                values (:draft, :field, 1, :value, cast(:provenance as jsonb), cast(:correction as jsonb))
                on conflict (draft, field) do update
                set revision = kept.revision + 1, value = excluded.value,
                    provenance = excluded.provenance, correction = excluded.correction
                where kept.revision = :seen
                """)
                .param("draft", draft)
                .param("field", answer.field())
                .param("seen", seen)
                .param("value", answer.value())
                .param("provenance", json(answer.provenance()))
                .param("correction", json(answer.correction()))
                .update();
        return changed == 1;
    }

    /** Forgets answers. */
    void forget(UUID draft, List<String> fields) {
        database.sql("delete from forms.answer where draft = :draft and field = any(:fields)")
                .param("draft", draft)
                .param("fields", fields.toArray(String[]::new))
                .update();
    }

    /** Notes that the draft was worked on, which also prolongs its life. */
    void touch(UUID draft) {
        database.sql("update forms.draft set changed = :now, expires = :expires where id = :id")
                .param("id", draft)
                .param("now", now())
                .param("expires", now().plus(LIFE))
                .update();
    }

    /** Notes that the applicant decided about data of agencies. */
    void consented(UUID draft) {
        milestones.consented(draft);
        touch(draft);
    }

    /** Turns the draft into the submission: its answers live on there alone. */
    void submitted(UUID draft, UUID submission) {
        database.sql("update forms.draft set submission = :submission, changed = :now where id = :id")
                .param("id", draft)
                .param("submission", submission)
                .param("now", now())
                .update();
        milestones.submitted(draft);
        database.sql("delete from forms.answer where draft = :id")
                .param("id", draft)
                .update();
        database.sql("delete from forms.data_step where draft = :id")
                .param("id", draft)
                .update();
    }

    /** Deletes a draft that was not submitted. */
    @Transactional
    void delete(UUID draft, UUID applicant) {
        int deleted = database.sql(
                        "delete from forms.draft where id = :id and applicant = :applicant and submission is null")
                .param("id", draft)
                .param("applicant", applicant)
                .update();
        if (deleted == 1) {
            milestones.givenUp(draft);
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    @Transactional
    void deleteExpired() {
        database.sql("delete from forms.draft where submission is null and expires <= :now")
                .param("now", now())
                .update();
        milestones.closeThoseWithoutDraft();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : CanonicalJson.MAPPER.writeValueAsString(value);
    }

    private static Draft draft(ResultSet row, int number) throws SQLException {
        return new Draft(
                row.getObject("id", UUID.class),
                row.getObject("applicant", UUID.class),
                row.getString("form"),
                row.getInt("form_version"),
                row.getObject("submission", UUID.class),
                row.getTimestamp("changed").toInstant(),
                row.getTimestamp("expires").toInstant());
    }

    private static DraftAnswer answer(ResultSet row, int number) throws SQLException {
        String provenance = row.getString("provenance");
        String correction = row.getString("correction");
        return new DraftAnswer(
                row.getString("field"),
                row.getInt("revision"),
                row.getString("value"),
                provenance == null ? null : CanonicalJson.MAPPER.readValue(provenance, Provenance.class),
                correction == null ? null : CanonicalJson.MAPPER.readValue(correction, Correction.class));
    }
}
