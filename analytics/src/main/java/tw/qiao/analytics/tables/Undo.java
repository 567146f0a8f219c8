package tw.qiao.analytics.tables;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.kernel.Problem;

/**
 * What gives batches of a table the rows back that they had before an import. It is a commit like any other, so what is
 * undone stays readable under its snapshot.
 *
 * @param snapshot the table's state before the import; empty when it had none
 * @param before the revisions of the batches then; an empty text for one that was not there
 * @param after their revisions after the import
 */
public record Undo(String table, OptionalLong snapshot, Map<String, String> before, Map<String, String> after) {

    /** How a table is before an import. */
    public record Before(String table, OptionalLong snapshot, Map<String, String> revisions) {
        /** What undoes the import that led to the present state of {@code now}. */
        public Undo of(WarehouseTable now) {
            var before = new TreeMap<String, String>();
            var after = new TreeMap<String, String>();
            now.revisions().forEach((batch, revision) -> {
                String then = revisions.getOrDefault(batch, "");
                if (!revision.equals(then)) {
                    before.put(batch, then);
                    after.put(batch, revision);
                }
            });
            return new Undo(table, snapshot, before, after);
        }
    }

    /** How {@code table} is now. */
    public static Before before(WarehouseTable table) {
        OptionalLong snapshot = table.snapshot();
        return new Before(table.name(), snapshot, table.revisions());
    }

    /**
     * Gives the rows back; a problem {@code warehouse_undo} when a batch came in another revision since, or its former
     * rows have expired.
     *
     * @param column the column whose text names the batch
     */
    public void apply(WarehouseTable present, Workbench workbench, String column) {
        Map<String, String> now = present.revisions();
        after.forEach((batch, revision) -> {
            if (!revision.equals(now.get(batch))) {
                throw Problem.conflict(
                        "warehouse_undo",
                        "此批資料之後又匯入過，請先還原較新的那一次。 The batch " + batch
                                + " was imported again since; undo that import first");
            }
        });
        if (after.isEmpty()) {
            return;
        }
        String batches = after.keySet().stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
        String select =
                "select * from " + present.rowsOf(snapshot).source() + " where " + Sql.name(column) + " in " + batches;
        present.replace(workbench, column, before, select);
    }
}
