package tw.qiao.platform.casework;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tw.qiao.platform.site.OperationFigures;

/** How many cases are in which state, and how long finished ones took. */
@Component
class CaseworkOperation implements OperationFigures {
    private final JdbcClient database;

    CaseworkOperation(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<Table> since(Instant moment) {
        return List.of(new Table("cases", counts(moment, """
            select state, count(*) from casework.case_file where opened >= :since
            group by state order by count(*) desc, state\
            """)), new Table("days-taken", counts(moment, """
                            select span, count(*) from (
                              select case when days < 2 then 'to-1' when days < 8 then 'to-7' when days < 15 then 'to-14'
                                when days < 31 then 'to-30' else 'more' end as span, days
                              from (select extract(epoch from updated - opened) / 86400 as days from casework.case_file
                                where opened >= :since and finished) as taken) as spans
                            group by span order by min(days)\
                            """)));
    }

    private SequencedMap<String, Long> counts(Instant moment, String sql) {
        var counts = new LinkedHashMap<String, Long>();
        database.sql(sql).param("since", moment.atOffset(ZoneOffset.UTC)).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }
}
