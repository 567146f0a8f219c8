package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyTidyingTest {
    private static final LocalDate NIGHT = LocalDate.of(2025, 3, 1);

    private static TestWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = TestWarehouse.start();
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    @Order(1)
    void beginsAtNightAndByDayOnlyToMakeUpForANight() {
        var tidying = warehouse.platform().bean(NightlyTidying.class);

        assertThat(tidying.due(Instant.parse("2025-02-28T18:29:59Z"))).isEmpty();
        assertThat(tidying.due(Instant.parse("2025-02-28T18:30:00Z"))).contains(NIGHT);
        assertThat(tidying.due(Instant.parse("2025-03-01T04:00:00Z"))).isEmpty();

        assertThat(nights().claim(LocalDate.of(2025, 2, 27), Instant.parse("2025-02-26T18:30:00Z")))
                .isTrue();
        assertThat(tidying.due(Instant.parse("2025-03-01T04:00:00Z"))).contains(NIGHT);
    }

    @Test
    @Order(2)
    void oneOfSeveralPlatformsTakesANightAndAnotherOneOnlyWhatWasLost() {
        Instant begin = Instant.parse("2025-02-28T18:30:00Z");

        assertThat(nights().claim(NIGHT, begin)).isTrue();
        assertThat(nights().claim(NIGHT, begin.plusSeconds(3_600))).isFalse();
        assertThat(nights().claim(NIGHT, begin.plusSeconds(4 * 3_600))).isTrue();
    }

    @Test
    @Order(3)
    void tidiesUpAndShowsWhatItDid() {
        warehouse.platform().bean(NightlyTidying.class).run(NIGHT);

        Night night = nights().newest(1).getFirst();
        assertThat(night.state()).isEqualTo("done");
        assertThat(night.tables())
                .extracting(Night.Tidied::table)
                .isEqualTo(List.of("taipei_crime_points", "traffic_accidents_fatal"));
        assertThat(night.cubes())
                .containsExactlyInAnyOrder(
                        new Night.RolledUp("taipei_crime", ""), new Night.RolledUp("traffic_accidents", ""));
        assertThat(nights().claim(NIGHT, Instant.parse("2025-03-05T00:00:00Z"))).isFalse();
        assertThat(warehouse.analyst().open("/warehouse/tidying").text())
                .contains("民國114年3月1日", "完成", "traffic_accidents_fatal", "2 項多維分析", "已預先彙總");
        assertThat(warehouse.signedIn("林承辦").open("/warehouse/tidying").status())
                .isEqualTo(403);
    }

    @Test
    @Order(4)
    void rollsCubesUpSoonAfterAnImport() throws IOException, InterruptedException {
        Path sums = warehouse.folder().resolve("tables/.snapshots");
        Set<String> names = names(sums);
        for (String name : names) {
            Files.delete(sums.resolve(name));
        }
        var rollups = warehouse.platform().bean(CubeRollups.class);

        rollups.look();
        rollups.on(new Recorded(UUID.randomUUID(), "warehouse-import", "", Instant.EPOCH));
        rollups.look();

        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!names(sums).equals(names) && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        assertThat(names(sums)).isEqualTo(names);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static Nights nights() {
        return warehouse.platform().bean(Nights.class);
    }
}
