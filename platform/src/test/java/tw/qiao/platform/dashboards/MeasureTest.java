package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MeasureTest {
    /**
     * 24 births and 36 deaths in two years, of which the first year's 12 and 24 have a population of 1,000 each month.
     */
    private static final Figures FIGURES = new Figures(24, 36, 10, 5, 12, 24, 6, 3, 12_000);

    @Test
    void naturalIncreaseIsBirthsMinusDeaths() {
        assertThat(Measure.NATURAL_INCREASE.count(FIGURES)).isEqualTo(-12);
    }

    @Test
    void rateCountsOnlyTheMonthsWhosePopulationIsKnown() {
        assertThat(Basis.RATE.value(Measure.BIRTHS, FIGURES)).hasValue(new BigDecimal("12.00"));
        assertThat(Basis.RATE.value(Measure.NATURAL_INCREASE, FIGURES)).hasValue(new BigDecimal("-12.00"));
        assertThat(Basis.RATE.value(Measure.MARRIAGES, FIGURES)).hasValue(new BigDecimal("6.00"));
    }

    @Test
    void rateOfAMonthIsThatOfAYear() {
        var month = new Figures(2102, 0, 0, 0, 2102, 0, 0, 0, 2_666_908);

        assertThat(Basis.RATE.value(Measure.BIRTHS, month)).hasValue(new BigDecimal("9.46"));
    }

    @Test
    void thereIsNoRateWithoutAPopulation() {
        var unknown = new Figures(24, 36, 10, 5, 0, 0, 0, 0, 0);

        assertThat(Basis.RATE.value(Measure.BIRTHS, unknown)).isEmpty();
        assertThat(Basis.NUMBER.value(Measure.BIRTHS, unknown)).hasValue(BigDecimal.valueOf(24));
    }
}
