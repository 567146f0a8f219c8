package tw.qiao.node.http;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;

/** Whatever a server says is an answer within the limits, or refused as a failed connection. */
class AnswerFuzzTest {
    private static final int LARGEST = 1000;

    @FuzzTest
    void readsAnAnswerOrRefusesIt(FuzzedDataProvider data) {
        boolean withoutBody = data.consumeBoolean();
        var reader = new AnswerReader(new ByteArrayInputStream(data.consumeRemainingAsBytes()), _ -> {});
        try {
            reader.begin(System.nanoTime() + Duration.ofSeconds(30).toNanos(), LARGEST);
            var answer = reader.answer(withoutBody);
            if (answer.status() < 200 || answer.body().octets().length > LARGEST) {
                throw new AssertionError("Not within the limits: " + answer);
            }
        } catch (IOException refused) {
            // as it should be
        }
    }
}
