package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ColourClassesTest {
    @Property
    void everyValueLiesInExactlyOneClass(@ForAll @Size(min = 1, max = 60) List<Integer> numbers) {
        List<BigDecimal> values = numbers.stream().map(BigDecimal::valueOf).toList();
        var classes = ColourClasses.of(values);

        for (BigDecimal value : values) {
            assertThat(classes.stream().filter(c -> c.contains(value))).hasSize(1);
        }
    }

    @Property
    void noClassMixesGrowthAndDecline(@ForAll @Size(min = 1, max = 60) List<Integer> numbers) {
        for (var c : ColourClasses.of(numbers.stream().map(BigDecimal::valueOf).toList())) {
            boolean mixes = c.least().signum() < 0 && c.below().signum() > 0;
            assertThat(mixes).isFalse();
        }
    }

    @Test
    void boundsHaveTwoSignificantDigits() {
        List<BigDecimal> values =
                IntStream.rangeClosed(1, 6000).mapToObj(BigDecimal::valueOf).toList();

        assertThat(ColourClasses.of(values).stream().map(c -> c.below().intValueExact()))
                .containsExactly(1000, 2000, 3000, 4000, 5000, 6000);
    }
}
