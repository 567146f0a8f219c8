package tw.qiao.platform.reports;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who wants to hear of new runs of which report (訂閱). */
@Repository
class ReportSubscriptions {
    private final JdbcClient database;
    private final Clock clock;

    ReportSubscriptions(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void add(String report, UUID account) {
        database.sql("""
                insert into reports.subscription (report, account, since) values (:report, :account, :now)
                on conflict do nothing
                """)
                .param("report", report)
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(String report, UUID account) {
        database.sql("delete from reports.subscription where report = :report and account = :account")
                .param("report", report)
                .param("account", account)
                .update();
    }

    boolean has(String report, UUID account) {
        return subscribers(report).contains(account);
    }

    List<UUID> subscribers(String report) {
        return database.sql("select account from reports.subscription where report = :report order by account")
                .param("report", report)
                .query((row, _) -> row.getObject("account", UUID.class))
                .list();
    }
}
