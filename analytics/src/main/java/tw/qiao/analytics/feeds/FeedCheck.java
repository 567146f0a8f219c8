package tw.qiao.analytics.feeds;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.analytics.recipes.Correction;
import tw.qiao.analytics.recipes.Tally;

/** Reads, cleans and checks a file as its import would, and changes no table. */
final class FeedCheck {
    private final Workbench workbench;
    private final Path scratch;
    private final Path quarantineFolder;
    private final Clock clock;

    FeedCheck(Workbench workbench, Path scratch, Path quarantine, Clock clock) {
        this.workbench = workbench;
        this.scratch = scratch;
        this.quarantineFolder = quarantine;
        this.clock = clock;
    }

    /** What an import of {@code path} would report. */
    ImportReport run(Feed feed, Path path) {
        Townships.provide(workbench);
        H3Cells.provide(workbench, feed);
        SourceFile source = SourceFile.inspect(path);
        Path explained = quarantineFolder.resolve(FeedImport.quarantineName("check-" + feed.name(), clock));
        var rows = new CleanRows(scratch.resolve("rows-" + UUID.randomUUID() + ".csv"), feed.columns());
        try (var quarantine = new Quarantine(explained)) {
            FileReading reading = FileReading.read(feed, source, 0, rows, quarantine);
            rows.close();
            var tally = new Tally();
            var refinement = new Refinement(workbench, feed);
            refinement.refine(rows, List.of(reading));
            long refused = reading.rowsRefused()
                    + refinement.setAside(quarantine, tally).getOrDefault(0, 0L);
            reading.tally().counts().forEach(tally::add);
            Map<Correction, Long> corrections = tally.counts();
            return new ImportReport(
                    feed.table().name(),
                    List.of(),
                    List.of(),
                    reading.rowsRead(),
                    reading.rowsRead() - refused - corrections.getOrDefault(Correction.IDENTICAL_ROW, 0L),
                    workbench.number("select count(*) from (" + refinement.select() + ")"),
                    source.bytes(),
                    corrections,
                    quarantine.counts(),
                    quarantine.file(),
                    0,
                    List.of(),
                    List.of());
        } finally {
            rows.delete();
        }
    }
}
