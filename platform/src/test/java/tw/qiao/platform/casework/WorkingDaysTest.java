package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {
    private final WorkingDays days = at("2026-11-20T03:00:00Z");

    private static WorkingDays at(String moment) {
        return new WorkingDays(Clock.fixed(Instant.parse(moment), ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 1, 2026-11-23",
        "2026-11-21, 10, 2026-12-04",
        "2026-12-24, 1, 2026-12-28",
        "2026-02-13, 1, 2026-02-23",
        "2026-12-31, 1, 2027-01-04",
        "2027-02-03, 1, 2027-02-11",
        "2028-02-28, 1, 2028-02-29",
        "2026-11-20, 0, 2026-11-20"
    })
    void countsOnlyTheDaysOnWhichOfficesWork(LocalDate start, int count, LocalDate end) {
        assertThat(days.after(start, count)).isEqualTo(end);
        assertThat(days.between(start, end)).isEqualTo(count);
        assertThat(days.between(end, start)).isLessThanOrEqualTo(0);
    }

    @Test
    void knowsTheDayInTaipeiWhateverTheClocksZone() {
        assertThat(at("2026-12-31T15:59:59Z").today()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(at("2026-12-31T16:00:00Z").today()).isEqualTo(LocalDate.of(2027, 1, 1));
    }
}
