package tw.qiao.platform.exchange;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What came back from an agency. */
public sealed interface ExchangeAnswer {
    /** The rows that the service found; none when it has nothing about the subject. */
    record Rows(Instant at, List<JsonNode> rows) implements ExchangeAnswer {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * No answer.
     *
     * @param code the exchange's error code, such as {@code server.serverproxy.access_denied}, or our own
     * @param retryable whether the same request may succeed later
     */
    record Failure(String code, boolean retryable) implements ExchangeAnswer {}
}
