package tw.qiao.analytics.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
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

    /** Whether the current snapshot of {@code table} has rows that were not summed up in {@code form}. */
    public boolean isMissing(String table, String form) {
        OptionalLong snapshot = warehouse.table(table).snapshot();
        return snapshot.isPresent() && source(table, snapshot.getAsLong(), form).isEmpty();
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
        var needed = new HashSet<String>();
        for (String table : warehouse.names()) {
            List<Long> snapshots = warehouse.table(table).history().stream()
                    .map(WarehouseTable.Change::snapshot)
                    .toList();
            snapshots.forEach(snapshot -> needed.add(name(table, snapshot)));
        }
        return delete(name -> !name.endsWith(ENDING) || !needed.contains(snapshotOf(name)));
    }

    /**
     * Deletes the summed up rows of snapshots that are not current, or in other forms than these; says how many.
     *
     * @param forms those in which rows are read, by table
     */
    public int sweepSums(Map<String, Set<String>> forms) {
        var needed = new HashSet<String>();
        forms.forEach((table, all) -> warehouse
                .table(table)
                .snapshot()
                .ifPresent(snapshot -> all.forEach(form -> needed.add(name(table, snapshot) + APART + form + ENDING))));
        return delete(name -> name.contains(APART) && !needed.contains(name));
    }

    private int delete(Predicate<String> unneeded) {
        int deleted = 0;
        for (Path file : files()) {
            if (unneeded.test(file.getFileName().toString())) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                deleted++;
            }
        }
        return deleted;
    }

    /** How many octets all files take. */
    public long octets() {
        return files().stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
