package tw.qiao.platform.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.lineage.Origin;
import tw.qiao.kernel.Problem;

/** Which of an analyst's kept queries read a table, and which of its columns. */
@Component
class ReadingQueries {
    private static final int MOST = 200;

    private final SavedQueries saved;
    private final OpenWarehouse warehouse;
    private final DescribedTables tables;

    ReadingQueries(SavedQueries saved, OpenWarehouse warehouse, DescribedTables tables) {
        this.saved = saved;
        this.warehouse = warehouse;
        this.tables = tables;
    }

    /** Those of {@code account} that read {@code table}. */
    List<ReadingQuery> of(UUID account, String table) {
        var reading = new ArrayList<ReadingQuery>();
        for (SavedQuery query : saved.of(account).stream().limit(MOST).toList()) {
            List<String> columns = columns(query.statement(), table);
            if (!columns.isEmpty()) {
                reading.add(new ReadingQuery(query, columns));
            }
        }
        return reading;
    }

    private List<String> columns(String statement, String table) {
        try {
            return warehouse.trace(statement, tables::columnsOf).all().stream()
                    .filter(origin -> origin.table().equals(table))
                    .map(Origin::column)
                    .distinct()
                    .toList();
        } catch (Problem notAsked) {
            return List.of(); // kept before it was right
        }
    }
}
