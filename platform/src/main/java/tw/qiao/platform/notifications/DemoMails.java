package tw.qiao.platform.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;

/** The mails that the demonstration's own mail server received. */
@Repository
class DemoMails {
    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;

    DemoMails(JdbcClient database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Keeps a mail; one with a Message-ID that is here already is the same mail again and left out. */
    void keep(String messageId, String recipient, String subject, String body) {
        database.sql("""
                insert into notifications.demo_mail (id, message_id, recipient, subject, body, received)
                values (:id, :messageId, :recipient, :subject, :body, :received)
                on conflict (message_id) do nothing
                """)
                .param("id", ids.uuid())
                .param("messageId", messageId)
                .param("recipient", recipient)
                .param("subject", subject)
                .param("body", body)
                .param("received", Timestamp.from(clock.instant()))
                .update();
    }

    /** The newest mails; to everybody if {@code recipient} is empty. */
    List<DemoMail> newest(String recipient, int limit, int offset) {
        return database.sql("select * from notifications.demo_mail " + to(recipient)
                        + " order by received desc, id desc limit :limit offset :offset")
                .param("recipient", recipient)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, _) -> mail(row))
                .list();
    }

    int count(String recipient) {
        return database.sql("select count(*) from notifications.demo_mail " + to(recipient))
                .param("recipient", recipient)
                .query(Integer.class)
                .single();
    }

    private static String to(String recipient) {
        return recipient.isEmpty() ? "" : "where recipient = :recipient";
    }

    Optional<DemoMail> find(UUID id) {
        return database.sql("select * from notifications.demo_mail where id = :id")
                .param("id", id)
                .query((row, _) -> mail(row))
                .optional();
    }

    private static DemoMail mail(ResultSet row) throws SQLException {
        return new DemoMail(
                row.getObject("id", UUID.class),
                row.getString("message_id"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body"),
                row.getTimestamp("received").toInstant());
    }
}
