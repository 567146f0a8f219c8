package tw.qiao.analytics.feeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.drift.Finding;
import tw.qiao.analytics.drift.Verdict;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.intake.NoRows;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.analytics.recipes.Correction;
import tw.qiao.analytics.recipes.Tally;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.tables.WarehouseTable;
import tw.qiao.kernel.Problem;

/**
 * Imports files of a feed: each is looked through, read, cleaned and checked, and the rows of all take the place of
 * their batches' former rows in one commit. A file that was imported before, as it is, changes nothing.
 */
public final class FeedImport {
    /** Text of about this size is imported in one commit; more is not needed for speed. */
    private static final long PORTION = 512L << 20;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.of("Asia/Taipei"));

    private final Warehouse warehouse;
    private final Workbench workbench;
    private final Path scratch;
    private final Path quarantineFolder;
    private final Clock clock;
    private final Map<Path, Crossing> crossings = new HashMap<>();
    private boolean acceptsDrift;

    /**
     * @param scratch a folder for files that are gone when the import ends
     * @param quarantine the folder for the files about rows that were set aside
     */
    public FeedImport(Warehouse warehouse, Workbench workbench, Path scratch, Path quarantine, Clock clock) {
        this.warehouse = warehouse;
        this.workbench = workbench;
        this.scratch = scratch;
        this.quarantineFolder = quarantine;
        this.clock = clock;
    }

    /** From now on takes batches however much they differ from those before them. */
    public FeedImport acceptingDrift() {
        acceptsDrift = true;
        return this;
    }

    /** Notes by which crossing of the exchange {@code file} came, for the event of its import. */
    public FeedImport crossed(Path file, Crossing crossing) {
        crossings.put(file, crossing);
        return this;
    }

    /** Told after each file that was read. */
    @FunctionalInterface
    public interface Listener {
        void read(String file, int done, int all);
    }

    /** Imports {@code files}; a problem when one of them cannot be read at all, and then those before it are in. */
    public ImportReport run(Feed feed, List<Path> files, Listener listener) {
        WarehouseTable table = warehouse.provide(feed.table());
        Townships.provide(workbench);
        H3Cells.provide(workbench, feed);
        Path file = quarantineFolder.resolve(quarantineName(feed.name(), clock));
        try (var quarantine = new Quarantine(file)) {
            var run = new Run(feed, table, quarantine, listener, files.size());
            var portion = new ArrayList<SourceFile>();
            var digests = new HashSet<String>();
            for (Path path : files) {
                SourceFile source = SourceFile.inspect(path);
                if (!digests.add(source.digest())) {
                    run.skip(source);
                    continue;
                }
                if (run.isKnown(source)) {
                    run.skip(
                            source,
                            FileReading.batchByName(feed, FileReading.fileName(source))
                                    .orElseThrow());
                    continue;
                }
                portion.add(source);
                if (portion.stream().mapToLong(SourceFile::bytes).sum() > PORTION) {
                    run.take(portion);
                    portion.clear();
                }
            }
            run.take(portion);
            return run.report();
        }
    }

    static String quarantineName(String feed, Clock clock) {
        return feed + "-" + MOMENT.format(clock.instant()) + "-"
                + UUID.randomUUID().toString().substring(0, 8) + ".csv"; // two imports may begin in the same second
    }

    private final class Run {
        private final Feed feed;
        private final WarehouseTable table;
        private final Quarantine quarantine;
        private final Listener listener;
        private final int all;
        private final List<String> imported = new ArrayList<>();
        private final List<String> unchanged = new ArrayList<>();
        private final Tally tally = new Tally();
        private final List<Finding> drift = new ArrayList<>();
        private final List<String> held = new ArrayList<>();
        private int done;
        private long read;
        private long refused;
        private long written;
        private long bytes;
        private long aside;

        Run(Feed feed, WarehouseTable table, Quarantine quarantine, Listener listener, int all) {
            this.feed = feed;
            this.table = table;
            this.quarantine = quarantine;
            this.listener = listener;
            this.all = all;
        }

        /** Where the name tells the batch, nothing needs to be read to know the file again. */
        boolean isKnown(SourceFile file) {
            return FileReading.batchByName(feed, FileReading.fileName(file))
                    .filter(batch -> isKnown(batch, FileReading.revision(feed, file)))
                    .isPresent();
        }

        /** Whether the batch came in this revision, and by this recipe, as far as that was noted. */
        private boolean isKnown(String batch, String revision) {
            return table.revision(batch).filter(revision::equals).isPresent()
                    && BatchRecipe.of(table, batch)
                            .map(recipe -> recipe.digest().equals(feed.digest()))
                            .orElse(true);
        }

        void skip(SourceFile file, String batch) {
            aside += RowsAside.of(table, batch);
            skip(file);
        }

        void skip(SourceFile file) {
            unchanged.add(FileReading.fileName(file));
            listener.read(FileReading.fileName(file), ++done, all);
        }

        void take(List<SourceFile> files) {
            if (files.isEmpty()) {
                return;
            }
            var rows = new CleanRows(fresh(), feed.columns());
            try {
                List<FileReading> readings = new ArrayList<>();
                Map<String, String> revisions = new LinkedHashMap<>();
                for (int i = 0; i < files.size(); i++) {
                    read(files.get(i), i, rows).ifPresent(readings::add);
                }
                for (FileReading reading : readings) {
                    if (revisions.put(reading.batch(), reading.revision()) != null) {
                        throw Problem.invalid(
                                "feed_batch_twice",
                                "Two files have the batch " + reading.batch() + ", the second is "
                                        + reading.file().path()
                                        + "; import only the one that is right");
                    }
                }
                rows.close();
                if (!readings.isEmpty()) {
                    commit(rows, readings, revisions);
                }
            } finally {
                rows.delete();
            }
        }

        /** The rows of {@code file}; empty where they came before, or one of several files has none. */
        private Optional<FileReading> read(SourceFile file, int number, CleanRows rows) {
            try {
                FileReading reading = FileReading.read(feed, file, number, rows, quarantine);
                if (isKnown(reading.batch(), reading.revision())) {
                    skip(file, reading.batch());
                    return Optional.empty();
                }
                listener.read(FileReading.fileName(file), ++done, all);
                return Optional.of(reading);
            } catch (Problem problem) {
                if (all == 1 || !NoRows.isSaidBy(problem.code())) {
                    throw problem;
                }
                quarantine.add(FileReading.fileName(file), 0, "", Reason.NO_ROWS, "");
                listener.read(FileReading.fileName(file), ++done, all);
                return Optional.empty();
            }
        }

        private void commit(CleanRows rows, List<FileReading> readings, Map<String, String> revisions) {
            var refinement = new Refinement(workbench, feed);
            refinement.refine(rows, readings);
            Map<Integer, Long> offending = refinement.setAside(quarantine, tally);
            refused += offending.values().stream().mapToLong(Long::longValue).sum();
            var drifting = new Drifting(workbench, table, feed, readings, refinement.select());
            drift.addAll(drifting.findings());
            Set<String> waiting = acceptsDrift ? Set.of() : waiting(drifting, refinement, revisions.keySet());
            revisions.keySet().removeAll(waiting);
            String select = drifting.without(waiting);
            if (!revisions.isEmpty()) {
                var lineage = new ImportLineage(warehouse, workbench, feed, crossings, clock);
                UUID run = lineage.record(
                        readings.stream()
                                .filter(reading -> revisions.containsKey(reading.batch()))
                                .toList(),
                        select);
                var notes = new LinkedHashMap<>(drifting.notes(revisions.keySet()));
                revisions.keySet().forEach(batch -> BatchRecipe.note(notes, batch, feed, run));
                readings.stream()
                        .filter(reading -> revisions.containsKey(reading.batch()))
                        .forEach(reading -> RowsAside.note(
                                notes,
                                reading.batch(),
                                reading.rowsRefused() + offending.getOrDefault(reading.number(), 0L)));
                table.replace(workbench, Dictionary.BATCH, revisions, select, notes);
                written += workbench.number("select count(*) from (" + select + ")");
            }
            for (FileReading reading : readings) {
                if (waiting.contains(reading.batch())) {
                    held.add(FileReading.fileName(reading.file()));
                } else {
                    count(reading);
                }
            }
        }

        /** Those that differ too much, and those of which no row is left to take the place of what came before. */
        private Set<String> waiting(Drifting drifting, Refinement refinement, Set<String> batches) {
            Set<String> waiting = drifting.held(quarantine);
            var emptied = new TreeSet<>(batches);
            emptied.removeIf(batch -> table.revision(batch).isEmpty());
            if (!emptied.isEmpty()) {
                emptied.removeAll(refinement.batches());
            }
            for (String batch : emptied) {
                drift.add(new Finding(batch, "無任何列可接受 none of its rows can be accepted", Verdict.HOLD));
            }
            waiting.addAll(emptied);
            return waiting;
        }

        private void count(FileReading reading) {
            imported.add(FileReading.fileName(reading.file()));
            read += reading.rowsRead();
            refused += reading.rowsRefused();
            bytes += reading.file().bytes();
            reading.tally().counts().forEach(tally::add);
        }

        ImportReport report() {
            Map<Correction, Long> corrections = tally.counts();
            long identical = corrections.getOrDefault(Correction.IDENTICAL_ROW, 0L);
            return new ImportReport(
                    table.name(),
                    imported,
                    unchanged,
                    read,
                    read - refused - identical,
                    written,
                    bytes,
                    corrections,
                    quarantine.counts(),
                    quarantine.file(),
                    aside,
                    drift,
                    held);
        }
    }

    private Path fresh() {
        try {
            Files.createDirectories(scratch);
            return scratch.resolve("rows-" + UUID.randomUUID() + ".csv");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
