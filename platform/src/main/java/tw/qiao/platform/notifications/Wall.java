package tw.qiao.platform.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;

/** The messages on everybody's wall. */
@Repository
class Wall {
    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};

    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;

    Wall(JdbcClient database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Posts a message unless its key was used before; whether it did. */
    boolean post(Notice notice) {
        int added = database.sql("""
                insert into notifications.notice (id, account, template, message_values, link, dedupe_key, posted)
                values (:id, :account, :template, :values::jsonb, :link, :dedupeKey, :posted)
                on conflict (dedupe_key) do nothing
                """)
                .param("id", ids.uuid())
                .param("account", notice.account())
                .param("template", notice.template())
                .param("values", CanonicalJson.MAPPER.writeValueAsString(notice.values()))
                .param("link", notice.link())
                .param("dedupeKey", notice.dedupeKey())
                .param("posted", Timestamp.from(clock.instant()))
                .update();
        return added == 1;
    }

    List<PostedNotice> newest(UUID account, int limit) {
        return database.sql("""
                select * from notifications.notice where account = :account order by posted desc, id desc limit :limit
                """)
                .param("account", account)
                .param("limit", limit)
                .query((row, _) -> posted(row))
                .list();
    }

    private static PostedNotice posted(ResultSet row) throws SQLException {
        return new PostedNotice(
                row.getObject("id", UUID.class),
                row.getString("template"),
                CanonicalJson.MAPPER.readValue(row.getString("message_values"), VALUES),
                row.getString("link"),
                row.getTimestamp("posted").toInstant());
    }
}
