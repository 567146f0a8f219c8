package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import tw.qiao.kernel.Problem;

class LogFuzzTest {
    @FuzzTest
    void aNoteIsReadExactlyOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(Note.parse(text)).hasToString(text);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void aTilePathIsReadOrRefused(FuzzedDataProvider data) {
        TilePath.parse(data.consumeRemainingAsString()).ifPresent(tile -> {
            assertThat(tile.level()).isBetween(TilePath.ENTRIES, 63);
            assertThat(tile.width()).isBetween(1, TilePath.FULL);
            assertThat(tile.isWithin(0)).isFalse();
        });
    }
}
