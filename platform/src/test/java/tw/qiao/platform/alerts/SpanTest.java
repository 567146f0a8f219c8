package tw.qiao.platform.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.platform.alerts.Terms.Comparison;
import tw.qiao.platform.alerts.Terms.Due;

class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "MONTH, 2025-01, 1, 15, 2025-02-15",
        "MONTH, 2025-01, 1, 31, 2025-02-28",
        "MONTH, 2024-01, 1, 30, 2024-02-29",
        "MONTH, 2024-12, 1, 10, 2025-01-10",
        "QUARTER, 2024-Q4, 1, 31, 2025-01-31",
        "YEAR, 2024, 2, 31, 2025-02-28"
    })
    void knowsTheLastDayOnWhichABatchIsInTime(Span span, String period, int months, int day, LocalDate last) {
        assertThat(span.due(period, new Due(months, day))).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({
        "MONTH, 2025-01, BEFORE, 2024-12",
        "MONTH, 2025-01, YEAR_BEFORE, 2024-01",
        "QUARTER, 2025-Q1, BEFORE, 2024-Q4",
        "QUARTER, 2025-Q1, YEAR_BEFORE, 2024-Q1",
        "YEAR, 2025, BEFORE, 2024",
        "YEAR, 2025, YEAR_BEFORE, 2024"
    })
    void knowsWithWhichPeriodOneIsCompared(Span span, String period, Comparison against, String base) {
        assertThat(span.before(period, against)).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource({"2024-12, 民國113年12月", "2024-Q4, 民國113年第4季", "1911, 民國前1年", "2024-13, 2024-13", "x, x"})
    void saysPeriodsInYearsOfTheRepublic(String period, String said) {
        assertThat(Span.said(period, false)).isEqualTo(said);
        assertThat(Span.said(period, true)).isEqualTo(period);
    }
}
