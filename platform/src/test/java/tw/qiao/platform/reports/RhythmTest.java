package tw.qiao.platform.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.platform.reports.Rhythm.Every;

class RhythmTest {
    @Test
    void monthsThatAreTooShortEndWithTheirLastDay() {
        assertThat(times(new Rhythm(Every.MONTHLY, 31, 6), "2024-01-30T12:00", 5))
                .containsExactly(
                        "2024-01-31T06:00",
                        "2024-02-29T06:00",
                        "2024-03-31T06:00",
                        "2024-04-30T06:00",
                        "2024-05-31T06:00");
        assertThat(times(new Rhythm(Every.MONTHLY, 29, 0), "2023-01-29T00:00", 2))
                .containsExactly("2023-02-28T00:00", "2023-03-29T00:00");
        assertThat(times(new Rhythm(Every.MONTHLY, 30, 23), "2024-02-29T23:00", 1))
                .containsExactly("2024-03-30T23:00");
    }

    @ParameterizedTest
    @CsvSource({
        "DAILY, 1, 2026-11-22T05:59, 2026-11-22T06:00",
        "DAILY, 1, 2026-11-22T06:00, 2026-11-23T06:00",
        "WEEKLY, 7, 2026-11-22T05:59, 2026-11-22T06:00",
        "WEEKLY, 7, 2026-11-22T06:00, 2026-11-29T06:00",
        "WEEKLY, 1, 2026-11-22T12:00, 2026-11-23T06:00",
        "MONTHLY, 1, 2026-12-31T23:59, 2027-01-01T06:00",
        "MONTHLY, 31, 2026-12-31T06:00, 2027-01-31T06:00"
    })
    void theNextTimeIsByTheClockOfTaipei(Every every, int day, String after, String next) {
        assertThat(times(new Rhythm(every, day, 6), after, 1)).containsExactly(next);
    }

    @Test
    void afterATimeInWhichNobodyLookedTheLastMissedTimeCounts() {
        var daily = new Rhythm(Every.DAILY, 1, 6);

        assertThat(daily.latest(moment("2026-11-01T06:00"), moment("2026-11-22T05:59")))
                .isEqualTo(moment("2026-11-21T06:00"));
        assertThat(daily.latest(moment("2026-11-22T06:00"), moment("2026-11-22T06:00")))
                .isEqualTo(moment("2026-11-22T06:00"));
    }

    @Test
    void refusesDaysAndHoursThatAreNone() {
        assertThatThrownBy(() -> new Rhythm(Every.WEEKLY, 8, 6)).hasMessageContaining("1 to 7");
        assertThatThrownBy(() -> new Rhythm(Every.MONTHLY, 0, 6)).hasMessageContaining("1 to 31");
        assertThatThrownBy(() -> new Rhythm(Every.DAILY, 1, 24)).hasMessageContaining("0 to 23");
    }

    private static List<String> times(Rhythm rhythm, String after, int count) {
        var times = new ArrayList<String>();
        Instant at = moment(after);
        for (int i = 0; i < count; i++) {
            at = rhythm.after(at);
            times.add(at.atZone(Edition.TAIPEI).toLocalDateTime().toString());
        }
        return times;
    }

    private static Instant moment(String local) {
        return LocalDateTime.parse(local).atZone(Edition.TAIPEI).toInstant();
    }
}
