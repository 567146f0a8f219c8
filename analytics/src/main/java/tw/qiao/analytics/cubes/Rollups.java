package tw.qiao.analytics.cubes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.tables.SnapshotCache;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.Problem;

/** Has the tables of cubes rolled up when they changed, and forgets what was rolled up of states before. */
public final class Rollups {
    private final Warehouse warehouse;
    private final SnapshotCache cache;
    private final List<Cube> cubes;
    private final WorkerCommand writer;

    /**
     * Of the cubes of some tables.
     *
     * @param writer starts what rolls up; its scratch folder must be on the same disk as the tables
     */
    public Rollups(Warehouse warehouse, List<Cube> cubes, WorkerCommand writer) {
        this.warehouse = warehouse;
        this.cache = new SnapshotCache(warehouse);
        this.cubes = List.copyOf(cubes);
        this.writer = writer;
    }

    /**
     * How much may be done at once.
     *
     * @param longest after which nothing more is begun
     * @param mostOctets that files of rolled up tables may take; nothing more is begun when they do
     */
    public record Bounds(Duration longest, long mostOctets) {}

    /** A cube that was rolled up, or the code of the {@code problem} for which it was not. */
    public record Done(String cube, String problem) {}

    /** Rolls up what changed; says nothing of cubes that are rolled up already or have no rows. */
    public List<Done> refresh(Bounds bounds, Clock clock) {
        Instant end = clock.instant().plus(bounds.longest());
        var done = new ArrayList<Done>();
        for (Cube cube : present()) {
            try {
                if (Rollup.isMissing(cache, cube)) {
                    check(bounds, end, clock);
                    Rollup.fill(cache, cube, writer);
                    done.add(new Done(cube.name(), ""));
                }
            } catch (Problem problem) {
                done.add(new Done(cube.name(), problem.code()));
            }
        }
        return done;
    }

    private void check(Bounds bounds, Instant end, Clock clock) {
        if (clock.instant().isAfter(end)) {
            throw Problem.unavailable("rollup_late", "There is no time left to roll this cube up");
        }
        if (cache.octets() >= bounds.mostOctets()) {
            throw Problem.unavailable("rollup_full", "Rolled up tables take all the room that they may");
        }
    }

    private List<Cube> present() {
        var tables = new HashSet<>(warehouse.names());
        return cubes.stream().filter(cube -> tables.contains(cube.table())).toList();
    }

    /** Deletes what was rolled up of states that are not the present ones, or for declarations that changed. */
    public int sweep() {
        Map<String, Set<String>> forms = new HashMap<>();
        present()
                .forEach(cube -> Rollup.grains(cube)
                        .forEach(grain -> forms.computeIfAbsent(cube.table(), _ -> new HashSet<>())
                                .add(Rollup.form(grain))));
        return cache.sweepSums(forms);
    }
}
