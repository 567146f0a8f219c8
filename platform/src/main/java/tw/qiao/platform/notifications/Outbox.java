package tw.qiao.platform.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;
import tw.qiao.platform.notifications.Wording.Words;

/**
 * What is still to be sent. A row is claimed for a while by marking it {@code sending}; when its sender dies, the claim
 * ends by itself and another sender goes on with the same Message-ID.
 */
@Repository
class Outbox {
    private static final int LONGEST_ERROR = 500;

    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;

    Outbox(JdbcClient database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * One message to one channel.
     *
     * @param attempts how often it was tried, this time included; who reports an outcome names the attempt
     */
    record Entry(
            UUID id,
            String template,
            String recipient,
            String subject,
            String body,
            String messageId,
            int attempts,
            String lastError,
            Instant created) {
        @Override
        public String toString() {
            return "Entry[" + id + "]";
        }
    }

    /** How many messages are where. */
    record Counts(long waiting, long dead) {}

    void add(Notice notice, Channel channel, String recipient, Words words) {
        UUID id = ids.uuid();
        database.sql("""
                insert into notifications.outbox
                  (id, dedupe_key, channel, template, recipient, subject, body, message_id, state, next_attempt, created)
                values
                  (:id, :dedupeKey, :channel, :template, :recipient, :subject, :body, :messageId, 'waiting', :now,
                   :now)
                on conflict (dedupe_key, channel) do nothing
                """)
                .param("id", id)
                .param("dedupeKey", notice.dedupeKey())
                .param("channel", channel.word())
                .param("template", notice.template())
                .param("recipient", recipient)
                .param("subject", words.subject())
                .param("body", words.body())
                .param("messageId", "<" + id + "@qiao.example>")
                .param("now", now())
                .update();
    }

    /** Claims up to {@code most} messages that are due; nobody else gets them before {@code lease} has passed. */
    List<Entry> claim(int most, Duration lease) {
        return database.sql("""
                update notifications.outbox
                set state = 'sending', attempts = attempts + 1, next_attempt = :leaseEnd
                where id in (
                  select id from notifications.outbox
                  where state in ('waiting', 'sending') and next_attempt <= :now
                  order by next_attempt
                  limit :most
                  for update skip locked)
                returning *
                """)
                .param("leaseEnd", Timestamp.from(clock.instant().plus(lease)))
                .param("now", now())
                .param("most", most)
                .query((row, _) -> entry(row))
                .list();
    }

    /** Notes that the channel accepted the message. */
    void sent(Entry entry) {
        database.sql("""
                update notifications.outbox set state = 'sent', sent = :now, last_error = ''
                where id = :id and state = 'sending'
                """).param("now", now()).param("id", entry.id()).update();
    }

    /** Notes that the channel did not take the message now. */
    void postpone(Entry entry, Duration delay, String error) {
        database.sql("""
                update notifications.outbox set state = 'waiting', next_attempt = :next, last_error = :error
                where id = :id and state = 'sending' and attempts = :attempts
                """)
                .param("next", Timestamp.from(clock.instant().plus(delay)))
                .param("error", shortened(error))
                .param("id", entry.id())
                .param("attempts", entry.attempts())
                .update();
    }

    /** Notes that the message will not be tried again by itself. */
    void bury(Entry entry, String error) {
        database.sql("""
                update notifications.outbox set state = 'dead', last_error = :error
                where id = :id and state = 'sending' and attempts = :attempts
                """)
                .param("error", shortened(error))
                .param("id", entry.id())
                .param("attempts", entry.attempts())
                .update();
    }

    /** Lets a dead message be tried again; whether there was one. */
    boolean revive(UUID id) {
        return database.sql("""
                        update notifications.outbox set state = 'waiting', attempts = 0, next_attempt = :now
                        where id = :id and state = 'dead'
                        """).param("now", now()).param("id", id).update() == 1;
    }

    /** The dead messages, oldest first. */
    List<Entry> dead(int limit) {
        return database.sql("select * from notifications.outbox where state = 'dead' order by created limit :limit")
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    Counts counts() {
        return database.sql("""
                select count(*) filter (where state in ('waiting', 'sending')) as waiting,
                       count(*) filter (where state = 'dead') as dead
                from notifications.outbox
                where state in ('waiting', 'sending', 'dead')
                """).query(Counts.class).single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_ERROR));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getString("template"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body"),
                row.getString("message_id"),
                row.getInt("attempts"),
                row.getString("last_error"),
                row.getTimestamp("created").toInstant());
    }
}
