package tw.qiao.analytics.feeds;

import java.util.Map;
import tw.qiao.analytics.tables.WarehouseTable;

/** How many rows of a batch were set aside when it came, kept with the others in the same commit. */
final class RowsAside {
    private static final String NOTE = "aside.";

    private RowsAside() {}

    static void note(Map<String, String> notes, String batch, long rows) {
        notes.put(NOTE + batch, Long.toString(rows));
    }

    /** Of {@code batch}; zero where it came before this was noted. */
    static long of(WarehouseTable table, String batch) {
        return table.note(NOTE + batch).map(Long::parseLong).orElse(0L);
    }
}
