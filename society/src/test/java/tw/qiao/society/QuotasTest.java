package tw.qiao.society;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QuotasTest {
    @Property
    void everyShareIsItsFairOneRoundedUpOrDown(
            @ForAll @Size(min = 1, max = 30) double[] drawn, @ForAll @IntRange(max = 100_000) int total) {
        double[] weights =
                Arrays.stream(drawn).map(weight -> 1 + Math.abs(weight % 1000)).toArray();
        double sum = Arrays.stream(weights).sum();

        int[] shares = Quotas.share(weights, total);

        assertThat(Arrays.stream(shares).sum()).isEqualTo(total);
        for (int i = 0; i < shares.length; i++) {
            assertThat(Math.abs(shares[i] - weights[i] * total / sum)).isLessThan(1.0001);
        }
    }

    @Property
    void theDealerDealsItsWholeQuota(
            @ForAll @Size(min = 1, max = 50) int[] drawn,
            @ForAll @IntRange(max = 2_000) int quota,
            @ForAll @DoubleRange(max = 0.99) double offset) {
        int[] weights =
                Arrays.stream(drawn).map(weight -> Math.floorMod(weight, 500)).toArray();
        int sum = Arrays.stream(weights).sum();
        var dealer = new Quotas.Dealer(sum, quota, offset);

        int dealt = Arrays.stream(weights).map(dealer::deal).sum();

        assertThat(dealt).isEqualTo(sum == 0 ? 0 : quota);
    }
}
