package tw.qiao.platform.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.Ids;

/** The record of all queries. An answer leaves only after its query is recorded. */
@Repository
class QueryLog {
    private static final int SALT_OCTETS = 32;

    private final JdbcClient database;
    private final KeptResults results;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    QueryLog(JdbcClient database, KeptResults results, Ids ids, ApplicationEventPublisher events) {
        this.database = database;
        this.results = results;
        this.ids = ids;
        this.events = events;
    }

    /** Records a query with its answer, which is kept. */
    @Transactional
    void answered(AskedQuery query, Result result) {
        insert(query);
        results.keep(query.id(), query.account(), result);
    }

    /** Records a query whose answer needs not to be kept, or that had none. */
    @Transactional
    void record(AskedQuery query) {
        insert(query);
    }

    /** A query of {@code account}. */
    Optional<AskedQuery> find(UUID id, UUID account) {
        return database.sql("select * from warehouse.query where id = :id and account = :account")
                .param("id", id)
                .param("account", account)
                .query((row, _) -> query(row))
                .optional();
    }

    /** What {@code account} asked, the newest first, one page of {@code size}. */
    List<AskedQuery> page(UUID account, int number, int size) {
        return database.sql("""
                select * from warehouse.query where account = :account
                order by at desc, id desc limit :size offset :offset
                """)
                .param("account", account)
                .param("size", size)
                .param("offset", (number - 1L) * size)
                .query((row, _) -> query(row))
                .list();
    }

    /** How many queries {@code account} asked. */
    int count(UUID account) {
        return database.sql("select count(*) from warehouse.query where account = :account")
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    private void insert(AskedQuery query) {
        String salt = ids.token(SALT_OCTETS);
        database.sql("""
                insert into warehouse.query (id, account, via, statement, parameters, tables, outcome, found, truncated,
                  milliseconds, at, salt)
                values (:id, :account, :via, :statement, :parameters, :tables, :outcome, :found, :truncated,
                  :milliseconds, :at, :salt)
                """)
                .param("id", query.id())
                .param("account", query.account())
                .param("via", query.via().name().toLowerCase(Locale.ROOT))
                .param("statement", query.statement())
                .param("parameters", query.parameters().toArray(String[]::new))
                .param("tables", query.tables().toArray(String[]::new))
                .param("outcome", query.outcome())
                .param("found", query.found())
                .param("truncated", query.truncated())
                .param("milliseconds", query.milliseconds())
                .param("at", query.at().atOffset(ZoneOffset.UTC))
                .param("salt", salt)
                .update();
        events.publishEvent(Recorded.of(query, salt));
    }

    private static AskedQuery query(ResultSet row) throws SQLException {
        return new AskedQuery(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                AskedQuery.Via.valueOf(row.getString("via").toUpperCase(Locale.ROOT)),
                row.getString("statement"),
                texts(row, "parameters"),
                texts(row, "tables"),
                row.getString("outcome"),
                row.getInt("found"),
                row.getBoolean("truncated"),
                row.getLong("milliseconds"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
