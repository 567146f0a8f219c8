package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
        assertThat(nights().claim(NIGHT, Instant.parse("2025-03-05T00:00:00Z"))).isFalse();
        assertThat(warehouse.analyst().open("/warehouse/tidying").text())
                .contains("民國114年3月1日", "完成", "traffic_accidents_fatal");
        assertThat(warehouse.signedIn("林承辦").open("/warehouse/tidying").status())
                .isEqualTo(403);
    }

    private static Nights nights() {
        return warehouse.platform().bean(Nights.class);
    }
}
