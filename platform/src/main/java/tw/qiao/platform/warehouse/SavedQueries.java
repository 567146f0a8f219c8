package tw.qiao.platform.warehouse;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;

/** Statements that an analyst keeps under a name (常用查詢). */
@Repository
class SavedQueries {
    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;

    SavedQueries(JdbcClient database, Clock clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /** Keeps a statement; one of the same name gives way. Answers under which id. */
    UUID save(UUID account, String name, String statement) {
        return database.sql("""
                insert into warehouse.saved_query (id, account, name, statement, saved)
                values (:id, :account, :name, :statement, :now)
                on conflict (account, name) do update set statement = excluded.statement, saved = excluded.saved
                returning id
                """)
                .param("id", ids.uuid())
                .param("account", account)
                .param("name", name)
                .param("statement", statement)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    /** Those of an analyst, by name. */
    List<SavedQuery> of(UUID account) {
        return database.sql(
                        "select id, name, statement from warehouse.saved_query where account = :account order by name")
                .param("account", account)
                .query((row, _) -> new SavedQuery(
                        row.getObject("id", UUID.class), row.getString("name"), row.getString("statement")))
                .list();
    }

    /** One of an analyst. */
    Optional<SavedQuery> find(UUID id, UUID account) {
        return of(account).stream().filter(saved -> saved.id().equals(id)).findFirst();
    }

    /** Forgets one; false when there is none. */
    boolean remove(UUID id, UUID account) {
        return database.sql("delete from warehouse.saved_query where id = :id and account = :account")
                        .param("id", id)
                        .param("account", account)
                        .update()
                == 1;
    }
}
