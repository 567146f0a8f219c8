package tw.qiao.analytics.tables;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.kernel.Problem;

/**
 * One table. Each change is one commit, which either happens whole or not at all; what was there before stays readable
 * under the number of its snapshot until it expires.
 */
public final class WarehouseTable {
    private static final int ATTEMPTS = 20;

    private final Table table;
    private final Path folder;
    private final Releases releases;

    WarehouseTable(Table table, Path folder, Releases releases) {
        this.table = table;
        this.folder = folder;
        this.releases = releases;
    }

    /** The name in SQL. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** Adds the rows of {@code select}, which gives all columns by name. */
    public void append(Workbench workbench, String select) {
        DataFile file = new DataFileWriter(folder, workbench).write(table, select);
        if (file.recordCount() > 0) {
            table.newAppend().appendFile(file).commit();
        }
    }

    /** Writes rows without committing them: nobody sees them, and a sweep removes them. */
    DataFile stage(Workbench workbench, String select) {
        return new DataFileWriter(folder, workbench).write(table, select);
    }

    /** The table as Iceberg has it, for commits, and for tests that do what other programs do. */
    Table iceberg() {
        return table;
    }

    /** All that Iceberg keeps about the table now. */
    public TableMetadata metadata() {
        table.refresh();
        return ((HasTableOperations) table).operations().current();
    }

    /** All files that {@link #metadata} refers to, of all its snapshots. */
    public Set<Path> files() {
        return new OrphanSweep(table, folder).referred();
    }

    /** The folder in which the table's files lie. */
    public Path folder() {
        return folder;
    }

    /** The revision in which the rows of {@code batch} came, empty when none came yet. */
    public Optional<String> revision(String batch) {
        table.refresh();
        return Optional.ofNullable(table.properties().get(Replacement.BATCH + batch));
    }

    /** The batches that came so far. */
    public Set<String> batches() {
        return revisions().keySet();
    }

    /** The revision in which the rows of each batch came. */
    public Map<String, String> revisions() {
        table.refresh();
        var revisions = new TreeMap<String, String>();
        table.properties().forEach((name, revision) -> {
            if (name.startsWith(Replacement.BATCH)) {
                revisions.put(name.substring(Replacement.BATCH.length()), revision);
            }
        });
        return revisions;
    }

    /** What was noted under {@code name} with the last rows. */
    public Optional<String> note(String name) {
        table.refresh();
        return Optional.ofNullable(table.properties().get(Replacement.NOTE + name));
    }

    /** All notes whose names begin with {@code beginning}, by the rest of their names. */
    public Map<String, String> notes(String beginning) {
        table.refresh();
        String all = Replacement.NOTE + beginning;
        return table.properties().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(all))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(all.length()), Map.Entry::getValue));
    }

    /**
     * Puts the rows of {@code select} in the place of all rows whose text in {@code column} names one of the batches,
     * and remembers the batches' revisions in the same commit. Files that also hold other rows are written anew.
     *
     * @param revisions the batches with their revisions; an empty text for one that is to be as if it never came
     */
    public void replace(Workbench workbench, String column, Map<String, String> revisions, String select) {
        replace(workbench, column, revisions, select, Map.of());
    }

    /** As above, with notes that are kept in the same commit in the place of those of the same names. */
    public void replace(
            Workbench workbench,
            String column,
            Map<String, String> revisions,
            String select,
            Map<String, String> notes) {
        var replacement = new Replacement(this, workbench, column, revisions, select, notes);
        for (int attempt = 1; ; attempt++) {
            table.refresh();
            try {
                replacement.commit();
                return;
            } catch (ValidationException e) {
                // somebody committed rows of the same batches, or moved them to other files: look again
                contended(attempt, e);
            }
        }
    }

    private void contended(int attempt, ValidationException conflict) {
        if (attempt == ATTEMPTS) {
            throw Problem.unavailable(
                    "warehouse_contention", "Others keep changing " + name() + "; try again", conflict);
        }
    }

    /** The number of the snapshot that is current; empty before the first commit. */
    public OptionalLong snapshot() {
        table.refresh();
        @Nullable Snapshot current = table.currentSnapshot();
        return current == null ? OptionalLong.empty() : OptionalLong.of(current.snapshotId());
    }

    /** The files to read: all, or those of an older snapshot. */
    public FilePlan plan(OptionalLong snapshot) {
        return plan(snapshot, Expressions.alwaysTrue());
    }

    /** The files that may hold rows whose text in {@code column} is one of some. */
    public FilePlan plan(String column, Set<String> texts) {
        return plan(OptionalLong.empty(), Expressions.in(column, texts.toArray()));
    }

    /** The files that may hold rows that fit {@code filter}; others may be in them too. */
    public FilePlan plan(OptionalLong snapshot, Expression filter) {
        table.refresh();
        TableScan scan = table.newScan().filter(filter);
        if (snapshot.isEmpty()) {
            return FilePlan.of(folder, table.schema(), hasOneSchema(), scan);
        }
        long id = snapshot.getAsLong();
        @Nullable Snapshot then = table.snapshot(id);
        @Nullable Schema schema = then == null ? null : table.schemas().get(then.schemaId());
        if (schema == null) {
            throw Problem.notFound(
                    "warehouse_snapshot", "The table " + name() + " has no snapshot " + id + "; it may have expired");
        }
        return FilePlan.of(folder, schema, hasOneSchema(), scan.useSnapshot(id));
    }

    /** The files of an older snapshot, or of none, read with the columns of today. */
    FilePlan rowsOf(OptionalLong snapshot) {
        table.refresh();
        if (snapshot.isEmpty()) {
            return new FilePlan(folder, table.schema(), true, List.of());
        }
        if (table.snapshot(snapshot.getAsLong()) == null) {
            throw Problem.notFound(
                    "warehouse_snapshot",
                    "較早的資料已超過保存期限。 The table " + name() + " has no snapshot " + snapshot.getAsLong()
                            + "; it may have expired");
        }
        TableScan scan = table.newScan().useSnapshot(snapshot.getAsLong());
        return FilePlan.of(folder, table.schema(), hasOneSchema(), scan);
    }

    private boolean hasOneSchema() {
        return table.schemas().size() == 1;
    }

    /** Renames and adds columns until the table has those of its description; none is ever dropped. */
    void evolve(List<Column> columns) {
        table.refresh();
        var update = table.updateSchema();
        boolean changed = false;
        for (Column column : columns) {
            if (table.schema().findField(column.name()) != null) {
                continue;
            }
            Optional<String> before =
                    column.formerly().filter(name -> table.schema().findField(name) != null);
            if (before.isPresent()) {
                update.renameColumn(before.get(), column.name());
            } else {
                update.addColumn(column.name(), IcebergTypes.type(column.type()), column.chinese());
            }
            changed = true;
        }
        if (changed) {
            update.commit();
        }
    }

    /**
     * Puts all rows into one sorted file with the columns of today, in one commit; true when there was more than one
     * file, or one of earlier columns.
     */
    public boolean compact(Workbench workbench) {
        for (int attempt = 1; ; attempt++) {
            FilePlan all = plan(OptionalLong.empty());
            if (all.files().size() < 2 && all.asWritten()) {
                return false;
            }
            long base = table.currentSnapshot().snapshotId();
            DataFile file = new DataFileWriter(folder, workbench).write(table, "select * from " + all.source());
            try {
                var rewrite = table.newRewrite().validateFromSnapshot(base).addFile(file);
                all.files().forEach(rewrite::deleteFile);
                rewrite.commit();
                return true;
            } catch (ValidationException e) {
                contended(attempt, e);
            }
        }
    }

    /**
     * Forgets the snapshots before {@code moment} but for the current one and those that a release names; says how
     * many. A sweep deletes the files only they need.
     */
    public int expire(Instant moment) {
        table.refresh();
        return releases.holding(name(), held -> Expiry.expire(table, moment, held));
    }

    /** Deletes files that no snapshot names and that are older than {@code grace}; says how many. */
    public int sweep(Duration grace, Clock clock) {
        table.refresh();
        return new OrphanSweep(table, folder).sweep(clock.instant().minus(grace));
    }

    /** What happened to the table, oldest first. */
    public List<Change> history() {
        table.refresh();
        var changes = new ArrayList<Change>();
        for (Snapshot snapshot : table.snapshots()) {
            changes.add(new Change(
                    snapshot.snapshotId(),
                    Instant.ofEpochMilli(snapshot.timestampMillis()),
                    snapshot.operation(),
                    Long.parseLong(snapshot.summary().getOrDefault("total-records", "0"))));
        }
        return changes;
    }

    /**
     * One commit.
     *
     * @param operation append, overwrite, replace or delete
     * @param rows how many the table had afterwards
     */
    public record Change(long snapshot, Instant moment, String operation, long rows) {}
}
