package tw.qiao.platform.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.platform.alerts.Alert.Happened;
import tw.qiao.platform.alerts.Alert.State;

/** All alerts, to be read. */
@Repository
class Alerts {
    private static final String WHERE = """
            where (:state = 'all' or state = :state or (:state = 'current' and state <> 'closed'))
              and (:severity < 0 or severity = :severity)
              and (:rule = '' or rule::text = :rule)
            """;

    private final JdbcClient database;

    Alerts(JdbcClient database) {
        this.database = database;
    }

    long count(AlertFilter filter) {
        return filtered("select count(*) from alerts.alert " + WHERE, filter)
                .query(Long.class)
                .single();
    }

    List<Alert> page(AlertFilter filter, int size) {
        String order = switch (filter.sort()) {
            case "oldest" -> "opened, id";
            case "severity" -> "severity desc, opened desc, id desc";
            case "place" -> "place, opened desc, id desc";
            default -> "opened desc, id desc";
        };
        return filtered(
                        "select * from alerts.alert " + WHERE + "order by " + order + " limit :size offset :offset",
                        filter)
                .param("size", size)
                .param("offset", (filter.page() - 1L) * size)
                .query((row, _) -> alert(row))
                .list();
    }

    private JdbcClient.StatementSpec filtered(String sql, AlertFilter filter) {
        return database.sql(sql)
                .param("state", filter.state())
                .param(
                        "severity",
                        filter.severity().isEmpty()
                                ? -1
                                : Terms.Severity.valueOf(filter.severity()).rank())
                .param("rule", filter.rule());
    }

    /** How many wait for somebody to acknowledge them. */
    int waiting(Instant now) {
        return database.sql("""
                select count(*) from alerts.alert
                where state = 'open' and (snoozed_until is null or snoozed_until <= :now)
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    Optional<Alert> find(long id) {
        return database.sql("select * from alerts.alert where id = :id")
                .param("id", id)
                .query((row, _) -> alert(row))
                .optional();
    }

    /** All that a rule found. */
    List<Alert> of(UUID rule) {
        return database.sql("select * from alerts.alert where rule = :rule order by id")
                .param("rule", rule)
                .query((row, _) -> alert(row))
                .list();
    }

    /** What happened to an alert, oldest first. */
    List<Happened> history(long id) {
        return database.sql("select * from alerts.step where alert = :id order by at, id limit 1000")
                .param("id", id)
                .query((row, _) -> new Happened(
                        row.getString("kind"),
                        row.getObject("actor", UUID.class),
                        row.getString("note"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Takes one alert whose next step is due, and keeps others from it until the transaction ends. */
    Optional<Alert> claim(Instant now) {
        return database.sql("""
                select * from alerts.alert
                where state = 'open' and step_due <= :now and (snoozed_until is null or snoozed_until <= :now)
                order by step_due, id limit 1 for update skip locked
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> alert(row))
                .optional();
    }

    static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getLong("id"),
                row.getObject("rule", UUID.class),
                row.getInt("rule_version"),
                Terms.Severity.of(row.getInt("severity")),
                row.getString("place"),
                row.getString("period"),
                row.getString("last_period"),
                row.getString("figure"),
                row.getString("base"),
                Rules.texts(row, "stamps"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("opened", OffsetDateTime.class).toInstant(),
                moment(row, "acknowledged"),
                row.getObject("acknowledged_by", UUID.class),
                moment(row, "closed"),
                row.getObject("closed_by", UUID.class),
                moment(row, "snoozed_until"),
                row.getInt("step"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
