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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.platform.warehouse.FileImport.State;
import tw.qiao.platform.warehouse.WarehouseWatch.EndedImport;

/** All files that were sent to be imported. */
@Repository
class FileImports {
    private static final int SALT_OCTETS = 32;

    /** A platform that was stopped cannot say so; no file takes this long. */
    private static final Duration LOST = Duration.ofMinutes(30);

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

    /** Notes a file under {@code id}. */
    void sent(UUID id, UUID account, String feed, String file, long bytes) {
        database.sql("""
                insert into warehouse.import (id, account, feed, file, bytes, state, sent)
                values (:id, :account, :feed, :file, :bytes, 'sent', :now)
                """)
                .param("id", id)
                .param("account", account)
                .param("feed", feed)
                .param("file", file)
                .param("bytes", bytes)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Moves a file on from one state; false when it was not in that state any more. */
    boolean move(UUID id, State from, State to) {
        return database.sql("update warehouse.import set state = :to where id = :id and state = :from")
                        .param("to", word(to))
                        .param("id", id)
                        .param("from", word(from))
                        .update()
                == 1;
    }

    /** Notes how an import ended, and tells the evidence log. */
    @Transactional
    void ended(FileImport one, State state, String report) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String salt = ids.token(SALT_OCTETS);
        database.sql("""
                update warehouse.import set state = :state, report = :report, ended = :now, salt = :salt
                where id = :id
                """)
                .param("state", word(state))
                .param("report", report)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("salt", salt)
                .param("id", one.id())
                .update();
        events.publishEvent(Recorded.of(one, now, salt));
    }

    /** A file of {@code account}. */
    Optional<FileImport> find(UUID id, UUID account) {
        return database.sql("select * from warehouse.import where id = :id and account = :account")
                .param("id", id)
                .param("account", account)
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
                .query((row, _) -> new EndedImport(
                        row.getObject("id", UUID.class),
                        row.getString("feed"),
                        CanonicalJson.MAPPER
                                .readTree(row.getString("report"))
                                .path("problem")
                                .path("code")
                                .asString(""),
                        row.getObject("ended", OffsetDateTime.class).toInstant()))
                .list();
    }

    private FileImport read(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended", OffsetDateTime.class);
        Instant sent = row.getObject("sent", OffsetDateTime.class).toInstant();
        State state = State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        boolean lost = state == State.RUNNING && sent.plus(LOST).isBefore(clock.instant());
        return new FileImport(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("feed"),
                row.getString("file"),
                row.getLong("bytes"),
                lost ? State.FAILED : state,
                row.getString("report"),
                sent,
                ended == null ? null : ended.toInstant());
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
