package tw.qiao.platform.mydata;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tw.qiao.platform.site.OperationFigures;

/** What came of the exchanges that people consented to. */
@Component
class MyDataOperation implements OperationFigures {
    private final JdbcClient database;

    MyDataOperation(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<Table> since(Instant moment) {
        var counts = new LinkedHashMap<String, Long>();
        database.sql("""
            select outcome, count(*) from mydata.consent_item join mydata.consent on consent.id = consent_item.consent
            where outcome <> '' and given >= :since group by outcome order by count(*) desc, outcome\
            """).param("since", moment.atOffset(ZoneOffset.UTC)).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return List.of(new Table("exchanges", counts));
    }
}
