package tw.qiao.platform.warehouse;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Rollups;

/**
 * Has the tables of cubes rolled up that changed: at the end of each night's tidying, and soon after an import. Until
 * then questions read the tables themselves.
 */
@Component
class CubeRollups {
    private static final Logger LOG = LoggerFactory.getLogger(CubeRollups.class);
    private static final Rollups.Bounds BOUNDS = new Rollups.Bounds(Duration.ofMinutes(30), 4L << 30);

    private final OpenWarehouse warehouse;
    private final WarehouseProperties properties;
    private final Clock clock;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ReentrantLock turn = new ReentrantLock();

    CubeRollups(OpenWarehouse warehouse, WarehouseProperties properties, Clock clock) {
        this.warehouse = warehouse;
        this.properties = properties;
        this.clock = clock;
    }

    /** An import may have changed a table. */
    @EventListener
    void on(Recorded recorded) {
        if (recorded.isImport()) {
            changed.set(true);
        }
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void look() {
        if (changed.compareAndSet(true, false)) {
            Thread.ofVirtual().name("rolling-up").start(this::refreshSoon);
        }
    }

    private void refreshSoon() {
        try {
            refresh();
        } catch (RuntimeException failure) {
            LOG.error("Cubes were not rolled up; the next night makes up for it", failure);
        }
    }

    /** Rolls up what changed, one after the other; says what was done. */
    List<Rollups.Done> refresh() {
        turn.lock();
        try {
            Path scratch = Path.of(properties.folder(), "rolling-up").toAbsolutePath();
            var rollups = new Rollups(
                    warehouse.warehouse(),
                    Cubes.NAMES.stream().map(Cubes::named).toList(),
                    properties.command(scratch));
            rollups.sweep();
            return rollups.refresh(BOUNDS, clock);
        } finally {
            turn.unlock();
        }
    }
}
