package tw.qiao.platform.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.platform.site.Bilingual;

/** What was found, for the people who look into it. */
@Repository("reconciliationFindings")
class Findings {
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

    private static final String FROM = """
            from reconciliation.finding f
            left join reconciliation.party c on c.id = f.consumer
            left join reconciliation.party v on v.id = f.provider
            left join reconciliation.party p on p.id = f.party
            left join reconciliation.log l on l.id = f.log
            """;

    private static final String SELECT = """
            select f.*, c.name_zh c_zh, c.name_en c_en, v.name_zh v_zh, v.name_en v_en, p.name_zh p_zh,
              p.name_en p_en, coalesce(l.origin, '') origin
            """ + FROM;

    private static final String WHERE = """
            where (:kind = '' or f.kind = :kind)
              and (:member = '' or :member in (c.code, v.code, p.code))
              and f.found_at >= :from and f.found_at < :to
              and (:state = 'all' or (f.acknowledged_at is null and f.closed_at is null))
            """;

    private final JdbcClient database;

    Findings(JdbcClient database) {
        this.database = database;
    }

    long count(FindingFilter filter) {
        return filtered("select count(*) " + FROM + WHERE, filter)
                .query(Long.class)
                .single();
    }

    List<Finding> page(FindingFilter filter, int size) {
        String order = switch (filter.sort()) {
            case "oldest" -> "f.found_at, f.id";
            case "kind" -> "f.kind, f.found_at desc, f.id desc";
            case "member" -> "coalesce(p.code, c.code), f.found_at desc, f.id desc";
            default -> "f.found_at desc, f.id desc";
        };
        return filtered(SELECT + WHERE + "order by " + order + " limit :size offset :offset", filter)
                .param("size", size)
                .param("offset", (filter.page() - 1L) * size)
                .query((row, _) -> finding(row))
                .list();
    }

    private JdbcClient.StatementSpec filtered(String sql, FindingFilter filter) {
        return database.sql(sql)
                .param("kind", filter.kind())
                .param("member", filter.member())
                .param("state", filter.state())
                .param("from", start(filter.firstDay().orElse(LocalDate.EPOCH)))
                .param(
                        "to",
                        start(filter.lastDay().orElse(LocalDate.of(9999, 1, 1)).plusDays(1)));
    }

    private static Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(TAIPEI).toInstant());
    }

    Optional<Finding> find(long id) {
        return database.sql(SELECT + "where f.id = :id")
                .param("id", id)
                .query((row, _) -> finding(row))
                .optional();
    }

    /** Notes that somebody looked into it. The first who does so stands. */
    boolean acknowledge(long id, UUID who, String note, Instant now) {
        return database.sql("""
                update reconciliation.finding set acknowledged_at = :now, acknowledged_by = :who, note = :note
                where id = :id and acknowledged_at is null
                """)
                        .param("now", Timestamp.from(now))
                        .param("who", who)
                        .param("note", note)
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("part"),
                row.getObject("gx_id", UUID.class),
                row.getString("origin"),
                name(row, "c"),
                name(row, "v"),
                name(row, "p"),
                row.getTimestamp("found_at").toInstant(),
                LogStates.moment(row, "closed_at"),
                LogStates.moment(row, "acknowledged_at"),
                String.valueOf(row.getString("acknowledged_by")),
                row.getString("note"));
    }

    private static @Nullable Bilingual name(ResultSet row, String prefix) throws SQLException {
        String zh = row.getString(prefix + "_zh");
        return zh == null ? null : new Bilingual(zh, row.getString(prefix + "_en"));
    }
}
