package tw.qiao.analytics.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.feeds.FeedImport;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.feeds.ImportReport;

/**
 * Imports many files of a feed at once: each task takes a few of them through the feed's whole recipe, as one machine
 * would, and commits their batches. A task that fails is run again, and what it had committed stays as it is. Keys are
 * compared within a task, which is enough where a key names its batch's period.
 */
public final class SparkImport {
    private final SparkSession spark;
    private final WarehouseAddress address;
    private final Places places;

    /**
     * What tasks need.
     *
     * @param scratch a folder on each machine for files that are gone afterwards
     * @param quarantine the shared folder for the files about rows that were set aside
     * @param memoryMegabytes how much memory a task's engine takes beside the executor's own
     * @param shareBytes of how many bytes a task's files are, about
     */
    public record Places(String scratch, String quarantine, int memoryMegabytes, long shareBytes)
            implements Serializable {}

    /**
     * What one task did.
     *
     * @param held the files whose rows are not in the table, because they differ too much from those before
     * @param quarantine the file about rows that were set aside, empty when there are none
     */
    public record Share(
            List<String> imported,
            List<String> unchanged,
            List<String> held,
            long read,
            long accepted,
            long written,
            Map<String, Long> corrections,
            Map<String, Long> quarantined,
            String quarantine)
            implements Serializable {}

    /** Imports in {@code spark} into the warehouse at {@code address}. */
    public SparkImport(SparkSession spark, WarehouseAddress address, Places places) {
        this.spark = spark;
        this.address = address;
        this.places = places;
    }

    /** Imports {@code files}, which every machine finds under the same path. */
    public List<Share> run(String feed, List<Path> files) {
        try (var warehouse = address.open()) {
            // once here, so that tasks need not race for it
            warehouse.provide(Feeds.named(feed).table());
        }
        List<List<String>> shares = shares(files);
        if (shares.isEmpty()) {
            return List.of();
        }
        var work = new Work(feed, address, places);
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(shares, shares.size())
                .mapPartitions(work::run)
                .collect();
    }

    private List<List<String>> shares(List<Path> files) {
        var shares = new ArrayList<List<String>>();
        long room = 0;
        for (Path file : files) {
            long bytes = size(file);
            if (shares.isEmpty() || bytes > room) {
                shares.add(new ArrayList<>());
                room = places.shareBytes();
            }
            shares.getLast().add(file.toString());
            room -= bytes;
        }
        return shares;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is sent to the executors. */
    private record Work(String feed, WarehouseAddress address, Places places) implements Serializable {

        Iterator<Share> run(Iterator<List<String>> shares) {
            var done = new ArrayList<Share>();
            String part = "part-" + TaskContext.getPartitionId();
            Path scratch = Path.of(places.scratch(), part);
            try (var warehouse = address.open();
                    var workbench = Workbench.open(scratch, places.memoryMegabytes(), 1)) {
                var feedImport = new FeedImport(
                        warehouse, workbench, scratch, Path.of(places.quarantine(), part), Clock.systemUTC());
                shares.forEachRemaining(share -> done.add(share(feedImport.run(
                        Feeds.named(feed), share.stream().map(Path::of).toList(), (_, _, _) -> {}))));
            }
            return done.iterator();
        }

        private static Share share(ImportReport report) {
            var corrections = new TreeMap<String, Long>();
            report.corrections().forEach((correction, count) -> corrections.put(correction.name(), count));
            var quarantined = new TreeMap<String, Long>();
            report.quarantined().forEach((reason, count) -> quarantined.put(reason.name(), count));
            return new Share(
                    new ArrayList<>(report.imported()),
                    new ArrayList<>(report.unchanged()),
                    new ArrayList<>(report.held()),
                    report.read(),
                    report.accepted(),
                    report.written(),
                    corrections,
                    quarantined,
                    report.quarantine().map(Path::toString).orElse(""));
        }
    }
}
