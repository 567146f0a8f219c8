package tw.qiao.platform.reconciliation;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.platform.exchange.NodeLog;
import tw.qiao.platform.site.Bilingual;

/** The members of the exchange, by numbers that make rows short. */
@Repository("reconciliationParties")
class Parties {
    private final JdbcClient database;

    Parties(JdbcClient database) {
        this.database = database;
    }

    int remember(NodeLog log) {
        return database.sql("""
                insert into reconciliation.party (code, name_zh, name_en) values (:code, :zh, :en)
                on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en
                returning id
                """)
                .param("code", log.member())
                .param("zh", log.name().zh())
                .param("en", log.name().en())
                .query(Integer.class)
                .single();
    }

    Map<String, Integer> ids() {
        var ids = new HashMap<String, Integer>();
        database.sql("select code, id from reconciliation.party").query(row -> {
            ids.put(row.getString("code"), row.getInt("id"));
        });
        return ids;
    }

    Map<Integer, Bilingual> names() {
        var names = new HashMap<Integer, Bilingual>();
        database.sql("select id, name_zh, name_en from reconciliation.party").query(row -> {
            names.put(row.getInt("id"), new Bilingual(row.getString("name_zh"), row.getString("name_en")));
        });
        return names;
    }
}
