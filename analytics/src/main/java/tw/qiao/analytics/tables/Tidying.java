package tw.qiao.analytics.tables;

import java.time.Clock;
import java.time.Duration;
import tw.qiao.analytics.engine.Workbench;

/**
 * Keeps tables quick and small: one sorted file instead of many, no snapshots that are older than history is kept, no
 * files that nothing needs.
 *
 * @param history how long snapshots are kept that no release names
 * @param grace how old a file is at least before it is deleted, so that none goes that a writer is about to commit
 */
public record Tidying(Duration history, Duration grace) {

    /**
     * What was done to a table.
     *
     * @param compacted whether its rows were put into one file
     * @param expired how many snapshots were forgotten
     * @param swept how many files were deleted
     */
    public record Done(String table, boolean compacted, int expired, int swept) {}

    /** Tidies up one table. */
    public Done tidy(WarehouseTable table, Workbench workbench, Clock clock) {
        boolean compacted = table.compact(workbench);
        int expired = table.expire(clock.instant().minus(history));
        return new Done(table.name(), compacted, expired, table.sweep(grace, clock));
    }
}
