package tw.qiao.platform.casework;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.platform.identity.SignedIn;

/** The queue of an agency (待辦清單). */
@Repository
class CaseQueue {
    private final JdbcClient database;

    CaseQueue(JdbcClient database) {
        this.database = database;
    }

    List<CaseFile> page(SignedIn officer, QueueFilter filter, int size) {
        return query(
                        "select * from casework.case_file where agency = :agency and " + where(filter) + " order by "
                                + order(filter) + " limit :size offset :offset",
                        officer,
                        filter)
                .param("size", size)
                .param("offset", (filter.page() - 1) * size)
                .query((row, _) -> CaseFiles.file(row))
                .list();
    }

    int count(SignedIn officer, QueueFilter filter) {
        return query(
                        "select count(*) from casework.case_file where agency = :agency and " + where(filter),
                        officer,
                        filter)
                .query(Integer.class)
                .single();
    }

    private JdbcClient.StatementSpec query(String sql, SignedIn officer, QueueFilter filter) {
        JdbcClient.StatementSpec statement = database.sql(sql).param("agency", officer.agency());
        if (filter.view() == QueueFilter.View.MINE) {
            statement = statement.param("officer", officer.account());
        }
        if (!filter.state().isEmpty()) {
            statement = statement.param("state", filter.state());
        }
        return filter.query().isEmpty() ? statement : statement.param("query", "%" + escaped(filter.query()) + "%");
    }

    private static String escaped(String query) {
        return query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static String where(QueueFilter filter) {
        String view = switch (filter.view()) {
            case UNASSIGNED -> "not finished and assignee is null";
            case MINE -> "not finished and assignee = :officer";
            case OPEN -> "not finished";
            case DONE -> "finished";
        };
        String state = filter.state().isEmpty() ? "" : " and state = :state";
        String query = filter.query().isEmpty()
                ? ""
                : " and (receipt_number ilike :query or applicant_name ilike :query or subject ilike :query)";
        return view + state + query;
    }

    private static String order(QueueFilter filter) {
        return switch (filter.sort()) {
            case DUE ->
                filter.view() == QueueFilter.View.DONE
                        ? "updated desc, id"
                        : "paused_since is not null, due, opened, id";
            case NEWEST -> "opened desc, id";
            case RECEIPT -> "receipt_number";
        };
    }

    DeskQueue.Counts counts(SignedIn officer, LocalDate today) {
        return database.sql("""
                select count(*) filter (where assignee is null) as unassigned,
                       count(*) filter (where assignee = :officer) as mine,
                       count(*) as open,
                       count(*) filter (where due < :today and paused_since is null) as overdue,
                       count(*) filter (where assignee = :officer and state = 'answered') as answered
                from casework.case_file
                where agency = :agency and not finished
                """)
                .param("officer", officer.account())
                .param("today", today)
                .param("agency", officer.agency())
                .query(DeskQueue.Counts.class)
                .single();
    }

    /** The most urgent new case of {@code agency} that nobody handles and nobody else is taking at this moment. */
    Optional<CaseFile> lockNext(String agency) {
        return database.sql("""
                select * from casework.case_file
                where agency = :agency and not finished and assignee is null and paused_since is null
                  and state <> 'approved'
                order by due, opened, id
                limit 1
                for update skip locked
                """)
                .param("agency", agency)
                .query((row, _) -> CaseFiles.file(row))
                .optional();
    }

    /** The case of the officer that is most urgent, beside {@code except}. */
    Optional<UUID> nextOf(UUID officer, UUID except) {
        return database.sql("""
                select id from casework.case_file
                where not finished and assignee = :officer and paused_since is null and state <> 'approved'
                  and id <> :except
                order by due, opened, id
                limit 1
                """)
                .param("officer", officer)
                .param("except", except)
                .query(UUID.class)
                .optional();
    }
}
