package tw.qiao.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import tw.qiao.node.spool.Room;

/** Whatever a server says is an answer within the limits, or refused as a failed connection. */
class AnswerFuzzTest {
    private static final int LARGEST = 1000;

    @FuzzTest
    void readsAnAnswerOrRefusesIt(FuzzedDataProvider data) {
        boolean withoutBody = data.consumeBoolean();
        var reader = new AnswerReader(new ByteArrayInputStream(data.consumeRemainingAsBytes()), _ -> {});
        try {
            reader.begin(System.nanoTime() + Duration.ofSeconds(30).toNanos(), Room.inMemory(LARGEST));
            var answer = reader.answer(withoutBody);
            assertThat(answer.status()).isBetween(200, 999);
            assertThat(answer.body().octets()).hasSizeLessThanOrEqualTo(LARGEST);
        } catch (IOException refused) {
            // as it should be
        }
    }
}
