package tw.qiao.bench.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tw.qiao.kernel.CanonicalJson;

class RowsTest {
    @Test
    void takesAnAverageWithTwoPlacesForTheSame() {
        assertThat(rows("[[\"A\", 25.522005853]]").isNear(rows("[[\"A\", \"25.52\"]]")))
                .isTrue();
        assertThat(rows("[[\"A\", 25.522005853]]").isNear(rows("[[\"A\", \"25.53\"]]")))
                .isFalse();
    }

    @Test
    void takesOtherTextsAndOtherRowsForOtherAnswers() {
        assertThat(rows("[[\"A\", 1]]").isNear(rows("[[\"B\", 1]]"))).isFalse();
        assertThat(rows("[[\"A\", 1]]").isNear(rows("[[\"A\", null]]"))).isFalse();
        assertThat(rows("[[\"A\", 1]]").isNear(rows("[[\"A\", 1], [\"A\", 1]]")))
                .isFalse();
    }

    private static Rows rows(String json) {
        return Rows.of(CanonicalJson.MAPPER.readTree(json).values().stream().toList());
    }
}
