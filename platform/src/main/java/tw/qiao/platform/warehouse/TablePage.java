package tw.qiao.platform.warehouse;

import java.util.List;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.tables.WarehouseTable.Change;

/**
 * All that is known of a table.
 *
 * @param changes its snapshots, the newest first
 * @param codes the code lists of its columns
 */
public record TablePage(Feed feed, List<Change> changes, List<CodeList> codes) {
    /** Whether those who read this find the column. */
    public boolean shows(Column column) {
        return WarehouseDesk.showsAnalysts(column);
    }

    /** The statement that looks at the first rows. */
    public String first() {
        return "select * from " + feed.table().name() + " limit 100";
    }
}
