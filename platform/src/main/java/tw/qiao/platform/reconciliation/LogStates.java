package tw.qiao.platform.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.platform.exchange.NodeLog;
import tw.qiao.platform.site.Bilingual;

/** What is known of each log. */
@Repository
class LogStates {
    private static final String SELECT = """
            select l.*, p.code, p.name_zh, p.name_en
            from reconciliation.log l join reconciliation.party p on p.id = l.party
            """;

    private final JdbcClient database;
    private final Parties parties;

    LogStates(JdbcClient database, Parties parties) {
        this.database = database;
        this.parties = parties;
    }

    /** The state of a log, which may be new. */
    LogState of(NodeLog log, Instant now) {
        database.sql("""
                insert into reconciliation.log (origin, party, first_seen) values (:origin, :party, :now)
                on conflict (origin) do nothing
                """)
                .param("origin", log.origin())
                .param("party", parties.remember(log))
                .param("now", Timestamp.from(now))
                .update();
        return database.sql(SELECT + "where l.origin = :origin")
                .param("origin", log.origin())
                .query((row, _) -> state(row))
                .single();
    }

    List<LogState> all() {
        return database.sql(SELECT + "order by p.code, l.origin")
                .query((row, _) -> state(row))
                .list();
    }

    /** Notes that all that the log showed at {@code when} is here. */
    void checked(int log, Instant when) {
        database.sql(
                        "update reconciliation.log set checked_at = greatest(checked_at, :when), trouble = '' where id = :id")
                .param("when", Timestamp.from(when))
                .param("id", log)
                .update();
    }

    void troubled(int log, String code) {
        database.sql("update reconciliation.log set trouble = :code where id = :id")
                .param("code", code)
                .param("id", log)
                .update();
    }

    private static LogState state(ResultSet row) throws SQLException {
        return new LogState(
                row.getInt("id"),
                row.getString("origin"),
                row.getString("code"),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                row.getLong("size"),
                moment(row, "grown_at"),
                moment(row, "checked_at"),
                row.getString("trouble"));
    }

    static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }
}
