package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
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

    @FuzzTest
    void aRequestToAWitnessIsReadExactlyOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(AddCheckpoint.parse(text.getBytes(UTF_8))).hasToString(text);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void aProofIsReadExactlyOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(TlogProof.parse(text)).hasToString(text);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void aKeyIsReadExactlyOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(NoteKey.parse(text).vkey()).isEqualTo(text);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void aPolicyIsReadOrRefused(FuzzedDataProvider data) {
        try {
            assertThat(WitnessPolicy.parse(data.consumeRemainingAsBytes())).isNotNull();
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }
}
