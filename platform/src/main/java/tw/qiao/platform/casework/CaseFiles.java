package tw.qiao.platform.casework;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases and their histories in the database. */
@Repository
class CaseFiles {
    private final JdbcClient database;

    CaseFiles(JdbcClient database) {
        this.database = database;
    }

    Optional<CaseFile> find(UUID id) {
        return database.sql("select * from casework.case_file where id = :id")
                .param("id", id)
                .query((row, _) -> file(row))
                .optional();
    }

    /** The case with this id, which nobody else changes until the transaction ends. */
    Optional<CaseFile> lock(UUID id) {
        return database.sql("select * from casework.case_file where id = :id for update")
                .param("id", id)
                .query((row, _) -> file(row))
                .optional();
    }

    Optional<CaseFile> ofSubmission(UUID submission) {
        return database.sql("select * from casework.case_file where submission = :submission")
                .param("submission", submission)
                .query((row, _) -> file(row))
                .optional();
    }

    /** The cases of these submissions, the newest first. */
    List<CaseFile> ofSubmissions(List<UUID> submissions) {
        return database.sql("""
                select * from casework.case_file where submission = any(:submissions) order by opened desc, id
                """)
                .param("submissions", submissions.toArray(UUID[]::new))
                .query((row, _) -> file(row))
                .list();
    }

    List<CaseFile> ofApplicant(UUID applicant) {
        return database.sql("""
                select * from casework.case_file where applicant = :applicant order by opened desc limit 200
                """)
                .param("applicant", applicant)
                .query((row, _) -> file(row))
                .list();
    }

    /** Adds a case unless its submission has one already; whether it was added. */
    boolean add(CaseFile file) {
        int added = database.sql("""
                insert into casework.case_file
                  (id, submission, receipt_number, procedure, agency, applicant, applicant_name, subject, state,
                   finished, version, head, opened, due, updated)
                values
                  (:id, :submission, :receiptNumber, :procedure, :agency, :applicant, :applicantName, :subject, :state,
                   :finished, :version, :head, :opened, :due, :updated)
                on conflict (submission) do nothing
                """)
                .param("id", file.id())
                .param("submission", file.submission())
                .param("receiptNumber", file.receiptNumber())
                .param("procedure", file.procedure())
                .param("agency", file.agency())
                .param("applicant", file.applicant())
                .param("applicantName", file.applicantName())
                .param("subject", file.subject())
                .param("state", file.state())
                .param("finished", file.finished())
                .param("version", file.version())
                .param("head", file.head())
                .param("opened", Timestamp.from(file.opened()))
                .param("due", file.due())
                .param("updated", Timestamp.from(file.updated()))
                .update();
        return added == 1;
    }

    /** Moves a case on if it still is at {@code version}; whether it was. */
    boolean replace(CaseFile file, int version) {
        CaseFile.Assignee assignee = file.assignee();
        int changed = database.sql("""
                update casework.case_file
                set state = :state, finished = :finished, assignee = :assignee, assignee_name = :assigneeName,
                    version = :version, head = :head, due = :due, paused_since = :pausedSince,
                    supplement_due = :supplementDue, updated = :updated, subject = :subject
                where id = :id and version = :seen
                """)
                .param("state", file.state())
                .param("finished", file.finished())
                .param("assignee", assignee == null ? null : assignee.account())
                .param("assigneeName", assignee == null ? null : assignee.name())
                .param("version", file.version())
                .param("head", file.head())
                .param("due", file.due())
                .param("pausedSince", file.pausedSince())
                .param("supplementDue", file.supplementDue())
                .param("updated", Timestamp.from(file.updated()))
                .param("subject", file.subject())
                .param("id", file.id())
                .param("seen", version)
                .update();
        return changed == 1;
    }

    void add(CaseEvent event) {
        database.sql("""
                insert into casework.case_event
                  (case_id, seq, at, actor_kind, actor, actor_name, action, from_state, to_state, data, previous_hash,
                   hash)
                values
                  (:caseId, :seq, :at, :kind, :actor, :name, :action, :from, :to, :data::jsonb, :previous, :hash)
                """)
                .param("caseId", event.caseId())
                .param("seq", event.seq())
                .param("at", Timestamp.from(event.at()))
                .param("kind", event.actor().word())
                .param("actor", event.actor().account())
                .param("name", event.actor().name())
                .param("action", event.action())
                .param("from", event.from())
                .param("to", event.to())
                .param("data", Chain.kept(event.data()).toString())
                .param("previous", event.previousHash())
                .param("hash", event.hash())
                .update();
    }

    /** The history of a case, oldest first. */
    List<CaseEvent> events(UUID id) {
        return database.sql("select * from casework.case_event where case_id = :id order by seq")
                .param("id", id)
                .query((row, _) -> event(row))
                .list();
    }

    static CaseFile file(ResultSet row) throws SQLException {
        UUID assignee = row.getObject("assignee", UUID.class);
        return new CaseFile(
                row.getObject("id", UUID.class),
                row.getObject("submission", UUID.class),
                row.getString("receipt_number"),
                row.getString("procedure"),
                row.getString("agency"),
                row.getObject("applicant", UUID.class),
                row.getString("applicant_name"),
                row.getString("subject"),
                row.getString("state"),
                row.getBoolean("finished"),
                assignee == null ? null : new CaseFile.Assignee(assignee, row.getString("assignee_name")),
                row.getInt("version"),
                row.getString("head"),
                row.getTimestamp("opened").toInstant(),
                row.getObject("due", LocalDate.class),
                day(row, "paused_since"),
                day(row, "supplement_due"),
                row.getTimestamp("updated").toInstant());
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static CaseEvent event(ResultSet row) throws SQLException {
        var kind = Procedure.By.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT));
        return new CaseEvent(
                row.getObject("case_id", UUID.class),
                row.getInt("seq"),
                row.getTimestamp("at").toInstant(),
                new Actor(kind, row.getObject("actor", UUID.class), row.getString("actor_name")),
                row.getString("action"),
                row.getString("from_state"),
                row.getString("to_state"),
                Chain.read(row.getString("data")),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
