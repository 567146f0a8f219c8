package tw.qiao.platform.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.feeds.Crossing;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.platform.warehouse.FileImport.State;
import tw.qiao.platform.warehouse.WarehouseWatch.EndedImport;

/** All files that were sent to be imported. */
@Repository
class FileImports {
    private static final int SALT_OCTETS = 32;

    /** Whoever works on an import says so more often than this; one that was stopped cannot. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    FileImports(JdbcClient database, Clock clock, Ids ids, ApplicationEventPublisher events) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.events = events;
    }

    /** A file that comes now. */
    static FileImport fresh(UUID id, UUID account, String feed, String file, long bytes, String look) {
        return new FileImport(
                id, account, feed, file, bytes, State.SENT, "", look, "", "", "", "", Instant.EPOCH, null);
    }

    /** A batch that a member of the exchange is asked for. */
    static FileImport crossing(UUID id, UUID account, String feed, String batch, Crossing crossing) {
        String how = CanonicalJson.MAPPER.writeValueAsString(crossing);
        return new FileImport(
                id, account, feed, batch, 0, State.FETCHING, "", "", "", "", "", how, Instant.EPOCH, null);
    }

    /** Notes a new file, whatever it says of its time. */
    void add(FileImport one) {
        database.sql("""
                insert into warehouse.import
                  (id, account, feed, file, bytes, state, alive, period, look, draft, crossing, sent)
                values (:id, :account, :feed, :file, :bytes, :state, :alive, :period, :look, :draft, :crossing, :now)
                """)
                .param("id", one.id())
                .param("account", one.account())
                .param("feed", one.feed())
                .param("file", one.file())
                .param("bytes", one.bytes())
                .param("state", word(one.state()))
                .param("alive", alive(one.state()))
                .param("period", one.period())
                .param("look", one.look())
                .param("draft", one.draft())
                .param("crossing", one.crossing())
                .param("now", now())
                .update();
    }

    /** Moves a file on from one state; false when it was not in that state any more. */
    boolean move(UUID id, State from, State to) {
        return database.sql("update warehouse.import set state = :to, alive = :alive where id = :id and state = :from")
                        .param("to", word(to))
                        .param("alive", alive(to))
                        .param("id", id)
                        .param("from", word(from))
                        .update()
                == 1;
    }

    private @Nullable OffsetDateTime alive(State state) {
        return state.isBusy() ? now().plus(LEASE) : null;
    }

    /** Notes that the file came whole, after which it waits like one that was sent. */
    void fetched(UUID id, long bytes, String look) {
        database.sql("""
                update warehouse.import set state = 'sent', alive = null, bytes = :bytes, look = :look
                where id = :id and state = 'fetching'
                """)
                .param("bytes", bytes)
                .param("look", look)
                .param("id", id)
                .update();
    }

    /** Says once more that somebody works on an import. */
    void renew(UUID id) {
        database.sql("update warehouse.import set alive = :alive where id = :id and alive is not null")
                .param("alive", now().plus(LEASE))
                .param("id", id)
                .update();
    }

    /** The imports that nobody works on any more, though they did not end. */
    List<FileImport> abandoned() {
        return database.sql("""
                select * from warehouse.import where state in ('fetching', 'checking', 'running', 'undoing') and alive < :now
                """)
                .param("now", now())
                .query((row, _) -> read(row))
                .list();
    }

    /** Notes what somebody said about the file's columns; what a check said of others is forgotten. */
    void describe(UUID id, String feed, String period, String draft) {
        database.sql("""
                update warehouse.import set feed = :feed, period = :period, draft = :draft, checked = ''
                where id = :id and state = 'sent'
                """)
                .param("feed", feed)
                .param("period", period)
                .param("draft", draft)
                .param("id", id)
                .update();
    }

    /** Notes which batch the rows are of. */
    void period(UUID id, String period) {
        database.sql("update warehouse.import set period = :period where id = :id and state = 'sent'")
                .param("period", period)
                .param("id", id)
                .update();
    }

    /** Notes what the beginning of the file shows. */
    void look(UUID id, String look) {
        database.sql("update warehouse.import set look = :look where id = :id")
                .param("look", look)
                .param("id", id)
                .update();
    }

    /** Notes what a check said, after which the file waits again. */
    void checked(UUID id, String checked) {
        database.sql("""
                update warehouse.import set state = 'sent', alive = null, checked = :checked
                where id = :id and state = 'checking'
                """).param("checked", checked).param("id", id).update();
    }

    /** Notes why an import could not be undone, after which it is as before. */
    void notUndone(UUID id, String said) {
        database.sql("""
                update warehouse.import set state = 'done', alive = null, checked = :said
                where id = :id and state = 'undoing'
                """).param("said", said).param("id", id).update();
    }

    /** Notes how an import ended, and tells the evidence log. */
    @Transactional
    void ended(FileImport one, State state, String report) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String salt = ids.token(SALT_OCTETS);
        database.sql("""
                update warehouse.import set state = :state, alive = null, report = :report, ended = :now, salt = :salt
                where id = :id
                """)
                .param("state", word(state))
                .param("report", report)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("salt", salt)
                .param("id", one.id())
                .update();
        if (state != State.HELD) {
            events.publishEvent(Recorded.of(one, now, salt));
        }
    }

    /** A file of {@code account}. */
    Optional<FileImport> find(UUID id, UUID account) {
        return find(id).filter(found -> found.account().equals(account));
    }

    /** Anybody's file. */
    Optional<FileImport> find(UUID id) {
        return database.sql("select * from warehouse.import where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The newest files of {@code account}. */
    List<FileImport> of(UUID account, int most) {
        return database.sql("""
                select * from warehouse.import where account = :account and state <> 'dropped'
                order by sent desc, id desc limit :most
                """)
                .param("account", account)
                .param("most", most)
                .query((row, _) -> read(row))
                .list();
    }

    /** The imports of {@code feed} that ended, the newest first; of all feeds when it is empty. */
    List<EndedImport> ended(String feed, int most) {
        return database.sql("""
                select id, feed, report, ended from warehouse.import
                where ended is not null and (:feed = '' or feed = :feed) order by ended desc, id desc limit :most
                """)
                .param("feed", feed)
                .param("most", most)
                .query((row, _) -> endedImport(row))
                .list();
    }

    private static EndedImport endedImport(ResultSet row) throws SQLException {
        JsonNode report = CanonicalJson.MAPPER.readTree(row.getString("report"));
        return new EndedImport(
                row.getObject("id", UUID.class),
                row.getString("feed"),
                report.path("problem").path("code").asString(""),
                !report.path("acceptedDrift").isEmpty(),
                row.getObject("ended", OffsetDateTime.class).toInstant());
    }

    private static FileImport read(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended", OffsetDateTime.class);
        return new FileImport(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("feed"),
                row.getString("file"),
                row.getLong("bytes"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("period"),
                row.getString("look"),
                row.getString("draft"),
                row.getString("checked"),
                row.getString("report"),
                row.getString("crossing"),
                row.getObject("sent", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
