package tw.qiao.analytics.counts;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** The ledger in the database of the warehouse's catalogue, so that it survives a start and serves many processes. */
public final class PostgresLedger implements Ledger {
    private static final String TABLE = """
            create table if not exists told_counts (
              reader text not null,
              table_name text not null,
              asked timestamptz not null,
              snapshot bigint not null,
              told text not null);
            create index if not exists told_counts_by_reader on told_counts (reader, table_name, asked)
            """;
    private static final long LOCK = 0x7169616f_0002L;

    private final String url;
    private final String user;
    private final String password;
    private final Limits limits;
    private final Clock clock;

    /** Keeps the notes in the database at {@code url}, in a table that is made when it is not there. */
    public PostgresLedger(String url, String user, String password, Limits limits, Clock clock) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.limits = limits;
        this.clock = clock;
        work(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
                return statement.execute(TABLE);
            }
        });
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public <T> T turn(String reader, String table, Turn<T> turn) {
        return work(connection -> {
            Instant now = clock.instant();
            try (PreparedStatement lock = prepare(
                    connection,
                    "select pg_advisory_xact_lock(hashtextextended(? || chr(10) || ?, 0))",
                    reader,
                    table)) {
                lock.execute();
            }
            forget(connection, reader, table, now);
            Outcome<T> outcome = turn.take(page(connection, reader, table, now));
            if (outcome.note().isPresent()) {
                keep(
                        connection,
                        reader,
                        table,
                        now,
                        outcome.snapshot(),
                        outcome.note().get());
            }
            return outcome.answer();
        });
    }

    /** All at once, and never a part: a reader who remembers the rest could subtract from it. */
    private void forget(Connection connection, String reader, String table, Instant now) throws SQLException {
        try (PreparedStatement delete = prepare(
                connection,
                "delete from told_counts where reader = ? and table_name = ? and exists (select 1 from told_counts old"
                        + " where old.reader = told_counts.reader and old.table_name = told_counts.table_name and old.asked <= ?)",
                reader,
                table)) {
            delete.setObject(3, moment(now.minus(limits.window())));
            delete.executeUpdate();
        }
    }

    private Page page(Connection connection, String reader, String table, Instant now) throws SQLException {
        var told = new ArrayList<Told>();
        Optional<Long> snapshot = Optional.empty();
        Instant opened = now;
        int today = 0;
        try (PreparedStatement select = prepare(
                        connection,
                        "select asked, snapshot, told from told_counts where reader = ? and table_name = ? order by asked",
                        reader,
                        table);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Instant asked = rows.getObject(1, OffsetDateTime.class).toInstant();
                opened = told.isEmpty() ? asked : opened;
                snapshot = Optional.of(rows.getLong(2));
                told.add(CanonicalJson.MAPPER.readValue(rows.getString(3), Told.class));
                today += asked.isAfter(now.minus(1, ChronoUnit.DAYS)) ? 1 : 0;
            }
        }
        return new Page(snapshot, told, opened.plus(limits.window()), today);
    }

    private static void keep(Connection connection, String reader, String table, Instant now, long snapshot, Told note)
            throws SQLException {
        try (PreparedStatement insert = prepare(
                connection,
                "insert into told_counts (reader, table_name, asked, snapshot, told) values (?, ?, ?, ?, ?)",
                reader,
                table)) {
            insert.setObject(3, moment(now));
            insert.setLong(4, snapshot);
            insert.setString(5, CanonicalJson.MAPPER.writeValueAsString(note));
            insert.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, String reader, String table)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, reader);
        statement.setString(2, table);
        return statement;
    }

    private static OffsetDateTime moment(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** What is done with the database. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** In one transaction; a connection that is closed without a commit has changed nothing. */
    private <T> T work(Work<T> work) {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            connection.setAutoCommit(false);
            T done = work.with(connection);
            connection.commit();
            return done;
        } catch (SQLException e) {
            throw Problem.unavailable("egress_ledger", "What was told before cannot be looked up; nothing is told", e);
        }
    }
}
