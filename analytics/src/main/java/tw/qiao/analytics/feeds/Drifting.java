package tw.qiao.analytics.feeds;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.drift.Contract;
import tw.qiao.analytics.drift.Drift;
import tw.qiao.analytics.drift.DriftCheck;
import tw.qiao.analytics.drift.Finding;
import tw.qiao.analytics.drift.Verdict;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.WarehouseTable;

/** How the files of one commit differ from those before them. */
final class Drifting {
    private final List<FileReading> readings;
    private final String select;
    private final Drift drift;

    /** @param select SQL of the rows of all files */
    Drifting(Workbench workbench, WarehouseTable table, Feed feed, List<FileReading> readings, String select) {
        this.readings = readings;
        this.select = select;
        var files = new TreeMap<String, Contract>();
        readings.forEach(reading -> files.put(reading.batch(), reading.contract()));
        this.drift = DriftCheck.of(feed.table()).inspect(workbench, table, select, files);
    }

    List<Finding> findings() {
        return drift.findings();
    }

    /** The batches that wait; those that are set aside are explained in {@code quarantine}. */
    Set<String> held(Quarantine quarantine) {
        for (Finding finding : drift.findings()) {
            if (finding.verdict() == Verdict.QUARANTINE) {
                readings.stream()
                        .filter(reading -> reading.batch().equals(finding.batch()))
                        .forEach(reading -> quarantine.add(
                                FileReading.fileName(reading.file()), 1, "", Reason.DRIFT, finding.difference()));
            }
        }
        return new TreeSet<>(drift.held());
    }

    /** SQL of the rows but for those of some batches. */
    String without(Set<String> batches) {
        return batches.isEmpty()
                ? select
                : "select * from (" + select + ") where " + Dictionary.BATCH
                        + batches.stream().map(Sql::text).collect(Collectors.joining(", ", " not in (", ")"));
    }

    Map<String, String> notes(Set<String> committed) {
        return drift.notes(committed);
    }
}
