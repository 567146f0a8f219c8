package tw.qiao.platform.cubes;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;

/** The views that analysts keep. */
@Repository
class SavedViews {
    private static final int MOST = 200;

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;

    SavedViews(JdbcClient database, Clock clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /** Keeps a view; one of the same name gives way. */
    void save(UUID account, String name, View view) {
        database.sql("""
                insert into cubes.view (id, account, name, cube, question, saved)
                values (:id, :account, :name, :cube, :question, :now)
                on conflict (account, name)
                do update set cube = excluded.cube, question = excluded.question, saved = excluded.saved
                """)
                .param("id", ids.uuid())
                .param("account", account)
                .param("name", name)
                .param("cube", view.cube().name())
                .param("question", view.question())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those of an analyst, by name. */
    List<SavedView> of(UUID account) {
        return database.sql(
                        "select id, name, cube, question from cubes.view where account = :account order by name limit "
                                + MOST)
                .param("account", account)
                .query((row, _) -> new SavedView(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("cube"),
                        row.getString("question")))
                .list();
    }

    /** Forgets one. */
    void remove(UUID id, UUID account) {
        database.sql("delete from cubes.view where id = :id and account = :account")
                .param("id", id)
                .param("account", account)
                .update();
    }
}
