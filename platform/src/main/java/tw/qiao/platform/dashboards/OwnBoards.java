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
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.Ids;
import tw.qiao.platform.dashboards.OwnBoard.Edition;
import tw.qiao.platform.dashboards.OwnBoard.EditionLine;

/** The boards that analysts published; each edition and withdrawal leaves its evidence. */
@Repository
class OwnBoards {
    private static final int MOST_LISTED = 60;
    private static final int SALT_OCTETS = 32;
    private static final String NEWEST = """
            select b.*, e.number, e.content, e.published
            from dashboards.own_board b
            join dashboards.own_edition e on e.board = b.id
              and e.number = (select max(number) from dashboards.own_edition where board = b.id)
            where b.withdrawn is null
            """;

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

    /** Publishes what the form says about a result; gives the board. A lasting one may keep up with its tables. */
    @Transactional
    OwnBoard publish(UUID account, OwnBoardForm form, String statement, Result result, boolean lasting) {
        OwnBoard board = form.board(ids.uuid(), account, statement, result, lasting, now());
        database.sql("""
                insert into dashboards.own_board (id, account, title, explanation, source, unit, form, headings,
                  statement, keeps_up, on_wall, seen, first_published)
                values (:id, :account, :title, :explanation, :source, :unit, :form, :headings,
                  :statement, :keepsUp, :onWall, :seen, :published)
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
                .param("keepsUp", board.use().keepsUp())
                .param("onWall", board.use().onWall())
                .param("seen", String.join(" ", result.provenance().tables()))
                .param("published", board.edition().published().atOffset(ZoneOffset.UTC))
                .update();
        keep(board);
        return board;
    }

    /** Publishes later figures of a board as its next edition; false when somebody else just did, or withdrew it. */
    @Transactional
    boolean renew(OwnBoard board, Result result) {
        return keep(board.with(new Edition(board.edition().number() + 1, result, now())));
    }

    private boolean keep(OwnBoard board) {
        Edition edition = board.edition();
        int kept = database.sql("""
                insert into dashboards.own_edition (board, number, content, published)
                select id, :number, :content, :published from dashboards.own_board
                where id = :board and withdrawn is null
                on conflict do nothing
                """)
                .param("board", board.id())
                .param("number", edition.number())
                .param("content", JsonFormat.bytes(edition.result()))
                .param("published", edition.published().atOffset(ZoneOffset.UTC))
                .update();
        if (kept == 1) {
            events.publishEvent(OwnBoardChanged.published(board, ids.token(SALT_OCTETS)));
        }
        return kept == 1;
    }

    /**
     * Up to which states of its tables a board was looked at.
     *
     * @param states each as {@code births@6542}, with blanks in between
     */
    record Looked(UUID board, String states) {
        List<String> tables() {
            return Stream.of(states.split(" "))
                    .map(state -> state.substring(0, state.indexOf('@')))
                    .toList();
        }
    }

    /** Notes a later look, and the problem's code if there was one; nothing when somebody else looked meanwhile. */
    void looked(Looked before, String states, String fault) {
        database.sql("""
                update dashboards.own_board set seen = :states, fault = :fault where id = :id and seen = :before
                """)
                .param("id", before.board())
                .param("before", before.states())
                .param("states", states)
                .param("fault", fault)
                .update();
    }

    /** All boards that keep up with their tables. */
    List<Looked> lookedAt() {
        return database.sql("""
                select id, seen from dashboards.own_board
                where withdrawn is null and keeps_up and seen <> '' order by first_published
                """)
                .query((row, _) -> new Looked(row.getObject("id", UUID.class), row.getString("seen")))
                .list();
    }

    /** Those that are published now, the newest first. */
    List<OwnBoard> shown() {
        return database.sql(NEWEST + "order by b.first_published desc limit " + MOST_LISTED)
                .query((row, _) -> board(row))
                .list();
    }

    /** The addresses of those that take their turn on walls, the oldest first. */
    List<String> onWalls() {
        return database
                .sql(
                        "select id from dashboards.own_board where withdrawn is null and on_wall order by first_published, id")
                .query(UUID.class)
                .list()
                .stream()
                .map(id -> OwnBoard.PATH + "/" + id)
                .toList();
    }

    /** The newest edition of a board that is published now. */
    Optional<OwnBoard> find(UUID id) {
        return database.sql(NEWEST + "and b.id = :id")
                .param("id", id)
                .query((row, _) -> board(row))
                .optional();
    }

    /** The same board in another of its editions; empty when it has none of that number. */
    Optional<OwnBoard> inEdition(OwnBoard board, int number) {
        return database.sql("select * from dashboards.own_edition where board = :id and number = :number")
                .param("id", board.id())
                .param("number", number)
                .query((row, _) -> board.with(edition(row)))
                .optional();
    }

    /** All editions of a board, the newest first. */
    List<EditionLine> editions(OwnBoard board) {
        return database.sql("select number, published from dashboards.own_edition where board = :id order by 1 desc")
                .param("id", board.id())
                .query((row, _) -> new EditionLine(row.getInt("number"), moment(row)))
                .list();
    }

    /** Takes a board back, with all of its editions. */
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
                new OwnBoard.Use(row.getBoolean("keeps_up"), row.getBoolean("on_wall")),
                row.getString("fault"),
                edition(row));
    }

    private static Edition edition(ResultSet row) throws SQLException {
        return new Edition(row.getInt("number"), JsonFormat.read(row.getBytes("content")), moment(row));
    }

    private static Instant moment(ResultSet row) throws SQLException {
        return row.getObject("published", OffsetDateTime.class).toInstant();
    }
}
