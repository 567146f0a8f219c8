package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.tables.SnapshotCache;

class RollupsTest {
    private static final String ROW = "('a', '2014-01-01', '68000', 't', 'x', 10, 20, 100.25)";
    private static final Rollups.Bounds WIDE = new Rollups.Bounds(Duration.ofMinutes(10), Long.MAX_VALUE);

    @TempDir
    private Path folder;

    private CubeWarehouse warehouse;
    private SnapshotCache cache;

    @BeforeEach
    void open() {
        warehouse = new CubeWarehouse(folder);
        cache = new SnapshotCache(warehouse.warehouse());
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void rollsUpWhatChangedAndForgetsWhatWasBefore() {
        assertThat(refresh(WIDE)).isEmpty();

        warehouse.add(ROW);
        assertThat(refresh(WIDE)).containsExactly(new Rollups.Done("visits", ""));
        assertThat(refresh(WIDE)).isEmpty();
        assertThat(rollups().sweep()).isZero();

        warehouse.add(ROW);
        assertThat(rollups().sweep()).isEqualTo(2);
        assertThat(refresh(WIDE)).hasSize(1);
        assertThat(Rollup.isMissing(cache, CubeWarehouse.cube())).isFalse();
    }

    @Test
    void keepsTheFilesOfWholeStatesThatSomebodyAskedFor() {
        warehouse.add(ROW);
        cache.fill("visits", warehouse.writer());
        warehouse.add(ROW);

        assertThat(rollups().sweep()).isZero();
        assertThat(cache.octets()).isPositive();
    }

    @Test
    void beginsNothingWithoutTimeOrRoom() {
        warehouse.add(ROW);

        assertThat(refresh(new Rollups.Bounds(Duration.ofMinutes(-1), Long.MAX_VALUE)))
                .containsExactly(new Rollups.Done("visits", "rollup_late"));
        assertThat(refresh(new Rollups.Bounds(Duration.ofMinutes(10), 0)))
                .containsExactly(new Rollups.Done("visits", "rollup_full"));
        assertThat(cache.octets()).isZero();
    }

    private Rollups rollups() {
        return new Rollups(warehouse.warehouse(), List.of(CubeWarehouse.cube()), warehouse.writer());
    }

    private List<Rollups.Done> refresh(Rollups.Bounds bounds) {
        return rollups().refresh(bounds, Clock.systemUTC());
    }
}
