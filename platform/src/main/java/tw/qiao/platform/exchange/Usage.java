package tw.qiao.platform.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One use of data about a person or her firm (資料使用紀錄), as its provider tells it.
 *
 * @param exchangeId names the crossing in the evidence logs
 * @param provider the subsystem that gave the data
 * @param consumer the subsystem that got it
 * @param consent the consent that the consumer named
 */
public record Usage(
        UUID exchangeId,
        Instant time,
        String provider,
        String consumer,
        String service,
        List<String> fields,
        String purpose,
        String basis,
        @Nullable UUID consent) {
    public Usage {
        fields = List.copyOf(fields);
    }
}
