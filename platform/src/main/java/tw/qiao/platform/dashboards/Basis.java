package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** In which unit a measure is shown. */
enum Basis {
    /** How many. */
    NUMBER("number") {
        @Override
        Optional<BigDecimal> value(Measure measure, Figures figures) {
            return Optional.of(BigDecimal.valueOf(measure.count(figures)));
        }
    },

    /**
     * How many a year for each 1,000 people (粗率): the events of the months with a known population, times 12, divided
     * by these months' populations; half up to two decimals.
     */
    RATE("rate") {
        @Override
        Optional<BigDecimal> value(Measure measure, Figures figures) {
            if (figures.personMonths() == 0) {
                return Optional.empty();
            }
            return Optional.of(BigDecimal.valueOf(measure.rated(figures))
                    .multiply(BigDecimal.valueOf(12_000))
                    .divide(BigDecimal.valueOf(figures.personMonths()), 2, RoundingMode.HALF_UP));
        }
    };

    private final String key;

    Basis(String key) {
        this.key = key;
    }

    /** The name in addresses and message keys. */
    String key() {
        return key;
    }

    /** The value, or empty where there is no population to divide by. */
    abstract Optional<BigDecimal> value(Measure measure, Figures figures);
}
