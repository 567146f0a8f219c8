package tw.qiao.analytics.tables;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** Forgets old snapshots. */
final class Expiry {
    private Expiry() {}

    /** Forgets those before {@code moment} but for the current one and those that are held; says how many. */
    static int expire(Table table, Instant moment, Set<Long> held) {
        @Nullable Snapshot current = table.currentSnapshot();
        var expired = new ArrayList<Long>();
        for (Snapshot snapshot : table.snapshots()) {
            boolean old = Instant.ofEpochMilli(snapshot.timestampMillis()).isBefore(moment);
            boolean kept = held.contains(snapshot.snapshotId())
                    || (current != null && snapshot.snapshotId() == current.snapshotId());
            if (old && !kept) {
                expired.add(snapshot.snapshotId());
            }
        }
        if (!expired.isEmpty()) {
            // nothing goes by its age alone, because releases are not known to Iceberg
            var expiry = table.expireSnapshots().expireOlderThan(0).cleanupLevel(ExpireSnapshots.CleanupLevel.NONE);
            expired.forEach(expiry::expireSnapshotId);
            expiry.commit();
        }
        return expired.size();
    }
}
