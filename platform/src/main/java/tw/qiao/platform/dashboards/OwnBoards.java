package tw.qiao.platform.dashboards;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.Ids;

/** The boards that analysts published; each publication and withdrawal leaves its evidence. */
@Repository
class OwnBoards {
    private static final int MOST_LISTED = 60;
    private static final int SALT_OCTETS = 32;

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    OwnBoards(JdbcClient database, Clock clock, Ids ids, ApplicationEventPublisher events) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.events = events;
    }

    /** Publishes what the form says about a result; gives the board. */
    @Transactional
    OwnBoard publish(UUID account, OwnBoardForm form, String statement, Result result) {
        OwnBoard board = form.board(ids.uuid(), account, statement, result, now());
        database.sql("""
                insert into dashboards.own_board (id, account, title, explanation, source, unit, form, headings,
                  statement, content, published)
                values (:id, :account, :title, :explanation, :source, :unit, :form, :headings,
                  :statement, :content, :published)
                """)
                .param("id", board.id())
                .param("account", account)
                .param("title", board.title())
                .param("explanation", board.explanation())
                .param("source", board.source())
                .param("unit", board.unit())
                .param("form", board.kind().name())
                .param("headings", board.headings().toArray(String[]::new))
                .param("statement", statement)
                .param("content", JsonFormat.bytes(result))
                .param("published", board.published().atOffset(ZoneOffset.UTC))
                .update();
        events.publishEvent(OwnBoardChanged.published(board, ids.token(SALT_OCTETS)));
        return board;
    }

    /** Those that are published now, the newest first. */
    List<OwnBoard> shown() {
        return database.sql("select * from dashboards.own_board where withdrawn is null order by published desc limit "
                        + MOST_LISTED)
                .query((row, _) -> board(row))
                .list();
    }

    /** One that is published now. */
    Optional<OwnBoard> find(UUID id) {
        return database.sql("select * from dashboards.own_board where id = :id and withdrawn is null")
                .param("id", id)
                .query((row, _) -> board(row))
                .optional();
    }

    /** Takes a board back. */
    @Transactional
    void withdraw(OwnBoard board, UUID actor) {
        Instant now = now();
        int taken = database.sql(
                        "update dashboards.own_board set withdrawn = :now where id = :id and withdrawn is null")
                .param("id", board.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (taken == 1) {
            events.publishEvent(OwnBoardChanged.withdrawn(board, actor, now, ids.token(SALT_OCTETS)));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS); // as exact as the database keeps it
    }

    private static OwnBoard board(ResultSet row) throws SQLException {
        return new OwnBoard(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("title"),
                row.getString("explanation"),
                row.getString("source"),
                row.getString("unit"),
                Chart.Kind.valueOf(row.getString("form")),
                List.of((String[]) row.getArray("headings").getArray()),
                row.getString("statement"),
                JsonFormat.read(row.getBytes("content")),
                row.getObject("published", OffsetDateTime.class).toInstant());
    }
}
