package tw.qiao.platform.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The nights in which tables were tidied up. */
@Repository
class Nights {
    /** A platform that was stopped cannot say so; nothing takes this long. */
    private static final Duration LOST = Duration.ofHours(3);

    private final JdbcClient database;

    Nights(JdbcClient database) {
        this.database = database;
    }

    /** Takes a night, so that no other platform does; false when it is taken and not lost. */
    boolean claim(LocalDate night, Instant now) {
        return database.sql("""
                insert into warehouse.tidying as present (night, started, state) values (:night, :now, 'running')
                on conflict (night) do update set started = excluded.started
                where present.state = 'running' and present.started < :lost
                """)
                        .param("night", night)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("lost", now.minus(LOST).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void ended(LocalDate night, Instant now, boolean good, String report) {
        database.sql("""
                update warehouse.tidying set state = :state, ended = :now, report = :report where night = :night
                """)
                .param("state", good ? "done" : "failed")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("report", report)
                .param("night", night)
                .update();
    }

    /** The newest nights first. */
    List<Night> newest(int most) {
        return database.sql("select * from warehouse.tidying order by night desc limit :most")
                .param("most", most)
                .query((row, _) -> night(row))
                .list();
    }

    private static Night night(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended", OffsetDateTime.class);
        return new Night(
                row.getObject("night", LocalDate.class),
                row.getObject("started", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("state"),
                row.getString("report"));
    }
}
