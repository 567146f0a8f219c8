package tw.qiao.platform.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.provenance.TableLineage;
import tw.qiao.analytics.tables.WarehouseTable.Change;

/**
 * All that is known of a table.
 *
 * @param changes its snapshots, the newest first
 * @param codes the code lists of its columns
 * @param lineage where it comes from and which cubes read it
 * @param queries the reader's own kept queries that read it
 */
public record TablePage(
        Feed feed, List<Change> changes, List<CodeList> codes, TableLineage lineage, List<ReadingQuery> queries) {
    /** Whether those who read this find the column. */
    public boolean shows(Column column) {
        return WarehouseDesk.showsAnalysts(column);
    }

    /** What files call the columns of which {@code column} is made. */
    public String madeOf(Column column) {
        return lineage.columns().columns().getOrDefault(column.name(), Set.of()).stream()
                .map(origin -> String.join(" / ", lineage.written(origin)))
                .collect(Collectors.joining("、"));
    }

    /** The levels and measures of a cube that are made of {@code column}, and the kept queries that read it. */
    public String usedBy(Column column) {
        var uses = new ArrayList<String>();
        lineage.cubes()
                .forEach(use -> use.of(Optional.of(column.name()))
                        .forEach(figure -> uses.add(use.cube().name() + "." + figure)));
        queries.stream()
                .filter(query -> query.columns().contains(column.name()))
                .forEach(query -> uses.add(query.query().name()));
        return String.join("、", uses);
    }

    /** The statement that looks at the first rows. */
    public String first() {
        return "select * from " + feed.table().name() + " limit 100";
    }
}
