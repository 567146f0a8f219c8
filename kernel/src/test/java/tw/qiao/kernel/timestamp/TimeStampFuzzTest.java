package tw.qiao.kernel.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import tw.qiao.kernel.Problem;

class TimeStampFuzzTest {
    @FuzzTest
    void aTokenIsReadOrRefused(FuzzedDataProvider data) {
        byte[] der = data.consumeRemainingAsBytes();
        try {
            assertThat(TimeStampToken.parse(der).encoded()).isEqualTo(der);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void anAnswerHoldsATokenOrIsRefused(FuzzedDataProvider data) {
        var request = new TimeStampRequest(new byte[0], BigInteger.ONE);
        try {
            assertThat(request.token(data.consumeRemainingAsBytes()).info().isOver(new byte[0]))
                    .isTrue();
        } catch (Problem expected) {
            assertThat(expected.status()).isBetween(400, 403);
        }
    }
}
