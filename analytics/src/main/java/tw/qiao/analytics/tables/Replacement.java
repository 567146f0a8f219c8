package tw.qiao.analytics.tables;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/**
 * Batches in the place of what came for them before, with their revisions and notes in the same commit, so that no
 * second store can disagree about what was imported.
 *
 * @param column the column whose text names a row's batch
 * @param revisions the batches with their revisions; an empty text for one that is to be as if it never came
 * @param select the rows
 */
record Replacement(
        WarehouseTable table,
        Workbench workbench,
        String column,
        Map<String, String> revisions,
        String select,
        Map<String, String> notes) {
    /** Before the name of a batch, it names the property with its revision. */
    static final String BATCH = "qiao.batch.";

    /** Before the name of a note, it names the property with its text. */
    static final String NOTE = "qiao.note.";

    /**
     * Tries it once on the table as it was last refreshed.
     *
     * @throws ValidationException when somebody committed rows of the same batches, or moved them to other files
     */
    void commit() {
        Table iceberg = table.iceberg();
        @Nullable Snapshot base = iceberg.currentSnapshot();
        Expression scope = Expressions.in(column, revisions.keySet().toArray());
        FilePlan old = table.plan(OptionalLong.empty(), scope);
        DataFile file = table.stage(
                workbench, old.files().isEmpty() ? select : "(" + select + ") union all by name (" + rest(old) + ")");
        Transaction transaction = iceberg.newTransaction();
        var overwrite =
                transaction.newOverwrite().conflictDetectionFilter(scope).validateNoConflictingData();
        if (base != null) {
            overwrite.validateFromSnapshot(base.snapshotId());
        }
        old.files().forEach(overwrite::deleteFile);
        if (file.recordCount() > 0) {
            overwrite.addFile(file);
        }
        overwrite.set("qiao.batches", String.join(" ", revisions.keySet()));
        overwrite.commit();
        UpdateProperties properties = transaction.updateProperties();
        revisions.forEach((batch, revision) -> remember(properties, BATCH + batch, revision));
        notes.forEach((name, note) -> properties.set(NOTE + name, note));
        properties.commit();
        transaction.commitTransaction();
    }

    private static void remember(UpdateProperties properties, String name, String revision) {
        if (revision.isEmpty()) {
            properties.remove(name);
        } else {
            properties.set(name, revision);
        }
    }

    /** The rows of other batches in the same files. */
    private String rest(FilePlan old) {
        Set<String> batches = revisions.keySet();
        List<String> texts = batches.stream().map(Sql::text).toList();
        return "select * from " + old.source() + " where " + Sql.name(column) + " not in (" + String.join(", ", texts)
                + ")";
    }
}
