package tw.qiao.platform.notifications;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tw.qiao.platform.site.OperationFigures;

/** How many mails were sent, wait or could not be sent. */
@Component
class NoticeOperation implements OperationFigures {
    private final JdbcClient database;

    NoticeOperation(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<Table> since(Instant moment) {
        var counts = new LinkedHashMap<String, Long>();
        database.sql("select state, count(*) from notifications.outbox where created >= :since"
                        + " group by state order by count(*) desc, state")
                .param("since", moment.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return List.of(new Table("notices", counts));
    }
}
