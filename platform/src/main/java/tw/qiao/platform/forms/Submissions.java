package tw.qiao.platform.forms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** All submissions. */
@Repository
public class Submissions {
    private static final TypeReference<List<Answer>> ANSWERS = new TypeReference<>() {};

    // Without the form, which is large and seldom wanted.
    private static final String SELECT = """
            select id, receipt_number, applicant, form, form_version, answers, submitted from forms.submission
            """;

    private final FormDocuments forms;
    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;

    Submissions(FormDocuments forms, JdbcClient database, Ids ids, Clock clock) {
        this.forms = forms;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** The submission with this id. */
    public Optional<Submission> find(UUID id) {
        return database.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Submissions::submission)
                .optional();
    }

    /** The submissions of a person, the newest first. */
    public List<Submission> ofApplicant(UUID applicant) {
        return database.sql(SELECT + " where applicant = :applicant order by submitted desc")
                .param("applicant", applicant)
                .query(Submissions::submission)
                .list();
    }

    /** The newest submissions whose answer {@code unified-number} names this firm. */
    public List<UUID> ofFirm(String unifiedNumber) {
        return database.sql("""
                select id from forms.submission
                where jsonb_path_query_first(answers, '$[*] ? (@.field == "unified-number").value') #>> '{}' = :firm
                order by submitted desc limit 50
                """)
                .param("firm", unifiedNumber)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** The questions of the submission's form that an agency could have answered. */
    public Set<String> tellable(Submission submission) {
        return forms.version(submission.form(), submission.formVersion()).questions().stream()
                .filter(question -> question.prefill() != null)
                .map(Question::id)
                .collect(Collectors.toSet());
    }

    /** The submission, if it is this person's. */
    Submission own(UUID id, UUID applicant) {
        return find(id).filter(submission -> submission.applicant().equals(applicant))
                .orElseThrow(() -> Problem.notFound("submission_unknown", "You have no such application"));
    }

    /** The document that the submission was filled in with. */
    FormDocument document(UUID id) {
        String json = database.sql("select document from forms.submission where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
        return FormDocuments.MAPPER.readValue(json, FormDocument.class);
    }

    /** Keeps what the draft says, with a receipt number of its own. */
    Submission add(Draft draft, FormDocument form, List<Answer> answers) {
        Instant now = clock.instant();
        var submission = new Submission(
                ids.uuid(), receipt(form, now), draft.applicant(), form.id(), form.version(), answers, now);
        database.sql("""
                insert into forms.submission
                  (id, draft, receipt_number, applicant, form, form_version, document, answers, submitted)
                values (:id, :draft, :receipt, :applicant, :form, :version, cast(:document as jsonb),
                  cast(:answers as jsonb), :submitted)
                """)
                .param("id", submission.id())
                .param("draft", draft.id())
                .param("receipt", submission.receiptNumber())
                .param("applicant", submission.applicant())
                .param("form", form.id())
                .param("version", form.version())
                .param("document", FormDocuments.MAPPER.writeValueAsString(form))
                .param("answers", CanonicalJson.MAPPER.writeValueAsString(answers))
                .param("submitted", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .update();
        return submission;
    }

    private String receipt(FormDocument form, Instant now) {
        long running = database.sql("select nextval('forms.receipt')")
                .query(Long.class)
                .single();
        int rocYear = now.atZone(AnswerReader.TAIPEI).getYear() - 1911;
        return ReceiptNumber.of(form.receiptPrefix(), rocYear, running);
    }

    /** Replaces answers by supplemented ones; what they were is kept with the supplement. */
    void supplement(UUID id, Map<String, Answer> changed) {
        List<Answer> answers = find(id).orElseThrow().answers().stream()
                .map(answer -> changed.getOrDefault(answer.field(), answer))
                .toList();
        database.sql("update forms.submission set answers = cast(:answers as jsonb) where id = :id")
                .param("id", id)
                .param("answers", CanonicalJson.MAPPER.writeValueAsString(answers))
                .update();
    }

    private static Submission submission(ResultSet row, int number) throws SQLException {
        return new Submission(
                row.getObject("id", UUID.class),
                row.getString("receipt_number"),
                row.getObject("applicant", UUID.class),
                row.getString("form"),
                row.getInt("form_version"),
                CanonicalJson.MAPPER.readValue(row.getString("answers"), ANSWERS),
                row.getTimestamp("submitted").toInstant());
    }
}
