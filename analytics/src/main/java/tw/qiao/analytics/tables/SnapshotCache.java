package tw.qiao.analytics.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import tw.qiao.analytics.engine.SnapshotWriter;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.kernel.Problem;

/**
 * Files in the engine's own form of snapshots that are asked for often, read at a third of the cost. They can be made
 * again from the tables at any time, and go with their snapshots.
 */
public final class SnapshotCache {
    private static final String ENDING = ".duckdb";

    /** Between a snapshot and the form in which its rows are summed up. */
    private static final String APART = "-";

    private final Warehouse warehouse;
    private final Path folder;

    /** The files beside the tables of {@code warehouse}. */
    public SnapshotCache(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.folder = warehouse.folder().resolve(SnapshotWriter.FOLDER);
    }

    /** What to select from for a snapshot, if there is a file of it. */
    public Optional<String> source(String table, long snapshot) {
        String name = name(table, snapshot);
        return Files.exists(folder.resolve(name + ENDING))
                ? Optional.of(Sql.name(name) + ".main.rows")
                : Optional.empty();
    }

    /** What to select from for a snapshot's rows summed up in {@code form}, if there is a file of them. */
    public Optional<String> source(String table, long snapshot, String form) {
        String name = name(table, snapshot) + APART + form;
        return Files.exists(folder.resolve(name + ENDING))
                ? Optional.of(Sql.name(name) + ".main.rows")
                : Optional.empty();
    }

    /**
     * Has a process write what {@code summing} makes of the current snapshot of {@code table}, by SQL that follows
     * {@code from} as does what it is given; false when it is there or the table has no rows.
     */
    public boolean fill(String table, String form, UnaryOperator<String> summing, WorkerCommand writer) {
        OptionalLong snapshot = warehouse.table(table).snapshot();
        if (snapshot.isEmpty() || source(table, snapshot.getAsLong(), form).isPresent()) {
            return false;
        }
        Path target = folder.resolve(name(table, snapshot.getAsLong()) + APART + form + ENDING);
        String rows = warehouse.table(table).plan(snapshot).source();
        SnapshotWriter.write(writer, summing.apply(rows), target);
        return true;
    }

    /** Has a process write the file of the current snapshot of {@code table}; false when it is there or has no rows. */
    public boolean fill(String table, WorkerCommand writer) {
        OptionalLong snapshot = warehouse.table(table).snapshot();
        if (snapshot.isEmpty() || source(table, snapshot.getAsLong()).isPresent()) {
            return false;
        }
        Path target = folder.resolve(name(table, snapshot.getAsLong()) + ENDING);
        SnapshotWriter.write(writer, warehouse.table(table).plan(snapshot).source(), target);
        return true;
    }

    /** Deletes the files of snapshots that are gone; says how many. */
    public int sweep() {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        var needed = new HashSet<String>();
        for (String table : warehouse.names()) {
            List<Long> snapshots = warehouse.table(table).history().stream()
                    .map(WarehouseTable.Change::snapshot)
                    .toList();
            snapshots.forEach(snapshot -> needed.add(name(table, snapshot)));
        }
        int swept = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(ENDING) || !needed.contains(snapshotOf(name))) {
                    Files.deleteIfExists(file);
                    swept++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return swept;
    }

    private static String snapshotOf(String file) {
        return file.substring(0, file.length() - ENDING.length()).split(APART, 2)[0];
    }

    private static String name(String table, long snapshot) {
        if (!table.matches("[a-z0-9_]+")) {
            throw Problem.invalid("warehouse_table", "A table is named of a-z, 0-9 and _, not " + table);
        }
        return table + "_" + snapshot;
    }
}
